/** What a log keeps of one thing, at the place of each point. */
export interface Lane {
  /** Puts what is pending to a new point. */
  store(place: number): void;
  /** Puts the points at `first` and `second`, which follow on one another, together; `into` may be either of them or before. */
  merge(into: number, first: number, second: number): void;
}

export interface PointLogOptions {
  /** Points that are kept at the most; odd, at least 3. */
  readonly capacity: number;
  /** Seconds between two points at the least. */
  readonly step: number;
  /** When full: `forget` the oldest point, or `halve`: keep every second one and double the step. */
  readonly full: 'forget' | 'halve';
}

/** A timer that beats every 33 ms is early as often as it is late: a point that is due so soon is taken now. */
const EARLY = 0.9;

/**
 * Points in time with the totals that were read at each. Between two points lies exactly what was counted between them,
 * however late a point was taken, and leaving points out loses no count.
 */
export class PointLog {
  count = 0;
  step: number;
  private readonly times: Float64Array;
  private readonly lanes: Lane[] = [];
  /** Place of the oldest point. */
  private start = 0;

  constructor(private readonly options: PointLogOptions) {
    this.times = new Float64Array(options.capacity);
    this.step = options.step;
  }

  /** Adds a lane: at the points that are there already it has nothing. */
  lane<Added extends Lane>(make: (places: number) => Added): Added {
    const lane = make(this.options.capacity);
    this.lanes.push(lane);
    return lane;
  }

  /** Seconds; -Infinity without any point. */
  get first(): number {
    return this.count === 0 ? -Infinity : this.timeAt(0);
  }

  get last(): number {
    return this.count === 0 ? -Infinity : this.timeAt(this.count - 1);
  }

  /** Places of all points, in their order. */
  get places(): number[] {
    return Array.from({ length: this.count }, (_, index) => this.placeOf(index));
  }

  /** Takes the points of a log that was saved, at most as many as there are places for. */
  restore(times: readonly number[], step: number): void {
    this.times.set(times);
    this.count = times.length;
    this.start = 0;
    this.step = step;
  }

  isDue(t: number): boolean {
    return t - this.last >= this.step * EARLY;
  }

  /** Adds a point at `t`, later than the last one, with what is pending. */
  add(t: number): void {
    const { capacity, full } = this.options;
    if (this.count === capacity) {
      if (full === 'halve') this.halve();
      else this.forget();
    }
    const at = this.placeOf(this.count);
    this.times[at] = t;
    for (const lane of this.lanes) lane.store(at);
    this.count++;
  }

  timeAt(index: number): number {
    return this.times[this.placeOf(index)]!;
  }

  /** Place of a point in the lanes; undefined for the one that is still to come. */
  placeAt(index: number): number | undefined {
    return index < this.count ? this.placeOf(index) : undefined;
  }

  /** Index of the newest point that is not after `t`; 0 where all are. */
  indexAt(t: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.timeAt(middle) <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private placeOf(index: number): number {
    const place = this.start + index;
    return place < this.times.length ? place : place - this.times.length;
  }

  private forget(): void {
    this.start = this.placeOf(1);
    this.count--;
  }

  /** The first point and, as the capacity is odd, the last one stay. */
  private halve(): void {
    const kept = (this.count + 1) / 2;
    for (let index = 0; index < kept; index++) this.times[index] = this.times[index * 2]!;
    for (const lane of this.lanes) {
      for (let index = 1; index < kept; index++) lane.merge(index, index * 2 - 1, index * 2);
    }
    this.count = kept;
    this.step *= 2;
  }
}
