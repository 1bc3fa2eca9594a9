import type { Position, TopologyNode } from '../../shared/topology/topology';
import type { Jack } from './cable-path';

/** Sizes that the nodes' styles have as well: geometry is needed before a node was ever drawn. */
export const NODE_WIDTH = 224;
export const DEVICE_WIDTH = 256;
export const PEER_WIDTH = 184;
/** How far below a node's upper edge its jacks are. */
export const JACK_TOP = 19;
const NODE_HEIGHT = 92;
const GAP = 24;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where cables can be plugged into a box: a socket takes them on both sides, each socket of a device on its own. */
export function jacksOf(box: Box, side: string | undefined): readonly Jack[] {
  const y = box.y + JACK_TOP;
  const left: Jack = { x: box.x, y, side: 'left' };
  const right: Jack = { x: box.x + box.width, y, side: 'right' };
  if (side === 'frontend') return [left];
  if (side === 'backend') return [right];
  return [left, right];
}

export function widthOf(node: TopologyNode): number {
  return node.kind === 'device' ? DEVICE_WIDTH : NODE_WIDTH;
}

/** A place for a new node near `wanted` that covers none of the nodes that are there. */
export function freePlace(nodes: readonly TopologyNode[], wanted: Position): Position {
  const taken = nodes.map((node) => ({ ...node.position, width: widthOf(node), height: NODE_HEIGHT }));
  const free = ({ x, y }: Position) =>
    !taken.some(
      (box) =>
        x < box.x + box.width + GAP && x + NODE_WIDTH + GAP > box.x && y < box.y + box.height + GAP && y + NODE_HEIGHT + GAP > box.y,
    );
  const step = NODE_HEIGHT + GAP + 8;
  for (let ring = 0; ring < 40; ring++) {
    for (let column = -ring; column <= ring; column++) {
      for (const row of ring === Math.abs(column) ? range(-ring, ring) : [-ring, ring]) {
        const place = { x: wanted.x + column * (DEVICE_WIDTH + 56), y: wanted.y + row * step };
        if (free(place)) return place;
      }
    }
  }
  return wanted;
}

/** Where the peers of a node are drawn: in a column beside it, on the side where it has more room. */
export function peerPlaces(node: Box, others: readonly Box[], count: number): readonly Position[] {
  const column = (x: number) =>
    Array.from({ length: count }, (_, index) => ({ x, y: node.y + index * 76 - ((count - 1) * 76) / 2 }));
  const sides = [column(node.x - PEER_WIDTH - 120), column(node.x + node.width + 120)];
  const crowd = (places: readonly Position[]) =>
    places.reduce((sum, place) => sum + others.filter((box) => overlaps({ ...place, width: PEER_WIDTH, height: 64 }, box)).length, 0);
  const [left, right] = sides;
  if (!left || !right) return [];
  return crowd(right) < crowd(left) ? right : left;
}

export function overlaps(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && one.x + one.width > other.x && one.y < other.y + other.height && one.y + one.height > other.y;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
