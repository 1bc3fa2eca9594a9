/** A span of points: the interval from point `from` to point `to`, as indices of the times. */
export interface Bins {
  /** Seconds at which each bin begins, and last that at which the last one ends. */
  readonly edges: Float64Array;
  /** Index of the interval that each bin begins with, and last the number of intervals in the bins. */
  readonly starts: Uint32Array;
}

/**
 * Puts intervals together to bins of about `width` seconds. A bin begins where an interval does, so its sum is exactly
 * what was counted from its one edge to the other. Edges do not wander when later times are added.
 */
export function binsOf(times: Float64Array, width: number): Bins {
  const intervals = Math.max(0, times.length - 1);
  const starts: number[] = [];
  let bin = Number.NaN;
  for (let index = 0; index < intervals; index++) {
    // Points are taken a little early as often as late: the one nearest to an edge is the edge.
    const own = Math.floor((times[index]! + times[index + 1]!) / 2 / width);
    if (own === bin) continue;
    bin = own;
    starts.push(index);
  }
  starts.push(intervals);
  return {
    starts: Uint32Array.from(starts),
    edges: Float64Array.from(starts, (start) => times[start] ?? 0),
  };
}

/** What was counted in each bin. */
export function binSums({ starts }: Bins, values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, starts.length - 1) }, (_, bin) => {
    let sum = 0;
    for (let index = starts[bin]!; index < starts[bin + 1]!; index++) sum += values[index]!;
    return sum;
  });
}

/** The highest value in each bin. */
export function binPeaks({ starts }: Bins, values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, starts.length - 1) }, (_, bin) => {
    let peak = 0;
    for (let index = starts[bin]!; index < starts[bin + 1]!; index++) peak = Math.max(peak, values[index]!);
    return peak;
  });
}

/** What was counted in each bin, per second. */
export function binRates(bins: Bins, values: Float64Array): Float64Array {
  const { edges } = bins;
  return binSums(bins, values).map((sum, bin) => sum / Math.max(edges[bin + 1]! - edges[bin]!, 1e-9));
}

const WIDTHS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600] as const;

/** Width of a bin, in seconds, so that a span is of `most` bins at the most. */
export function binWidth(span: number, most: number): number {
  return WIDTHS.find((width) => span / width <= most) ?? 7200;
}
