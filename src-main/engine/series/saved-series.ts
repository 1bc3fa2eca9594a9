import { socketNumber, type Topology } from '../../../shared/topology/topology';
import type { SavedCurves, SeriesName } from '../../capture/capture-file-curves';
import { DurationSeries } from './counter-series';
import type { PointLog } from './point-log';
import type { RunSeries } from './run-series';

/** Numbers in one section, more or less. */
const MOST_NUMBERS = 100_000;
/** The series of a run in pieces, each of which is a `curv`. A curve in which nothing is, is left out. */
export function savedCurves(series: RunSeries): readonly SavedCurves[] {
  const { logs } = series;
  const points = { recent: pointsOf(logs.recent), whole: pointsOf(logs.whole) };
  const pieces: SavedCurves[] = [];
  let piece: SavedCurves = [{ type: 'points', end: series.end, ...points }];
  let numbers = points.recent.times.length + points.whole.times.length;
  for (const [of, each] of series.named()) {
    const saved = savedOf(of, each, series);
    if (!saved) continue;
    piece.push(saved);
    numbers += saved.recent.length + saved.whole.length;
    if (numbers < MOST_NUMBERS) continue;
    pieces.push(piece);
    piece = [];
    numbers = 0;
  }
  return piece.length > 0 ? [...pieces, piece] : pieces;
}

/**
 * The series that were saved with a run, as they were read while it was on; undefined where none were, or where they do not fit
 * together.
 * @param make series of nothing yet, which count no more
 */
export function restoredSeries(curves: SavedCurves, topology: Topology, make: () => RunSeries): RunSeries | undefined {
  const [points] = curves;
  if (points?.type !== 'points') return undefined;
  const series = make();
  series.restorePoints(points, points.end);
  const lengths = { recent: points.recent.times.length + 1, whole: points.whole.times.length + 1 };
  for (const saved of curves) {
    if (saved.type === 'points') continue;
    const into = series.restored(saved.of, (key) => socketNumber(topology, key));
    if (saved.type === 'durations') {
      if (into instanceof DurationSeries) into.restore(saved, series.logs);
    } else if (into && !(into instanceof DurationSeries)) {
      if (saved.recent.length !== lengths.recent || saved.whole.length !== lengths.whole) return undefined;
      into.restore(saved);
    }
  }
  return series;
}

function pointsOf(log: PointLog) {
  return { step: log.step, times: Array.from({ length: log.count }, (_, index) => log.timeAt(index)) };
}

function savedOf(of: SeriesName, series: ReturnType<RunSeries['restored']>, { logs }: RunSeries) {
  if (series instanceof DurationSeries) return { type: 'durations' as const, of, ...series.saved(logs) };
  const saved = series?.saved(logs);
  const has = (numbers: readonly number[]) => numbers.some((number) => number !== 0);
  return saved && (has(saved.recent) || has(saved.whole)) ? { type: 'curve' as const, of, ...saved } : undefined;
}
