import { FirstArrivals } from './first-arrivals';
import type { HopStore } from './hop-store';
import { PassageLog } from './passage-log';
import { WaitingLine } from './waiting-line';

/** Messages on their way from a relay to the device: what the kernel and ZeroMQ hold at most, and more. */
const MOST_ARRIVING = 128 * 1024;
/** How far behind the front of a line a message is looked for. */
const REACH = 4096;
/** Connections whose arrivals are remembered; above, those that have ended are forgotten. */
const MOST_CONNECTIONS = 1000;
/** Messages that a subscriber may have been passed over for, and still the next is found at once. */
const WINDOW = 64;

/** Where the messages of one connection wait that the device has not taken yet. */
export interface Arrivals {
  readonly line: WaitingLine;
  /** False where it is only likely which cable a message took. */
  readonly certain: boolean;
  /** True on a wire: an item is captured before the device can have it. */
  readonly timely: boolean;
  ended: boolean;
  /** Its place among all of them. */
  place: number;
}

/** One connection that messages of the device leave by. */
export interface Departures {
  readonly connection: number;
  readonly certain: boolean;
  /** Seq that the capture had reached when the connection was made. */
  since: number;
  /** The entry of the log that left last. */
  last: number;
}

/**
 * One way through a device. What each message became is known from three things: the wire in front of the device, in order
 * for each connection; the device itself, which says what it took and gave; and the wire behind it. ZeroMQ keeps the order
 * of each connection, so the message that a device takes from a connection is the first of that connection that it has not
 * taken yet. A ROUTER says which connection it was; of other sockets it is that whose first message is the one taken, and
 * where several are alike the result is marked as inferred.
 */
export class Passage {
  readonly log = new PassageLog();
  private readonly arrivals = new Map<number, Arrivals>();
  /** The same once more, to go through for each message. */
  private arriving: readonly Arrivals[] = [];
  private readonly first = new FirstArrivals();
  private readonly exits = new Map<number, Departures>();
  /** Items seen behind the device that are still to be found in its log, in order. */
  private readonly leaving: { readonly lanes: Departures[]; readonly seqs: number[]; readonly hashes: number[] } = {
    lanes: [],
    seqs: [],
    hashes: [],
  };
  private resolved = 0;

  /**
   * @param copies the socket behind sends one message to several connections
   * @param filters the socket in front passes over some messages
   */
  constructor(
    private readonly hops: HopStore,
    private readonly copies: boolean,
    private readonly filters: boolean,
  ) {}

  /** @param connection its number; below 0 for a cable that is seen at its sockets */
  arrivalsOf(connection: number, certain: boolean): Arrivals {
    const line = new WaitingLine(MOST_ARRIVING);
    const arrivals = { line, certain, timely: connection > 0, ended: false, place: 0 };
    this.arrivals.set(connection, arrivals);
    this.arrange();
    return arrivals;
  }

  /** @param since seq that the capture had reached when the connection was made */
  departuresOf(connection: number, certain: boolean, since: number): Departures {
    const lane = { connection, certain, since, last: -1 };
    this.exits.set(connection, lane);
    return lane;
  }

  /** A connection has ended; what came by it may still wait to be taken. */
  ended(connection: number): void {
    const arrivals = this.arrivals.get(connection);
    if (arrivals) arrivals.ended = true;
    this.exits.delete(connection);
  }

  /** @param hash number of the message on the wire (frame-hash.ts), 0 where it cannot be read */
  arrived(arrivals: Arrivals, seq: number, hash: number, time: number): void {
    arrivals.line.push(seq, hash, time);
    this.changed(arrivals);
  }

  departed(lane: Departures, seq: number, hash: number): void {
    const { lanes, seqs, hashes } = this.leaving;
    lanes.push(lane);
    seqs.push(seq);
    hashes.push(hash);
  }

  /** Puts together what is known by now. */
  settle(): void {
    const { log, leaving } = this;
    for (let entry = Math.max(this.resolved, log.oldest); entry < log.next; entry++) this.resolve(entry);
    this.resolved = log.next;
    const { lanes, seqs, hashes } = leaving;
    for (let index = 0; index < seqs.length; index++) this.match(lanes[index]!, seqs[index]!, hashes[index]!);
    lanes.length = seqs.length = hashes.length = 0;
    this.forgetEnded();
  }

  /** The capture was cleared and counts from 1 again. */
  forgetSeqs(): void {
    for (const arrivals of this.arrivals.values()) {
      arrivals.line.forgetSeqs();
      this.changed(arrivals);
    }
    for (const lane of this.exits.values()) lane.since = 0;
    this.log.forgetSeqs();
  }

