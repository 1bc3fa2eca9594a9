/** Points that are kept; where there are more, each two places become one. */
export const MOST_POINTS = 2048;

interface Point {
  /** Seconds since the run began, and the seq, of its first number. */
  t: number;
  first: number;
  low: number;
  high: number;
  /** Its newest number, and the seq of that. */
  last: number;
  newest: number;
}

/**
 * Numbers by the seqs of their items, which may come in any order. As long as they are few, each is a point; of more than that,
 * those of neighbouring items are put together, of which the lowest, the highest and the newest are known.
 */
export class NumberPoints {
  private places = new Map<number, Point>();
  /** Seqs that one place stands for. */
  private width = 1;

  /** @param seq every item has another one */
  add(seq: number, t: number, value: number): void {
    const place = Math.floor(seq / this.width);
    const point = this.places.get(place);
    if (point) join(point, { t, first: seq, low: value, high: value, last: value, newest: seq });
    else this.places.set(place, { t, first: seq, low: value, high: value, last: value, newest: seq });
    while (this.places.size > MOST_POINTS) this.widen();
  }

  /** All points in the order of their items. */
  read() {
    const points = [...this.places].sort(([one], [other]) => one - other);
    const column = (of: (point: Point) => number) => Float64Array.from(points, ([, point]) => of(point));
    return {
      times: column(({ t }) => t),
      low: column(({ low }) => low),
      high: column(({ high }) => high),
      last: column(({ last }) => last),
    };
  }

  private widen(): void {
    this.width *= 2;
    const places = new Map<number, Point>();
    for (const point of this.places.values()) {
      const place = Math.floor(point.first / this.width);
      const known = places.get(place);
      if (known) join(known, point);
      else places.set(place, point);
    }
    this.places = places;
  }
}

function join(into: Point, other: Point): void {
  into.low = Math.min(into.low, other.low);
  into.high = Math.max(into.high, other.high);
  if (other.first < into.first) {
    into.first = other.first;
    into.t = other.t;
  }
  if (other.newest > into.newest) {
    into.newest = other.newest;
    into.last = other.last;
  }
}
