/** Stretches of seqs that wait to be looked at; of more, the oldest are given up. */
const MOST_STRETCHES = 65_536;

interface Stretch {
  readonly first: number;
  end: number;
}

/** Seqs that are still to be looked at, in stretches `[first, end)`: the stretch that came last is taken first, from its end. */
export class LeftOver {
  /** How many seqs there are in all. */
  count = 0;
  private stretches: Stretch[] = [];

  constructor(private readonly most = MOST_STRETCHES) {}

  /** The seq to look at next; 0 where there is none. */
  get next(): number {
    const last = this.stretches.at(-1);
    return last ? last.end - 1 : 0;
  }

  /** The first one of the stretch in which the next one is. */
  get first(): number {
    return this.stretches.at(-1)?.first ?? 0;
  }

  /** Adds a stretch, to be looked at before all others. @returns how many seqs were given up for it */
  add(first: number, end: number): number {
    if (first >= end) return 0;
    this.count += end - first;
    const last = this.stretches.at(-1);
    if (last?.end === first) last.end = end;
    else this.stretches.push({ first, end });
    const oldest = this.stretches.length > this.most ? this.stretches.shift() : undefined;
    const lost = oldest ? oldest.end - oldest.first : 0;
    this.count -= lost;
    return lost;
  }

  /** Takes the next ones away, down to `seq` but not beyond their stretch. @returns how many */
  take(seq: number): number {
    const last = this.stretches.at(-1);
    if (!last) return 0;
    const to = Math.max(seq, last.first);
    const taken = last.end - to;
    last.end = to;
    this.count -= taken;
    if (last.end === last.first) this.stretches.pop();
    return taken;
  }

  /** Takes all of what is in another one; it comes after what is here. */
  takeAll(other: LeftOver): void {
    this.stretches = [...other.stretches, ...this.stretches];
    this.count += other.count;
    other.clear();
  }

  clear(): void {
    this.stretches = [];
    this.count = 0;
  }
}