  /** Finds the message that the device took in front of it. */
  private resolve(entry: number): void {
    const { log } = this;
    const hash = log.takenOf(entry);
    const before = log.beforeOf(entry);
    const known = this.arrivals.get(log.fromOf(entry));
    if (known && this.takeFirst(known, entry, hash, before)) return;
    const best = this.arriving[this.first.oldest(hash, before)];
    if (best) this.take(best, best.line.head(), entry, this.first.several || known !== undefined);
    else this.takeFromBehind(entry, hash, before);
  }

  /** The connection is known: the message is the first of it, unless the capture missed some. */
  private takeFirst(arrivals: Arrivals, entry: number, hash: number, before: number): boolean {
    const { line } = arrivals;
    const head = line.head();
    const at = head >= 0 && fits(arrivals, head, hash, before) ? head : line.find(hash, REACH);
    if (at < 0 || !fits(arrivals, at, hash, before)) return false;
    line.takeUpTo(at);
    this.take(arrivals, at, entry, at !== head && line.findAfter(at) >= 0);
    return true;
  }

  /** No first message fits: some were passed over, or not captured. */
  private takeFromBehind(entry: number, hash: number, before: number): void {
    let found: Arrivals | undefined;
    let position = -1;
    let others = 0;
    for (const arrivals of this.arriving) {
      const at = arrivals.line.find(hash, REACH);
      if (at < 0 || !fits(arrivals, at, hash, before)) continue;
      others += arrivals.line.findAfter(at) < 0 ? 1 : 2;
      if (found && found.line.seqAt(position) <= arrivals.line.seqAt(at)) continue;
      found = arrivals;
      position = at;
    }
    if (!found) return;
    found.line.takeUpTo(position);
    this.take(found, position, entry, !this.filters || others > 1);
  }

  private take(arrivals: Arrivals, at: number, entry: number, unsure: boolean): void {
    const { line, certain } = arrivals;
    this.log.setSource(entry, line.seqAt(at), unsure || !certain);
    line.take(at);
    this.changed(arrivals);
  }

  /** Finds the message behind the device in its log. */
  private match(lane: Departures, seq: number, hash: number): void {
    const { log } = this;
    const { connection } = lane;
    const entry = this.copies ? this.nextCopy(lane, seq, hash) : log.find(hash, seq, connection, 0);
    if (entry < 0) return;
    const alone = this.exits.size <= 1 || log.toOf(entry) !== 0;
    const unsure =
      !lane.certain ||
      log.isInferred(entry) ||
      (hash === 0 && !alone) ||
      ((this.copies || !alone) && log.findAfter(entry, hash, seq, connection) >= 0);
    const source = log.sourceOf(entry);
    if (source > 0) this.hops.link(source, seq, unsure);
    lane.last = entry;
    if (!this.copies) log.done(entry);
  }

  /** Most often one of the next messages: a subscriber gets a part of them, in their order. */
  private nextCopy(lane: Departures, seq: number, hash: number): number {
    const { log } = this;
    const from = Math.max(lane.last + 1, log.oldest);
    const end = Math.min(log.next, from + WINDOW);
    for (let entry = from; entry < end; entry++) {
      if (log.fits(entry, hash, seq, lane.connection) && log.givenFromOf(entry) >= lane.since) return entry;
    }
    const entry = log.find(hash, seq, lane.connection, from);
    return entry >= 0 && log.givenFromOf(entry) >= lane.since ? entry : -1;
  }

  /** Connections that have ended are kept while something of them waits to be taken, but not for ever. */
  private forgetEnded(): void {
    const tooMany = this.arrivals.size > MOST_CONNECTIONS;
    for (const [connection, { line, ended }] of this.arrivals) {
      if (ended && (tooMany || line.length === 0)) this.arrivals.delete(connection);
    }
    if (this.arrivals.size !== this.arriving.length) this.arrange();
  }

  /** The first message of a line may be another now; one that is forgotten is not looked at. */
  private changed(arrivals: Arrivals): void {
    if (this.arriving[arrivals.place] === arrivals) this.first.changed(arrivals.place);
  }

  private arrange(): void {
    this.arriving = [...this.arrivals.values()];
    for (let place = 0; place < this.arriving.length; place++) this.arriving[place]!.place = place;
    this.first.watch(this.arriving);
  }
}

function fits({ line, timely }: Arrivals, at: number, hash: number, before: number): boolean {
  const key = line.keyAt(at);
  return (key === 0 || key === hash || hash === 0) && (line.seqAt(at) < before || !timely);
}
