import type { KnownPair } from './late-pairs';

/** What a captured item is in an exchange of requests and replies. */
export const NO_EXCHANGE = 0;
/** A request that no reply was seen of yet. */
export const WAITING = 1;
export const ANSWERED = 2;
/** A request whose connection ended before a reply was seen. */
export const ABANDONED = 3;
export const REPLY = 4;

const STATE_BITS = 0x07;
const INFERRED = 0x08;

/** Whether what is known of an item counts for less than what came later: a request that was answered is never abandoned. */
export function becomes(known: number, later: number): boolean {
  const state = later & STATE_BITS;
  if (state === WAITING) return (known & STATE_BITS) === NO_EXCHANGE;
  return state === ABANDONED ? (known & STATE_BITS) === WAITING : true;
}

/**
 * Which captured item answers which, by the places that the ring has for its items: nothing is allocated for an item, and
 * what belonged to an item that was dropped is not found any more. The arrays come with the first request, so a run without
 * any costs no memory. All questions take a seq and cost a few array reads: they are meant for filters.
 */
export class PairStore {
  /** Told of each pair: seq of the reply, and seconds since the request. */
  onPaired: ((reply: number, latency: number) => void) | undefined;
  /** Told of what became known of items below `writtenBelow`, which are on the disk. */
  onLate: ((pair: KnownPair) => void) | undefined;
  /** Items below this seq were written to the disk with what was known of them then. */
  writtenBelow = 0;
  private owners = new Float64Array(0);
  /** Seq of the other item; 0 where it is not known or was cleared away. */
  private others = new Float64Array(0);
  /** Seconds from the request to its reply. */
  private latencies = new Float32Array(0);
  private marks = new Uint8Array(0);

  /** @param places how many items the ring has places for */
  constructor(private readonly places: number) {}

  /** NO_EXCHANGE, WAITING, ANSWERED, ABANDONED or REPLY. */
  stateOf(seq: number): number {
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq ? this.marks[place]! & STATE_BITS : NO_EXCHANGE;
  }

  /** Seq of the reply of a request, of the request of a reply; 0 where there is none, or it was cleared away. */
  otherOf(seq: number): number {
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq ? this.others[place]! : 0;
  }

  /** Seconds between request and reply, for both of them; NaN where there is no such pair. */
  latencyOf(seq: number): number {
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq ? this.latencies[place]! : NaN;
  }

  /** True where the two were put together by their order only, or by what is usual. */
  isInferred(seq: number): boolean {
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq && (this.marks[place]! & INFERRED) !== 0;
  }

  /** State and certainty as one number; 0 where it is in no exchange. */
  markOf(seq: number): number {
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq ? this.marks[place]! : 0;
  }

  /** Takes what was known of an item once. False where no such mark can be. */
  restore(seq: number, other: number, latency: number, mark: number): boolean {
    const state = mark & STATE_BITS;
    if ((mark & ~(STATE_BITS | INFERRED)) !== 0 || state < WAITING || state > REPLY) return false;
    this.note(seq, other, latency, mark);
    return true;
  }

  wait(seq: number): void {
    this.note(seq, 0, NaN, WAITING);
  }

  abandon(seq: number): void {
    if (this.stateOf(seq) === WAITING) this.note(seq, 0, NaN, ABANDONED);
    else if (seq > 0 && seq < this.writtenBelow) this.tell(seq, 0, NaN, ABANDONED);
  }

  /** @param request 0 where it was cleared away */
  pair(request: number, reply: number, latency: number, inferred: boolean): void {
    const mark = inferred ? INFERRED : 0;
    if (request > 0) this.note(request, reply, latency, ANSWERED | mark);
    this.note(reply, request, latency, REPLY | mark);
    this.onPaired?.(reply, latency);
  }

  clear(): void {
    this.owners.fill(0);
    this.writtenBelow = 0;
  }

  private note(seq: number, other: number, latency: number, mark: number): void {
    if (seq < this.writtenBelow) this.tell(seq, other, latency, mark);
    if (this.owners.length === 0) this.allocate();
    const place = (seq - 1) % this.places;
    // A request may have made room for a newer item before its reply came.
    if (this.owners[place]! > seq) return;
    this.owners[place] = seq;
    this.others[place] = other;
    this.latencies[place] = latency;
    this.marks[place] = mark;
  }

  /** Apart, so that noting what is in memory stays short. */
  private tell(seq: number, other: number, latency: number, mark: number): void {
    this.onLate?.({ seq, other, latency, mark });
  }

  private allocate(): void {
    this.owners = new Float64Array(this.places);
    this.others = new Float64Array(this.places);
    this.latencies = new Float32Array(this.places);
    this.marks = new Uint8Array(this.places);
  }
}
