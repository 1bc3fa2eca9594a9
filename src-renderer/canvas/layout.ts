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

/** Where the peers of a node are drawn: in a column beside it, on the side where it has more room. */
export function peerPlaces(node: Box, others: readonly Box[], count: number): readonly Position[] {
  const column = (x: number) =>
    Array.from({ length: count }, (_, index) => ({ x, y: node.y + index * 84 - ((count - 1) * 84) / 2 }));
  const sides = [column(node.x - PEER_WIDTH - 184), column(node.x + node.width + 184)];
  const crowd = (places: readonly Position[]) =>
    places.reduce(
      (sum, place) => sum + others.filter((box) => overlaps({ ...place, width: PEER_WIDTH, height: 64 }, box)).length,
      0,
    );
  const [left, right] = sides;
  if (!left || !right) return [];
  return crowd(right) < crowd(left) ? right : left;
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    one.x + one.width > other.x &&
    one.y < other.y + other.height &&
    one.y + one.height > other.y
  );
}
