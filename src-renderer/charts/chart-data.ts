import type { SeriesAnswer, SeriesGroup } from '../../shared/traffic/series';
import { binPeaks, binRates, binsOf, binSums, binWidth, type Bins } from '../../shared/traffic/bins';
import type { Curve, Metric } from './curves';

/** Bins that a chart shows at the most: about five pixels each in a narrow one. */
const MOST_BINS = 70;

/** What a curve's metric is drawn as: per second, the most at a time, or how many. */
const DRAWN: Readonly<Record<Metric, (bins: Bins, values: Float64Array) => Float64Array>> = {
  messages: binRates,
  bytes: binRates,
  waiting: binPeaks,
  unread: binPeaks,
  // What was only inferred may be taken back; nothing is lost backwards.
  lost: (bins, values) => binSums(bins, values).map((count) => Math.max(0, count)),
};

/** The groups that some curves are made of, each once. */
export function groupsOf(curves: readonly Curve[]): SeriesGroup[] {
  const groups = new Map<string, SeriesGroup>();
  for (const { terms } of curves) {
    for (const { group } of Object.values(terms).flat()) groups.set(JSON.stringify(group), group);
  }
  return [...groups.values()];
}

/** Width of the bins that a part of `span` seconds is drawn in. */
export function stepOf(span: number): number {
  return binWidth(span, MOST_BINS);
}

/** The bins of a part of `span` seconds. While it is followed, a last bin that has only just begun would look like a fall: it waits. */
export function shownBins({ times }: SeriesAnswer, span: number, live: boolean): Bins {
  const width = stepOf(span);
  const bins = binsOf(times, width);
  const { edges, starts } = bins;
  const last = edges.length - 1;
  if (!live || last < 2 || edges[last]! - edges[last - 1]! >= width * 0.75) return bins;
  return { edges: edges.subarray(0, last), starts: starts.subarray(0, last) };
}

/** One number per bin for a curve; undefined where the curve has no such metric. */
export function curveValues(
  curve: Curve,
  metric: Metric,
  bins: Bins,
  answer: SeriesAnswer,
  groups: readonly SeriesGroup[],
): Float64Array | undefined {
  const terms = curve.terms[metric];
  if (terms.length === 0) return undefined;
  const sums = new Float64Array(Math.max(0, answer.times.length - 1));
  for (const { group, lanes } of terms) {
    const wanted = JSON.stringify(group);
    const values = answer.groups[groups.findIndex((candidate) => JSON.stringify(candidate) === wanted)];
    if (!values) continue;
    for (const lane of lanes)
      for (let index = 0; index < sums.length; index++) sums[index]! += values[lane][index] ?? 0;
  }
  return DRAWN[metric](bins, sums);
}

/** The same for values that may be missing: NaN is nothing. */
export function gaps(values: Float64Array): (number | null)[] {
  return Array.from(steps(values), (value) => (Number.isNaN(value) ? null : value));
}

/** As uPlot draws steps: each value holds from its bin's edge to the next, so the last one stands at both. */
export function steps(values: Float64Array): Float64Array {
  const all = new Float64Array(values.length === 0 ? 0 : values.length + 1);
  all.set(values);
  if (values.length > 0) all[values.length] = values[values.length - 1]!;
  return all;
}
