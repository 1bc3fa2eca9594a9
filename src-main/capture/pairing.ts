import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import type { SocketType } from '../../shared/zmq/socket-types';
import type { PairStore } from './pair-store';
import { WaitingLine } from './waiting-line';

/** Requests of one direction of one connection that wait at once; of more, the oldest are not followed any further. */
const MOST_WAITING = 64 * 1024;

/** How the requests and replies of one connection are told apart and put together (RFC 28/REQREP). */
export interface ExchangeRules {
  /** Direction of the requests; 'either' where both sides may ask, and the envelope tells. */
  readonly asks: typeof FORWARD | typeof BACKWARD | 'either';
  /** The side that asks where the envelope does not tell. */
  readonly asksBare: typeof FORWARD | typeof BACKWARD;
  /** One reply for each request, in their order: the replier is a REP. */
  readonly inOrder: boolean;
  /** Messages carry an envelope that can be read, and one without it is no request for sure. */
  readonly enveloped: boolean;
  /** An empty frame at the end closes an envelope as well: one side is a REQ or a REP. */
  readonly strict: boolean;
  /** False where it is only likely which cable a message took. */
  readonly certain: boolean;
}

/**
 * The rules for two sockets, the connecting one first; undefined where neither asks: PUSH and PULL, two DEALERs.
 * @param readable the frames are as they were on the wire, not a CURVE box and not as a program sees them
 * @param bindingAsks by its behavior the binding side asks where both might
 */
export function exchangeRules(
  connecting: SocketType | undefined,
  binding: SocketType | undefined,
  { readable, certain, dealerReplies }: { readable: boolean; certain: boolean; dealerReplies: boolean },
): ExchangeRules | undefined {
  const asker = askerOf(connecting, binding);
  if (asker === undefined) return undefined;
  const direct = asker !== 'either';
  const strict = [connecting, binding].some((type) => type === 'REQ' || type === 'REP');
  const dealer = connecting === 'DEALER' || connecting === 'CLIENT' ? FORWARD : BACKWARD;
  const bare = dealerReplies ? 1 - dealer : dealer;
  return {
    asks: direct ? asker : readable ? 'either' : bare === FORWARD ? FORWARD : BACKWARD,
    asksBare: direct ? asker : bare === FORWARD ? FORWARD : BACKWARD,
    inOrder: connecting === 'REP' || binding === 'REP',
    // A CLIENT and a SERVER have no envelopes: RFC 41/CLISRV, messages of one frame.
    enveloped: readable && connecting !== 'CLIENT' && binding !== 'CLIENT',
    strict,
    certain,
  };
}

function askerOf(
  connecting: SocketType | undefined,
  binding: SocketType | undefined,
): ExchangeRules['asks'] | undefined {
  if (connecting === 'REQ' || binding === 'REP') return mayAnswer(connecting, binding) ? FORWARD : undefined;
  if (binding === 'REQ' || connecting === 'REP') return mayAnswer(binding, connecting) ? BACKWARD : undefined;
  const both = [connecting, binding];
  const mayAsk =
    (both.includes('DEALER') && both.includes('ROUTER')) || (both.includes('CLIENT') && both.includes('SERVER'));
  return mayAsk ? 'either' : undefined;
}

function mayAnswer(asker: SocketType | undefined, replier: SocketType | undefined): boolean {
  return (
    (asker === 'REQ' || asker === 'DEALER' || asker === 'ROUTER') &&
    (replier === 'REP' || (replier === 'ROUTER' && asker === 'REQ'))
  );
}

/** The requests and replies of one connection. */
export class Exchange {
  answered = 0;
  /** Seconds from request to reply, each new one counting an eighth; undefined before the first. */
  latency: number | undefined;
  private readonly lines = [new WaitingLine(MOST_WAITING), new WaitingLine(MOST_WAITING)] as const;
  /** Requests that wait for sure: those without an envelope between a DEALER and a ROUTER may be no requests at all. */
  private claimed = 0;

  constructor(
    readonly rules: ExchangeRules,
    private readonly pairs: PairStore,
  ) {}

  /** Requests that no reply was seen of, as far as they are requests for certain. */
  get waiting(): number {
    return this.claimed;
  }

  /** When the oldest request that waits was seen, in seconds since the run began. */
  get waitingSince(): number | undefined {
    let oldest: number | undefined;
    for (const line of this.lines) {
      const at = line.head();
      if (at >= 0 && line.keyAt(at) !== BARE) oldest = Math.min(oldest ?? Infinity, line.timeAt(at));
    }
    return oldest;
  }

  /**
   * Takes in the next message of the connection.
   * @param envelope number of its envelope (frame-hash.ts), -1 where it has none, 0 where it cannot be read
   */
  take(seq: number, direction: number, envelope: number, time: number): void {
    const { asks, asksBare, inOrder } = this.rules;
    const bare = envelope < 0;
    // A REP drops what has no envelope, and a REQ never gets it.
    if (bare && asks !== 'either') return;
    const asker = asks === 'either' ? (bare ? asksBare : undefined) : asks;
    const key = bare ? BARE : envelope;
    if (asker === direction) {
      this.ask(seq, direction, key, time);
      return;
    }
    const line = direction === FORWARD ? this.lines[BACKWARD] : this.lines[FORWARD];
    const at = inOrder ? line.head() : line.find(key);
    if (at >= 0) this.answer(line, at, seq, time);
    else if (asker === undefined) this.ask(seq, direction, key, time);
  }

  /** The connection has ended: nobody will answer any more. */
  end(): number {
    const abandoned = this.claimed;
    for (const line of this.lines) line.each((seq) => this.pairs.abandon(seq));
    return abandoned;
  }

  /** The capture was cleared: requests that wait are still answered, but not to be found. */
  forgetSeqs(): void {
    for (const line of this.lines) line.forgetSeqs();
  }

  private ask(seq: number, direction: number, key: number, time: number): void {
    const line = direction === FORWARD ? this.lines[FORWARD] : this.lines[BACKWARD];
    const before = line.lost;
    line.push(seq, key, time);
    if (key === BARE) return;
    this.claimed += 1 - (line.lost - before);
    this.pairs.wait(seq);
  }

  private answer(line: WaitingLine, at: number, reply: number, time: number): void {
    const { inOrder, certain } = this.rules;
    const bare = line.keyAt(at) === BARE;
    const sure = certain && !bare && (inOrder || line.findAfter(at) < 0);
    const latency = time - line.timeAt(at);
    this.pairs.pair(line.seqAt(at), reply, latency, !sure);
    this.latency = this.latency === undefined ? latency : this.latency + (latency - this.latency) / 8;
    if (!bare) this.claimed--;
    this.answered++;
    line.take(at);
  }
}

/** Key of messages without an envelope; NaN marks what was taken, and other numbers are never negative. */
const BARE = -1;
