/** What became known of a request or a reply, in the terms of the pair store. */
export interface KnownPair {
  readonly seq: number;
  /** Seq of the other one; 0 where there is none. */
  readonly other: number;
  /** Seconds between them; NaN where there are none. */
  readonly latency: number;
  /** State and certainty. */
  readonly mark: number;
}

/** Items of which something waits to be written. */
const MOST_LATE = 65_536;
/** Seqs that are kept together: about as many as a section has. */
const STRETCH = 8192;

/**
 * What became known of requests and replies after they were written to the disk, until it is written there as well. Bounded: of
 * more, what comes is not taken, and is counted.
 */
export class LatePairs {
  lost = 0;
  size = 0;
  private readonly stretches = new Map<number, Map<number, KnownPair>>();

  constructor(private readonly most = MOST_LATE) {}

  /** True where there is no room for many more. */
  get isFull(): boolean {
    return this.size >= this.most / 2;
  }

  /** Seq of one of the items that it is of; undefined where there is none. */
  get next(): number | undefined {
    for (const stretch of this.stretches.values()) for (const seq of stretch.keys()) return seq;
    return undefined;
  }

  note(pair: KnownPair): void {
    const at = Math.floor(pair.seq / STRETCH);
    const stretch = this.stretches.get(at) ?? new Map<number, KnownPair>();
    const isNew = !stretch.has(pair.seq);
    if (isNew && this.size >= this.most) {
      this.lost++;
      return;
    }
    if (isNew) this.size++;
    stretch.set(pair.seq, pair);
    this.stretches.set(at, stretch);
  }

  /** What there is of the items `[first, end)`, in their order. */
  of(first: number, end: number): readonly KnownPair[] {
    const found: KnownPair[] = [];
    for (let at = Math.floor(first / STRETCH); at * STRETCH < end; at++)
      for (const pair of this.stretches.get(at)?.values() ?? [])
        if (pair.seq >= first && pair.seq < end) found.push(pair);
    return found.sort((one, other) => one.seq - other.seq);
  }

  /** What was written need not be kept, unless more became known of the same item meanwhile. */
  forget(written: readonly KnownPair[]): void {
    for (const pair of written) {
      const at = Math.floor(pair.seq / STRETCH);
      const stretch = this.stretches.get(at);
      if (stretch?.get(pair.seq) !== pair) continue;
      stretch.delete(pair.seq);
      this.size--;
      if (stretch.size === 0) this.stretches.delete(at);
    }
  }

  clear(): void {
    this.stretches.clear();
    this.size = this.lost = 0;
  }
}
