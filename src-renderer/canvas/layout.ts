import type { Position, TopologyNode } from '../../shared/topology/topology';
import type { Jack } from './cable-path';

/** Sizes that the nodes' styles have as well: geometry is needed before a node was ever drawn. */
export const NODE_WIDTH = 224;
export const DEVICE_WIDTH = 272;
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

/** A place for a new node that covers none that are there: the nearest to the middle of what is seen, else just below it. */
export function freePlace(nodes: readonly TopologyNode[], seen: Box): Position {
  const taken = nodes.map((node) => ({ ...node.position, width: widthOf(node), height: NODE_HEIGHT }));
  const free = ({ x, y }: Position) =>
    !taken.some((box) =>
      overlaps({ x: x - GAP, y: y - GAP, width: DEVICE_WIDTH + 2 * GAP, height: NODE_HEIGHT + 2 * GAP }, box),
    );
  const middle = { x: seen.x + (seen.width - DEVICE_WIDTH) / 2, y: seen.y + (seen.height - NODE_HEIGHT) / 2 };
  const columns = places(middle.x, seen.x + GAP, seen.x + seen.width - DEVICE_WIDTH - GAP);
  const rows = places(middle.y, seen.y + GAP, seen.y + seen.height - NODE_HEIGHT - GAP);
  const distance = ({ x, y }: Position) => Math.hypot(x - middle.x, y - middle.y);
  const inside = rows
    .flatMap((y) => columns.map((x) => ({ x, y })))
    .sort((one, other) => distance(one) - distance(other));
  const lowest = Math.max(seen.y + seen.height, ...taken.map((box) => box.y + box.height));
  return inside.find(free) ?? { x: middle.x, y: lowest + GAP };
}

/** Steps of 40 from `first` to both sides, within the bounds. */
function places(first: number, least: number, most: number): number[] {
  const found = [first];
  for (let step = 40; first - step >= least || first + step <= most; step += 40) {
    if (first - step >= least) found.push(first - step);
    if (first + step <= most) found.push(first + step);
  }
  return found;
}

export const PEER_HEIGHT = 64;
/** From one peer of a column to the next, and from a column to its node. */
const PEER_STEP = 84;
const PEER_DISTANCE = 184;

/**
 * Where the peers of a socket are drawn: in a column beside its node that covers nothing, as level with it as can be. A
 * socket of a device has them on its own side only.
 */
export function peerPlaces(node: Box, others: readonly Box[], count: number, only?: Jack['side']): readonly Position[] {
  const column = (side: Jack['side'], shift: number) => {
    const x = side === 'left' ? node.x - PEER_WIDTH - PEER_DISTANCE : node.x + node.width + PEER_DISTANCE;
    const top = node.y + shift - ((count - 1) * PEER_STEP) / 2;
    return Array.from({ length: count }, (_, index) => ({ x, y: top + index * PEER_STEP }));
  };
  const sides: readonly Jack['side'][] = only === undefined ? ['left', 'right'] : [only];
  const free = (column: readonly Position[]) =>
    column.every(({ x, y }) => {
      const room = { x: x - GAP, y: y - GAP / 2, width: PEER_WIDTH + 2 * GAP, height: PEER_HEIGHT + GAP };
      return !others.some((box) => overlaps(room, box));
    });
  // Behind the highest and the lowest of the others there is always room.
  const reach =
    others.reduce((far, box) => Math.max(far, Math.abs(box.y - node.y) + box.height), 0) + count * PEER_STEP;
  for (const shift of places(0, -reach, reach)) {
    for (const side of sides) {
      const found = column(side, shift);
      if (free(found)) return found;
    }
  }
  return column(sides[0] ?? 'left', reach + PEER_STEP);
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    one.x + one.width > other.x &&
    one.y < other.y + other.height &&
    one.y + one.height > other.y
  );
}
