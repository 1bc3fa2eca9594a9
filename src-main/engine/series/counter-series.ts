import type { SavedDurations } from '../../capture/capture-file-curves';
import { HistogramLane, PeakLane, TotalLane } from './lanes';
import type { Histogram } from './histogram';
import type { PointLog } from './point-log';

/** Points of the last minute, and of the whole run. */
export interface SeriesLogs {
  readonly recent: PointLog;
  readonly whole: PointLog;
}
export type LogName = keyof SeriesLogs;

/** What a series has at each point of both logs, and behind them what is pending. */
export type SavedCurve = Readonly<Record<LogName, readonly number[]>>;

/** Intervals of a log: `count` of them, the first one from point `first` on. The last may end with what is pending. */
export interface Intervals {
  readonly log: PointLog;
  readonly name: LogName;
  readonly first: number;
  readonly count: number;
}

/** A total; where some of it is taken back, the interval has less. */
export class TallySeries {
  private readonly lanes: Readonly<Record<LogName, TotalLane>>;

  constructor({ recent, whole }: SeriesLogs) {
    const make = (places: number) => new TotalLane(places);
    this.lanes = { recent: recent.lane(make), whole: whole.lane(make) };
  }

  read(total: number): void {
    this.lanes.recent.pending = total;
    this.lanes.whole.pending = total;
  }

  saved({ recent, whole }: SeriesLogs): SavedCurve {
    return { recent: this.lanes.recent.saved(recent.places), whole: this.lanes.whole.saved(whole.places) };
  }

  restore({ recent, whole }: SavedCurve): void {
    this.lanes.recent.restore(recent);
    this.lanes.whole.restore(whole);
  }

  /** Adds what was counted in each interval. */
  addTo(sums: Float64Array, { log, name, first, count }: Intervals): void {
    const lane = this.lanes[name];
    let previous = lane.at(log.placeAt(first));
    for (let index = 0; index < count; index++) {
      const total = lane.at(log.placeAt(first + index + 1));
      sums[index]! += total - previous;
      previous = total;
    }
  }
}

/** A counter that only grows. One that begins anew, as that of a reopened socket does, goes on from where it was. */
export class CounterSeries extends TallySeries {
  private before = 0;
  private raw = 0;

  override read(raw: number): void {
    if (raw < this.raw) this.before += this.raw;
    this.raw = raw;
    super.read(this.before + raw);
  }
}

/** Something that goes up and down: of each interval the most at one time is kept. */
export class GaugeSeries {
  private readonly lanes: Readonly<Record<LogName, PeakLane>>;

  constructor({ recent, whole }: SeriesLogs) {
    const make = (places: number) => new PeakLane(places);
    this.lanes = { recent: recent.lane(make), whole: whole.lane(make) };
  }

  read(value: number): void {
    const { recent, whole } = this.lanes;
    if (value > recent.pending) recent.pending = value;
    if (value > whole.pending) whole.pending = value;
  }

  saved({ recent, whole }: SeriesLogs): SavedCurve {
    return { recent: this.lanes.recent.saved(recent.places), whole: this.lanes.whole.saved(whole.places) };
  }

  restore({ recent, whole }: SavedCurve): void {
    this.lanes.recent.restore(recent);
    this.lanes.whole.restore(whole);
  }

  addTo(sums: Float64Array, { log, name, first, count }: Intervals): void {
    const lane = this.lanes[name];
    for (let index = 0; index < count; index++) sums[index]! += lane.at(log.placeAt(first + index + 1));
  }
}

/** Durations: of each interval a histogram is kept, so that any intervals put together have exact percentiles again. */
export class DurationSeries {
  private readonly lanes: Readonly<Record<LogName, HistogramLane>>;

  constructor({ recent, whole }: SeriesLogs) {
    const make = () => new HistogramLane();
    this.lanes = { recent: recent.lane(make), whole: whole.lane(make) };
  }

  record(seconds: number): void {
    this.lanes.recent.pending.record(seconds);
    this.lanes.whole.pending.record(seconds);
  }

  saved({ recent, whole }: SeriesLogs): Readonly<Record<LogName, SavedDurations>> {
    return { recent: this.lanes.recent.saved(recent.places), whole: this.lanes.whole.saved(whole.places) };
  }

  restore(saved: Readonly<Record<LogName, SavedDurations>>, { recent, whole }: SeriesLogs): void {
    this.lanes.recent.restore(saved.recent, recent.count);
    this.lanes.whole.restore(saved.whole, whole.count);
  }

  /** Adds what was recorded in interval `index`. */
  addTo(histogram: Histogram, { log, name, first }: Intervals, index: number): void {
    const slice = this.lanes[name].at(log.placeAt(first + index + 1));
    if (slice) histogram.add(slice);
  }
}
