/** Messages of one way through a device that are remembered at first, and at most; of more, the oldest are not followed. */
const LEAST = 1024;
const MOST = 16 * 1024;
const BUCKETS = 4096;
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
  /** One less than the number of places, a power of two: the place of an entry is a few bits of its number. */
  private last = LEAST - 1;
  private taken = new Uint32Array(LEAST);
  private given = new Uint32Array(LEAST);
  private takenBefore = new Float64Array(LEAST);
  private givenFrom = new Float64Array(LEAST);
  private sources = new Float64Array(LEAST);
  private fromConnection = new Uint32Array(LEAST);
  private toConnection = new Uint32Array(LEAST);
  private marks = new Uint8Array(LEAST);
  /** By what was given: the oldest and the newest entry, and of each entry the next one. */
  private readonly heads = new Float64Array(BUCKETS).fill(-1);
  private readonly tails = new Float64Array(BUCKETS).fill(-1);
  private chain = new Float64Array(LEAST);
  /** Of an entry that was seen behind the device, one after it up to which all were; of any other its own number. */
  private skips = new Float64Array(LEAST);

  /**
   * @param taken number of the message as it was in front of the device, `given` as it will be behind it
   * @param from connection it came by, `to` connection it will leave by; 0 where that is not known
   */
  add(taken: number, given: number, from: number, to: number, before: number): number {
    if (this.next > this.last) this.makeRoom(this.next - this.last - 1);
    const entry = this.next++;
    const place = entry & this.last;
    this.taken[place] = taken;
    this.given[place] = given;
    this.fromConnection[place] = from;
    this.toConnection[place] = to;
    this.takenBefore[place] = before;
    this.givenFrom[place] = NaN;
    this.sources[place] = 0;
    this.marks[place] = 0;
    this.skips[place] = entry;
    this.append(entry, given);
    return entry;
  }

  /** The device hands the message over now. */
  give(entry: number, from: number): void {
    if (this.has(entry)) this.givenFrom[entry & this.last] = from;
  }

  has(entry: number): boolean {
    return entry >= this.next - this.last - 1 && entry < this.next && entry >= 0;
  }

  get oldest(): number {
    return Math.max(0, this.next - this.last - 1);
  }

  takenOf(entry: number): number {
    return this.taken[entry & this.last]!;
  }

  fromOf(entry: number): number {
    return this.fromConnection[entry & this.last]!;
  }

  toOf(entry: number): number {
    return this.toConnection[entry & this.last]!;
  }

  /** Seq that the capture had not reached yet when the device took the message. */
  beforeOf(entry: number): number {
    return this.takenBefore[entry & this.last]!;
  }

  /** Seq that the capture had reached when the device handed the message over; NaN before. */
  givenFromOf(entry: number): number {
    return this.givenFrom[entry & this.last]!;
  }

  /** Seq of the message in front of the device; 0 where it is not known. */
  sourceOf(entry: number): number {
    return this.sources[entry & this.last]!;
  }

  isInferred(entry: number): boolean {
    return this.marks[entry & this.last] === 1;
  }

  setSource(entry: number, seq: number, inferred: boolean): void {
    this.sources[entry & this.last] = seq;
    this.marks[entry & this.last] = inferred ? 1 : 0;
  }

  /** True where the entry may be the item `seq`, which looks like `given` (0: it cannot be read). */
  fits(entry: number, given: number, seq: number, to: number): boolean {
    const place = entry & this.last;
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
    for (let steps = 0; entry >= 0 && steps < REACH; entry = this.chain[entry & this.last]!) {
      if (entry < floor) continue;
      if (this.fits(entry, given, seq, to)) return entry;
      steps++;
    }
    return -1;
  }

  /** The next entry behind `entry` that may be the same item. */
  findAfter(entry: number, given: number, seq: number, to: number): number {
    if (given === 0) return this.scan(entry + 1, seq, to);
    let next = this.chain[entry & this.last]!;
    for (let steps = 0; next >= 0 && steps < REACH; steps++, next = this.chain[next & this.last]!) {
      if (this.fits(next, given, seq, to)) return next;
    }
    return -1;
  }

  /** The entry was seen behind the device, and will not be again. */
  done(entry: number): void {
    this.unchain(entry);
    this.givenFrom[entry & this.last] = NaN;
    this.skips[entry & this.last] = entry + 1;
  }

  /** The capture was cleared and counts from 1 again. */
  forgetSeqs(): void {
    this.sources.fill(0);
    this.takenBefore.fill(Infinity);
    for (let place = 0; place <= this.last; place++)
      if (!Number.isNaN(this.givenFrom[place]!)) this.givenFrom[place] = 0;
  }

  /** Of messages that cannot be read: any one that fits. */
  private scan(from: number, seq: number, to: number): number {
    let entry = this.leftFrom(from);
    for (let steps = 0; entry < this.next && steps < REACH * 16; steps++, entry = this.leftFrom(entry + 1)) {
      if (this.fits(entry, 0, seq, to)) return entry;
    }
    return -1;
  }

  /** The first entry from `entry` on that was not seen behind the device yet; most of those before it were. */
  private leftFrom(entry: number): number {
    const { skips, last } = this;
    let at = entry;
    while (at < this.next) {
      const after = skips[at & last]!;
      if (after === at) return at;
      // Halves the way for the next time.
      if (after < this.next) skips[at & last] = Math.max(after, skips[after & last]!);
      at = skips[at & last]!;
    }
    return this.next;
  }

  private append(entry: number, given: number): void {
    const bucket = bucketOf(given);
    const tail = this.tails[bucket]!;
    if (tail < 0) this.heads[bucket] = entry;
    else this.chain[tail & this.last] = entry;
    this.tails[bucket] = entry;
    this.chain[entry & this.last] = -1;
  }

  /** Makes the log longer where the oldest entry is still to be found, or lets it go. */
  private makeRoom(oldest: number): void {
    const wanted = !Number.isNaN(this.givenFrom[oldest & this.last]!);
    if (wanted && this.last < MOST - 1) {
      this.grow(oldest);
      return;
    }
    if (wanted) this.lost++;
    // What was seen behind the device is in no chain any more; to look for it would be to go through all that is.
    if (this.skips[oldest & this.last] === oldest) this.unchain(oldest);
  }

  private grow(oldest: number): void {
    const places = (this.last + 1) * 2;
    const before = this.last;
    const moved = <Column extends Float64Array | Uint32Array | Uint8Array>(from: Column, to: Column): Column => {
      for (let entry = oldest; entry < this.next; entry++) to[entry & (places - 1)] = from[entry & before]!;
      return to;
    };
    this.taken = moved(this.taken, new Uint32Array(places));
    this.given = moved(this.given, new Uint32Array(places));
    this.takenBefore = moved(this.takenBefore, new Float64Array(places));
    this.givenFrom = moved(this.givenFrom, new Float64Array(places));
    this.sources = moved(this.sources, new Float64Array(places));
    this.fromConnection = moved(this.fromConnection, new Uint32Array(places));
    this.toConnection = moved(this.toConnection, new Uint32Array(places));
    this.marks = moved(this.marks, new Uint8Array(places));
    this.chain = moved(this.chain, new Float64Array(places));
    this.skips = moved(this.skips, new Float64Array(places));
    this.last = places - 1;
  }

  private unchain(entry: number): void {
    const bucket = bucketOf(this.given[entry & this.last]!);
    const after = this.chain[entry & this.last]!;
    let before = -1;
    let at = this.heads[bucket]!;
    while (at >= 0 && at !== entry) {
      before = at;
      at = this.chain[at & this.last]!;
    }
    if (at < 0) return;
    if (before < 0) this.heads[bucket] = after;
    else this.chain[before & this.last] = after;
    if (this.tails[bucket] === entry) this.tails[bucket] = before;
  }
}

function bucketOf(given: number): number {
  return given & (BUCKETS - 1);
}
