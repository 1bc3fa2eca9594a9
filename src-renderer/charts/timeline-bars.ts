import { binsOf, binSums, binWidth } from '../../shared/traffic/bins';
import type { SeriesAnswer } from '../../shared/traffic/series';

/** A run from its beginning to its end in bars: how many a second of each kind, and where something was lost. */
export interface TimelineBars {
  readonly edges: Float64Array;
  /** Per second, by kind, in the order in which they are drawn upon one another. */
  readonly kinds: readonly Float64Array[];
  /** Messages that the sockets of the app dropped, per bar. */
  readonly lost: Float64Array;
  /** The highest bar, all kinds together. */
  readonly most: number;
}

export const TIMELINE_KINDS = ['message', 'command', 'handshake'] as const;
/** Pixels of a bar at the least. */
const BAR = 3;
/** Seconds of a bar at the least: shorter ones would show each message by itself. */
const LEAST_STEP = 0.5;

export function timelineBars(answer: SeriesAnswer, width: number): TimelineBars {
  const step = Math.max(LEAST_STEP, binWidth(answer.end, Math.max(1, width / BAR)));
  const bins = binsOf(answer.times, step);
  const { edges } = bins;
  const kinds = TIMELINE_KINDS.map((kind) =>
    binSums(bins, answer.overall[kind]).map((sum, bin) => sum / Math.max(edges[bin + 1]! - edges[bin]!, 1e-9)),
  );
  const lost = binSums(bins, answer.groups[0]?.dropped ?? new Float64Array(answer.times.length));
  let most = 0;
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    most = Math.max(
      most,
      kinds.reduce((sum, kind) => sum + kind[bin]!, 0),
    );
  }
  return { edges, kinds, lost, most };
}

interface Paint {
  readonly width: number;
  readonly height: number;
  readonly end: number;
  readonly keptFrom: number | undefined;
  /** Of each kind, of what was lost, and of the part that the capture no longer has. */
  readonly colors: { readonly kinds: readonly string[]; readonly lost: string; readonly gone: string };
}

/** Draws the bars, in pixels of the page. They grow with the square root, so that a trickle is seen beside a flood. */
export function paintTimeline(context: CanvasRenderingContext2D, bars: TimelineBars, paint: Paint): void {
  const { width, height, end, keptFrom, colors } = paint;
  context.clearRect(0, 0, width, height);
  const x = (t: number) => (end > 0 ? (t / end) * width : 0);
  const top = 4;
  const { edges, kinds, lost, most } = bars;
  for (let bin = 0; bin + 1 < edges.length; bin++) {
    const left = x(edges[bin]!);
    // A pixel of air between bars that are wide enough for it.
    const wide = Math.max(1, x(edges[bin + 1]!) - left - (x(edges[bin + 1]!) - left > 2.5 ? 0.8 : 0));
    let y = height;
    const all = kinds.reduce((sum, kind) => sum + kind[bin]!, 0);
    kinds.forEach((kind, index) => {
      if (kind[bin]! === 0) return;
      // What is there at all is seen.
      const high = Math.max(1, (kind[bin]! / all) * Math.sqrt(all / most) * (height - top));
      context.fillStyle = colors.kinds[index] ?? '';
      context.fillRect(left, y - high, wide, high);
      y -= high;
    });
    if (lost[bin]! > 0) {
      context.fillStyle = colors.lost;
      context.fillRect(left, 0, Math.max(wide, 2), 3);
    }
  }
  if (keptFrom !== undefined && keptFrom > 0 && x(keptFrom) > 1) {
    context.fillStyle = colors.gone;
    context.fillRect(0, 0, x(keptFrom), height);
  }
}
