/** Where a cable can be plugged in, in the document's coordinates, and which way it leaves. */
export interface Jack {
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points of the table by which a cable's length is measured. */
const STEPS = 48;
/** Pixels between cables that join the same two sockets. */
const LANE = 22;

/** A cable as one cubic curve from its connecting end to its binding end, with a table of its length. */
export interface CablePath {
  /** As the `d` of an SVG path. */
  readonly d: string;
  readonly from: Jack;
  readonly to: Jack;
  readonly middle: Point;
  readonly length: number;
  /** The box that it lies in. */
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** x and y of the points at equal steps of the curve's parameter, STEPS + 1 of them. */
  readonly points: Float64Array;
  /** Length from the beginning to each of those points. */
  readonly lengths: Float64Array;
}

/**
 * The cable between two nodes, by the jacks each offers: the two that face each other best are taken. `lane` sets cables
 * between the same sockets apart: 0 is the middle, −0.5 and 0.5 are two beside each other.
 */
export function cableBetween(from: readonly Jack[], to: readonly Jack[], lane = 0): CablePath {
  let best: readonly [Jack, Jack] | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of from) {
    for (const other of to) {
      const cost = detour(one, other);
      if (cost < least) {
        least = cost;
        best = [one, other];
      }
    }
  }
  const [start, end] = best ?? [NOWHERE, NOWHERE];
  return measured(start, end, lane);
}

/** The point at a fraction of the cable's length, from 0 at `from` to 1 at `to`; written into `out` to make no garbage. */
export function pointAt(path: CablePath, fraction: number, out: { x: number; y: number }): void {
  const wanted = Math.min(Math.max(fraction, 0), 1) * path.length;
  const { lengths, points } = path;
  let low = 0;
  let high = STEPS;
  while (low + 1 < high) {
    const half = (low + high) >> 1;
    if ((lengths[half] ?? 0) <= wanted) low = half;
    else high = half;
  }
  const before = lengths[low] ?? 0;
  const span = (lengths[high] ?? 0) - before;
  const part = span > 0 ? (wanted - before) / span : 0;
  const x = points[low * 2] ?? 0;
  const y = points[low * 2 + 1] ?? 0;
  out.x = x + ((points[high * 2] ?? 0) - x) * part;
  out.y = y + ((points[high * 2 + 1] ?? 0) - y) * part;
}

const NOWHERE: Jack = { x: 0, y: 0, side: 'right' };

/** How far round a cable goes between two jacks: its straight length, and more where a jack looks away from the other. */
function detour(one: Jack, other: Jack): number {
  const away = (jack: Jack, target: Jack) => {
    const ahead = jack.side === 'right' ? target.x - jack.x : jack.x - target.x;
    return ahead < 24 ? 24 - ahead : 0;
  };
  return Math.hypot(other.x - one.x, other.y - one.y) + 2 * (away(one, other) + away(other, one));
}

function measured(from: Jack, to: Jack, lane: number): CablePath {
  const reach = reachOf(from, to);
  const shift = lane * LANE;
  const x1 = from.x + (from.side === 'right' ? reach : -reach);
  const x2 = to.x + (to.side === 'right' ? reach : -reach);
  // A cubic's middle moves by three quarters of what both of its control points move.
  const y1 = from.y + shift / 0.75;
  const y2 = to.y + shift / 0.75;
  const points = new Float64Array((STEPS + 1) * 2);
  const lengths = new Float64Array(STEPS + 1);
  for (let step = 0; step <= STEPS; step++) {
    const t = step / STEPS;
    points[step * 2] = cubic(from.x, x1, x2, to.x, t);
    points[step * 2 + 1] = cubic(from.y, y1, y2, to.y, t);
    if (step > 0) lengths[step] = (lengths[step - 1] ?? 0) + stepLength(points, step);
  }
  return {
    d: `M${from.x},${from.y} C${x1},${y1} ${x2},${y2} ${to.x},${to.y}`,
    from,
    to,
    middle: { x: cubic(from.x, x1, x2, to.x, 0.5), y: cubic(from.y, y1, y2, to.y, 0.5) },
    length: lengths[STEPS] ?? 0,
    bounds: boundsOf(points),
    points,
    lengths,
  };
}

/** How far the curve's control points lie from its ends: half the way where the jacks face each other, a loop where not. */
function reachOf(from: Jack, to: Jack): number {
  const ahead = from.side === 'right' ? to.x - from.x : from.x - to.x;
  const facing = from.side !== to.side && ahead > 0;
  if (facing) return Math.max(ahead / 2, Math.min(60, Math.abs(to.y - from.y) / 2));
  return Math.min(60 + Math.abs(to.y - from.y) / 4 + Math.max(-ahead, 0) / 4, 220);
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

function boundsOf(points: Float64Array): CablePath['bounds'] {
  let [left, top, right, bottom] = [points[0] ?? 0, points[1] ?? 0, points[0] ?? 0, points[1] ?? 0];
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at] ?? 0);
    right = Math.max(right, points[at] ?? 0);
    top = Math.min(top, points[at + 1] ?? 0);
    bottom = Math.max(bottom, points[at + 1] ?? 0);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function stepLength(points: Float64Array, step: number): number {
  const x = (points[step * 2] ?? 0) - (points[step * 2 - 2] ?? 0);
  const y = (points[step * 2 + 1] ?? 0) - (points[step * 2 - 1] ?? 0);
  return Math.hypot(x, y);
}
