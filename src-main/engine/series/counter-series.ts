import type { Lane, PointLog } from './point-log';

/** The points of one counter in two logs: of the last minute, and of the whole run. */
export interface SeriesLogs {
  readonly recent: PointLog;
  readonly whole: PointLog;
}

/** A counter that only grows. One that begins anew, as that of a reopened socket does, goes on from where it was. */
export class CounterSeries {
  private readonly recent: Lane;
  private readonly whole: Lane;
  private before = 0;
  private raw = 0;

  constructor(logs: SeriesLogs) {
    this.recent = logs.recent.lane('total');
    this.whole = logs.whole.lane('total');
  }

  read(raw: number): void {
    if (raw < this.raw) this.before += this.raw;
    this.raw = raw;
    const total = this.before + raw;
    this.recent.pending = total;
    this.whole.pending = total;
  }

  /** Adds what was counted in each interval from point `first` of a log on; the last interval ends with what is pending. */
  addTo(sums: Float64Array, log: PointLog, isRecent: boolean, first: number): void {
    const lane = isRecent ? this.recent : this.whole;
    let previous = log.valueAt(lane, first);
    for (let index = 0; index < sums.length; index++) {
      const point = first + index + 1;
      const total = point < log.count ? log.valueAt(lane, point) : lane.pending;
      sums[index]! += total - previous;
      previous = total;
    }
  }
}

/** Something that goes up and down: of each interval the most at one time is kept. */
export class GaugeSeries {
  private readonly recent: Lane;
  private readonly whole: Lane;

  constructor(logs: SeriesLogs) {
    this.recent = logs.recent.lane('peak');
    this.whole = logs.whole.lane('peak');
  }

  read(value: number): void {
    if (value > this.recent.pending) this.recent.pending = value;
    if (value > this.whole.pending) this.whole.pending = value;
  }

  addTo(sums: Float64Array, log: PointLog, isRecent: boolean, first: number): void {
    const lane = isRecent ? this.recent : this.whole;
    for (let index = 0; index < sums.length; index++) {
      const point = first + index + 1;
      sums[index]! += point < log.count ? log.valueAt(lane, point) : lane.pending;
    }
  }
}
