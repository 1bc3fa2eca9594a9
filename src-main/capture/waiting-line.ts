const SMALLEST = 16;

/**
 * Items that wait for something, in order: each a seq, a key to find it by, and a time. Taken from the front or, by key, from
 * anywhere. Bounded: when it is full the oldest goes and is counted.
 */
export class WaitingLine {
  /** Items that gave way because the line was full. */
  lost = 0;
  private seqs = new Float64Array(SMALLEST);
  private keys = new Float64Array(SMALLEST);
  private times = new Float64Array(SMALLEST);
  /** The lengths are powers of two: a position's place is its lowest bits. */
  private mask = SMALLEST - 1;
  private first = 0;
  private next = 0;
  private taken = 0;

  constructor(private readonly most: number) {}

  get length(): number {
    return this.next - this.first - this.taken;
  }

  push(seq: number, key: number, time: number): void {
    if (this.next - this.first === this.seqs.length) this.makeRoom();
    const place = this.next++ & this.mask;
    this.seqs[place] = seq;
    this.keys[place] = key;
    this.times[place] = time;
  }

  /** Position of the first item, -1 where there is none. Positions hold until something is pushed or taken. */
  head(): number {
    return this.length === 0 ? -1 : this.first;
  }

  /** Position of the first item with a key, at most `reach` items from the front; -1 where there is none. */
  find(key: number, reach = Infinity): number {
    const end = Math.min(this.next, this.first + reach);
    for (let at = this.first; at < end; at++) if (this.keys[at & this.mask] === key) return at;
    return -1;
  }

  /** Position of the first item with the same key behind `at`; -1 where there is none. */
  findAfter(at: number): number {
    const key = this.keyAt(at);
    for (let later = at + 1; later < this.next; later++) if (this.keys[later & this.mask] === key) return later;
    return -1;
  }

  seqAt(at: number): number {
    return this.seqs[at & this.mask]!;
  }

  keyAt(at: number): number {
    return this.keys[at & this.mask]!;
  }

  timeAt(at: number): number {
    return this.times[at & this.mask]!;
  }

  take(at: number): void {
    this.keys[at & this.mask] = NaN;
    this.taken++;
    this.settle();
  }

  /** Takes everything in front of a position. */
  takeUpTo(at: number): void {
    while (this.first < at) {
      if (Number.isNaN(this.keyAt(this.first))) this.taken--;
      this.first++;
    }
    this.settle();
  }

  /** The items stay in line, but their seqs mean nothing any more: the capture was cleared. */
  forgetSeqs(): void {
    this.seqs.fill(0);
  }

  /** Calls `use` with the seq of each item, in order. */
  each(use: (seq: number) => void): void {
    for (let at = this.first; at < this.next; at++) if (!Number.isNaN(this.keyAt(at))) use(this.seqAt(at));
  }

  private settle(): void {
    while (this.first < this.next && Number.isNaN(this.keyAt(this.first))) {
      this.first++;
      this.taken--;
    }
  }

  private makeRoom(): void {
    const { length } = this.seqs;
    if (length >= this.most) {
      this.lost++;
      this.first++;
      this.settle();
      return;
    }
    const [seqs, keys, times] = [this.seqs, this.keys, this.times];
    this.seqs = new Float64Array(length * 2);
    this.keys = new Float64Array(length * 2);
    this.times = new Float64Array(length * 2);
    this.mask = length * 2 - 1;
    for (let at = this.first; at < this.next; at++) {
      const place = at & this.mask;
      this.seqs[place] = seqs[at & (length - 1)]!;
      this.keys[place] = keys[at & (length - 1)]!;
      this.times[place] = times[at & (length - 1)]!;
    }
  }
}
