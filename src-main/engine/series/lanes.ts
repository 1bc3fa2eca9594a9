import type { SavedDurations } from '../../capture/capture-file-curves';
import { Histogram, type HistogramSlice } from './histogram';
import type { Lane } from './point-log';

/** A total that only grows: what lies between two points is the difference. */
export class TotalLane implements Lane {
  pending = 0;
  private readonly values: Float64Array;

  constructor(places: number) {
    this.values = new Float64Array(places);
  }

  store(place: number): void {
    this.values[place] = this.pending;
  }

  merge(into: number, _first: number, second: number): void {
    this.values[into] = this.values[second]!;
  }

  saved(places: readonly number[]): number[] {
    return [...places.map((place) => this.values[place]!), this.pending];
  }

  restore(saved: readonly number[]): void {
    this.values.set(saved.slice(0, -1));
    this.pending = saved.at(-1) ?? 0;
  }

  at(place: number | undefined): number {
    return place === undefined ? this.pending : this.values[place]!;
  }
}

/** The most that was seen since the point before. */
export class PeakLane implements Lane {
  pending = 0;
  private readonly values: Float64Array;

  constructor(places: number) {
    this.values = new Float64Array(places);
  }

  store(place: number): void {
    this.values[place] = this.pending;
    this.pending = 0;
  }

  merge(into: number, first: number, second: number): void {
    this.values[into] = Math.max(this.values[first]!, this.values[second]!);
  }

  saved(places: readonly number[]): number[] {
    return [...places.map((place) => this.values[place]!), this.pending];
  }

  restore(saved: readonly number[]): void {
    this.values.set(saved.slice(0, -1));
    this.pending = saved.at(-1) ?? 0;
  }

  at(place: number | undefined): number {
    return place === undefined ? this.pending : this.values[place]!;
  }
}

/** Durations that were recorded since the point before. */
export class HistogramLane implements Lane {
  readonly pending = new Histogram();
  private readonly slices: (HistogramSlice | undefined)[] = [];

  store(place: number): void {
    this.slices[place] = this.pending.slice();
    this.pending.clear();
  }

  merge(into: number, first: number, second: number): void {
    const [one, other] = [this.slices[first], this.slices[second]];
    this.slices[into] = one && other ? merged(one, other) : (one ?? other);
  }

  saved(places: readonly number[]): SavedDurations {
    return [...places.map((place) => this.slices[place]), this.pending.slice()].flatMap((slice, index) =>
      slice ? [[index, slice.first, slice.most, [...slice.counts]]] : [],
    );
  }

  /** @param points of the log: what is behind the last is pending */
  restore(saved: SavedDurations, points: number): void {
    for (const [index, first, most, counts] of saved) {
      const slice = { first, most, counts: Uint32Array.from(counts) };
      if (index < points) this.slices[index] = slice;
      else this.pending.add(slice);
    }
  }

  at(place: number | undefined): HistogramSlice | undefined {
    return place === undefined ? this.pending.slice() : this.slices[place];
  }
}

function merged(one: HistogramSlice, other: HistogramSlice): HistogramSlice {
  const first = Math.min(one.first, other.first);
  const end = Math.max(one.first + one.counts.length, other.first + other.counts.length);
  const counts = new Uint32Array(end - first);
  for (const slice of [one, other]) {
    for (let index = 0; index < slice.counts.length; index++)
      counts[slice.first - first + index]! += slice.counts[index]!;
  }
  return { first, counts, most: Math.max(one.most, other.most) };
}
