/** Rows that were found in one section, or that are in none any more. */
interface Entry {
  /** Seqs `[first, end)`. */
  readonly first: number;
  readonly end: number;
  /** Index of its first row. */
  readonly index: number;
  readonly count: number;
  /** Which of the seqs: as distances from the first, or as bits; undefined where it is all of them. */
  readonly offsets: Uint16Array | undefined;
  readonly bits: Uint8Array | undefined;
  /** They left the capture before they were written. */
  readonly gone: boolean;
}

/**
 * Rows of items on the disk by their index: those in front of row `next`, which more are added to at either end. At most a
 * bit is held for each item, and 16 for each row, whichever is less.
 */
export class FoundRows {
  private entries: Entry[] = [];

  /** @param start index of the row that comes behind all of them at first */
  constructor(private start = 0) {}

  /** Index of the first row, and behind the last. */
  get first(): number {
    return this.entries[0]?.index ?? this.start;
  }

  get next(): number {
    const last = this.entries.at(-1);
    return last ? last.index + last.count : this.start;
  }

  /** Forgets all rows. */
  clear(start = 0): void {
    this.entries = [];
    this.start = start;
  }

  /** Puts what was found of the items `[first, end)` in front of all. @param seqs ascending, or `all` of them */
  prepend(first: number, end: number, seqs: readonly number[] | 'all'): void {
    const count = seqs === 'all' ? end - first : seqs.length;
    if (count > 0) this.entries.unshift(entryOf(first, end, this.first - count, seqs));
  }

  /** The same behind all. */
  append(first: number, end: number, seqs: readonly number[] | 'all'): void {
    if (seqs.length > 0) this.entries.push(entryOf(first, end, this.next, seqs));
  }

  /** Rows of the items `[first, end)` behind all, which are in the capture no more. */
  appendGone(first: number, end: number, count: number): void {
    if (count === 0) return;
    const last = this.entries.at(-1);
    const index = this.next;
    if (last?.gone === true) this.entries.splice(-1, 1, { ...last, end, count: last.count + count });
    else this.entries.push({ first, end, index, count, offsets: undefined, bits: undefined, gone: true });
  }

  /** Takes rows of items below `seq` off the front, section by section. */
  dropBelow(seq: number): void {
    const { next } = this;
    let drop = 0;
    while (drop < this.entries.length && this.entries[drop]!.end <= seq) drop++;
    if (drop > 0) this.entries.splice(0, drop);
    if (this.entries.length === 0) this.start = next;
  }

  /** Seqs of the rows from `index` on, at most `count`; 0 where one is in the capture no more. */
  seqs(index: number, count: number): number[] {
    const seqs: number[] = [];
    const to = Math.min(index + count, this.next);
    for (let at = this.placeOf(index), row = Math.max(index, this.first); row < to; at++) {
      const entry = this.entries[at]!;
      const from = row - entry.index;
      const until = Math.min(entry.count, to - entry.index);
      addSeqs(entry, from, until, seqs);
      row = entry.index + until;
    }
    return seqs;
  }

  /** The place of the entry with this row, or of the first one. */
  private placeOf(index: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { index: from, count } = this.entries[middle]!;
      if (from + count <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function entryOf(first: number, end: number, index: number, seqs: readonly number[] | 'all'): Entry {
  const span = end - first;
  const count = seqs === 'all' ? span : seqs.length;
  const entry = { first, end, index, count, offsets: undefined, bits: undefined, gone: false };
  if (seqs === 'all' || count === span) return entry;
  if (span <= 0x1_0000 && seqs.length * 16 < span) {
    return { ...entry, offsets: Uint16Array.from(seqs, (seq) => seq - first) };
  }
  const bits = new Uint8Array(Math.ceil(span / 8));
  for (const seq of seqs) bits[(seq - first) >> 3]! |= 1 << ((seq - first) & 7);
  return { ...entry, bits };
}

/** Adds the seqs of the rows `[from, to)` of an entry. */
function addSeqs({ first, end, offsets, bits, gone }: Entry, from: number, to: number, seqs: number[]): void {
  if (bits) {
    for (let seq = first, row = 0; seq < end && row < to; seq++) {
      if ((bits[(seq - first) >> 3]! & (1 << ((seq - first) & 7))) === 0) continue;
      if (row >= from) seqs.push(seq);
      row++;
    }
    return;
  }
  for (let row = from; row < to; row++) seqs.push(gone ? 0 : first + (offsets?.[row] ?? row));
}
