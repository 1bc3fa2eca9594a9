/** Messages of one way through a device that are remembered; of more, the oldest are not followed any further. */
const MOST = 16 * 1024;
/** A power of two, so that the place of an entry is a few bits of its number. */
const LAST = MOST - 1;
const BUCKETS = 32 * 1024;
/** So many messages alike are looked through. */
const REACH = 256;

/**
 * What a device has taken from one of its sockets and given to the other, in order, found by what it gave (frame-hash.ts).
 * Entries are numbered from 0; the newest MOST are there. All in typed arrays: it is written for each message.
 */
export class PassageLog {
  /** Number that the next entry gets. */
  next = 0;
  /** Entries that gave way while the wire had not shown them behind the device. */
  lost = 0;
  private readonly taken = new Float64Array(MOST);
  private readonly given = new Float64Array(MOST);
  private readonly takenBefore = new Float64Array(MOST);
  private readonly givenFrom = new Float64Array(MOST);
  private readonly sources = new Float64Array(MOST);
  private readonly fromConnection = new Float64Array(MOST);
  private readonly toConnection = new Float64Array(MOST);
  private readonly marks = new Uint8Array(MOST);
  private readonly heads = new Float64Array(BUCKETS).fill(-1);
  private readonly tails = new Float64Array(BUCKETS).fill(-1);
  private readonly chain = new Float64Array(MOST);

  /**
   * @param taken number of the message as it was in front of the device, `given` as it will be behind it
   * @param from connection it came by, `to` connection it will leave by; 0 where that is not known
   */
  add(taken: number, given: number, from: number, to: number, before: number): number {
    if (this.next >= MOST) this.giveWay(this.next - MOST);
    const entry = this.next++;
    const place = entry & LAST;
    this.taken[place] = taken;
    this.given[place] = given;
    this.fromConnection[place] = from;
    this.toConnection[place] = to;
    this.takenBefore[place] = before;
    this.givenFrom[place] = NaN;
    this.sources[place] = 0;
    this.marks[place] = 0;
    this.append(entry, given);
    return entry;
  }

  /** The device hands the message over now. */
  give(entry: number, from: number): void {
    if (this.has(entry)) this.givenFrom[entry & LAST] = from;
  }

  has(entry: number): boolean {
    return entry >= this.next - MOST && entry < this.next && entry >= 0;
  }

  get oldest(): number {
    return Math.max(0, this.next - MOST);
  }

  takenOf(entry: number): number {
    return this.taken[entry & LAST]!;
  }

  fromOf(entry: number): number {
    return this.fromConnection[entry & LAST]!;
  }

  toOf(entry: number): number {
    return this.toConnection[entry & LAST]!;
  }

  /** Seq that the capture had not reached yet when the device took the message. */
  beforeOf(entry: number): number {
    return this.takenBefore[entry & LAST]!;
  }

  /** Seq that the capture had reached when the device handed the message over; NaN before. */
  givenFromOf(entry: number): number {
    return this.givenFrom[entry & LAST]!;
  }

  /** Seq of the message in front of the device; 0 where it is not known. */
  sourceOf(entry: number): number {
    return this.sources[entry & LAST]!;
  }

  isInferred(entry: number): boolean {
    return this.marks[entry & LAST] === 1;
  }

  setSource(entry: number, seq: number, inferred: boolean): void {
    this.sources[entry & LAST] = seq;
    this.marks[entry & LAST] = inferred ? 1 : 0;
  }

  /** True where the entry may be the item `seq`, which looks like `given` (0: it cannot be read). */
  fits(entry: number, given: number, seq: number, to: number): boolean {
    const place = entry & LAST;
    const own = this.toConnection[place]!;
    return (
      // False also for one that was not handed over yet: NaN.
      this.givenFrom[place]! <= seq && (given === 0 || this.given[place] === given) && (own === 0 || own === to)
    );
  }

  /** The first entry from `floor` on that may be the item `seq`; -1 where there is none. */
  find(given: number, seq: number, to: number, floor: number): number {
    if (given === 0) return this.scan(Math.max(floor, this.oldest), seq, to);
    let entry = this.heads[bucketOf(given)]!;
    for (let steps = 0; entry >= 0 && steps < REACH; entry = this.chain[entry & LAST]!) {
      if (entry < floor) continue;
      if (this.fits(entry, given, seq, to)) return entry;
      steps++;
    }
    return -1;
  }

  /** The next entry behind `entry` that may be the same item. */
  findAfter(entry: number, given: number, seq: number, to: number): number {
    if (given === 0) return this.scan(entry + 1, seq, to);
    let next = this.chain[entry & LAST]!;
    for (let steps = 0; next >= 0 && steps < REACH; steps++, next = this.chain[next & LAST]!) {
      if (this.fits(next, given, seq, to)) return next;
    }
    return -1;
  }

  /** The entry was seen behind the device, and will not be again. */
  done(entry: number): void {
    this.unchain(entry);
    this.givenFrom[entry & LAST] = NaN;
  }

  /** The capture was cleared and counts from 1 again. */
  forgetSeqs(): void {
    this.sources.fill(0);
    this.takenBefore.fill(Infinity);
    for (let place = 0; place < MOST; place++) if (!Number.isNaN(this.givenFrom[place]!)) this.givenFrom[place] = 0;
  }

  private scan(from: number, seq: number, to: number): number {
    const end = Math.min(this.next, from + REACH * 16);
    for (let entry = from; entry < end; entry++) if (this.fits(entry, 0, seq, to)) return entry;
    return -1;
  }

  private append(entry: number, given: number): void {
    const bucket = bucketOf(given);
    const tail = this.tails[bucket]!;
    if (tail < 0) this.heads[bucket] = entry;
    else this.chain[tail & LAST] = entry;
    this.tails[bucket] = entry;
    this.chain[entry & LAST] = -1;
  }

  private giveWay(entry: number): void {
    if (!Number.isNaN(this.givenFrom[entry & LAST]!)) this.lost++;
    this.unchain(entry);
  }

  private unchain(entry: number): void {
    const bucket = bucketOf(this.given[entry & LAST]!);
    const after = this.chain[entry & LAST]!;
    let before = -1;
    let at = this.heads[bucket]!;
    while (at >= 0 && at !== entry) {
      before = at;
      at = this.chain[at & LAST]!;
    }
    if (at < 0) return;
    if (before < 0) this.heads[bucket] = after;
    else this.chain[before & LAST] = after;
    if (this.tails[bucket] === entry) this.tails[bucket] = before;
  }
}

function bucketOf(given: number): number {
  return given & (BUCKETS - 1);
}
