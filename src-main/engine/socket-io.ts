import { fail, ok, type Problem, type Result } from '../../shared/result';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import {
  cannotSend,
  codeOf,
  mustReceiveFirst,
  nothingToAnswer,
  notOpen,
  outboxFull,
  problemOf,
  withoutDelimiter,
} from './errors';
import type { Pace } from './pace';
import type { StopSignal } from './stop-signal';
import type { Frames, RawSocket } from './zmq-socket';

/** Messages sent by hand that may wait; more are refused and counted as dropped. */
export const OUTBOX_BOUND = 1000;
/** Pause after a failed operation, so that a failure that stays makes no busy loop. */
const AFTER_FAILURE_MS = 100;

export interface SocketIoOptions {
  readonly where: string;
  readonly type: SocketType;
  readonly timeouts: { readonly send?: number; readonly receive?: number };
  /** REQ_RELAXED: a REQ may send again without a reply. */
  readonly relaxed: boolean;
  readonly pace: Pace;
  readonly onProblem: (problem: Problem) => void;
}

interface Waiting {
  readonly frames: Frames;
  readonly done: (sent: boolean) => void;
}

/** What waiting for a message came to. `failed`: the problem was reported, the wait given up, or the socket closed. */
export type Received =
  { readonly type: 'message'; readonly frames: Frames } | { readonly type: 'stopped' | 'timeout' | 'failed' };

/**
 * Sending and receiving on one socket. zeromq.js takes one send and one receive at a time, and neither can be taken back:
 * what is pending when a behavior ends stays so, and the next behavior goes on from there. Behaviors wait for each send,
 * so they are held when no peer takes messages; only what is sent by hand is queued, up to OUTBOX_BOUND.
 */
export class SocketIo {
  sent = 0;
  received = 0;
  /** Refused by the full outbox, or still waiting when the socket closed. */
  dropped = 0;
  /** A REQ has sent and its reply is still to come. */
  awaitsReply = false;
  /** The request that a REP has received and not answered. */
  request: Frames | undefined;
  /** Set while `receive` waits: ends the wait as failed. */
  giveUp: (() => void) | undefined;
  /** Told of each message as the program hands it over or gets it. */
  onSent: ((frames: Frames) => void) | undefined;
  onReceived: ((frames: Frames) => void) | undefined;

  private raw: RawSocket | undefined;
  private sending: Promise<void> | undefined;
  private receiving: Promise<Buffer[]> | undefined;
  private outbox: Waiting[] = [];
  private draining = false;

  constructor(private readonly options: SocketIoOptions) {}

  /** Messages that wait: those of the outbox, and the one that ZeroMQ has not taken yet. */
  get queued(): number {
    return this.outbox.length + (this.sending && !this.draining ? 1 : 0);
  }

  attach(raw: RawSocket): void {
    this.raw = raw;
    this.awaitsReply = false;
    this.request = undefined;
    if (this.outbox.length > 0) void this.drain();
  }

  /** Call before the raw socket is closed; await `settled` after, so that nothing is pending when it is let go. */
  detach(): { readonly settled: Promise<void> } {
    this.raw = undefined;
    const pending: readonly Promise<unknown>[] = [this.sending ?? NOTHING, this.receiving ?? NOTHING];
    this.sending = undefined;
    this.receiving = undefined;
    return { settled: Promise.allSettled(pending).then(() => undefined) };
  }

  /** Gives up what waits in the outbox. */
  discard(): void {
    const left = this.outbox;
    this.outbox = [];
    this.dropped += left.length;
    for (const { done } of left) done(false);
  }

  /**
   * Hands one message over; resolves when ZeroMQ has taken it. False where it was not taken: the problem has been
   * reported, or the socket is closing.
   */
  async send(frames: Frames): Promise<boolean> {
    if (this.draining) return new Promise((done) => this.outbox.push({ frames, done }));
    return this.sendNow(frames);
  }

  /** Queues one message that a person sends. */
  sendByHand(frames: Frames): Result<void> {
    const { where, type, relaxed } = this.options;
    if (!this.raw) return fail(notOpen(where));
    if (!socketFacts(type).sends) return fail(cannotSend(where, type));
    const undelivered = this.queued > 0;
    if (type === 'REQ' && !relaxed && (this.awaitsReply || undelivered)) return fail(mustReceiveFirst(where));
    if (type === 'REP' && (this.request === undefined || undelivered)) return fail(nothingToAnswer(where));
    if (this.outbox.length >= OUTBOX_BOUND) {
      this.dropped++;
      return fail(outboxFull(where, OUTBOX_BOUND));
    }
    this.outbox.push({ frames, done: () => undefined });
    void this.drain();
    return ok(undefined);
  }

  /** Sends what `next` gives until it gives nothing more, each message as soon as ZeroMQ takes it. */
  async pour(stop: StopSignal, next: () => Frames | undefined): Promise<void> {
    const { pace } = this.options;
    while (!stop.stopped) {
      const frames = next();
      if (!frames) return;
      const { raw } = this;
      if (raw && !this.sending && !this.draining) {
        // The same as `send`, without its promises: this is the fastest loop there is.
        try {
          const sending = raw.send(single(frames));
          this.sending = sending;
          await sending;
          if (raw === this.raw) this.sending = undefined;
          this.countSent(frames);
        } catch (error) {
          this.sendFailed(error, raw);
          await stop.sleep(AFTER_FAILURE_MS);
        }
      } else if (!(await this.send(frames))) {
        await stop.sleep(AFTER_FAILURE_MS);
      }
      const turn = pace.turn();
      if (turn) await turn;
    }
  }

  /** Waits for one message, at most `timeoutMs`. */
  receive(stop: StopSignal, timeoutMs?: number): Promise<Received> {
    const pending = this.pendingReceive();
    if (!pending) return Promise.resolve({ type: 'failed' });
    return new Promise((resolve) => {
      let over = false;
      const finish = (received: Received) => {
        over = true;
        clearTimeout(timer);
        stop.remove(onStop);
        this.giveUp = undefined;
        resolve(received);
      };
      this.giveUp = () => finish({ type: 'failed' });
      const onStop = () => finish({ type: 'stopped' });
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => finish({ type: 'timeout' }), timeoutMs);
      stop.add(onStop);
      const waitFor = (awaited: Promise<Buffer[]>) =>
        awaited.then(
          // Left in its place where nobody waits any more: the next one to receive gets it.
          (frames) => {
            if (!over && this.take(awaited)) finish({ type: 'message', frames: this.count(frames) });
          },
          (error: unknown) => {
            const passing = this.receiveFailed(error, awaited) === 'passing';
            const next = passing && !over ? this.pendingReceive() : undefined;
            if (next) void waitFor(next);
            else if (!over) finish({ type: 'failed' });
          },
        );
      void waitFor(pending);
    });
  }

  /** Receives until the stop or the end of the socket, and waits for what `use` does with each message. */
  async consume(stop: StopSignal, use: (frames: Frames) => Promise<unknown> | undefined): Promise<void> {
    const { pace } = this.options;
    while (!stop.stopped) {
      const pending = this.pendingReceive();
      if (!pending) return;
      let frames: Frames;
      try {
        frames = await pending;
      } catch (error) {
        if (this.receiveFailed(error, pending) === 'failed') await stop.sleep(AFTER_FAILURE_MS);
        continue;
      }
      if (stop.stopped || !this.take(pending)) return;
      const used = use(this.count(frames));
      if (used) await used;
      const turn = pace.turn();
      if (turn) await turn;
    }
  }

  private async sendNow(frames: Frames): Promise<boolean> {
    while (this.sending) await this.sending.catch(() => undefined);
    const { raw } = this;
    if (!raw) return false;
    try {
      const sending = raw.send(single(frames));
      this.sending = sending;
      await sending;
    } catch (error) {
      this.sendFailed(error, raw);
      return false;
    }
    if (raw === this.raw) this.sending = undefined;
    this.countSent(frames);
    return true;
  }

  private countSent(frames: Frames): void {
    this.sent++;
    if (this.options.type === 'REQ') this.awaitsReply = true;
    else if (this.options.type === 'REP') this.request = undefined;
    if (this.onSent) this.onSent(frames);
  }

  private sendFailed(error: unknown, raw: RawSocket): void {
    // A socket that was closed meanwhile has a new one in its place, or none: nothing of that is its problem.
    if (raw !== this.raw) return;
    this.sending = undefined;
    this.options.onProblem(this.problem(error, 'send'));
  }

  private async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    for (let next = this.outbox[0]; next && this.raw; next = this.outbox[0]) {
      const sent = await this.sendNow(next.frames);
      if (this.outbox[0] === next) this.outbox.shift();
      next.done(sent);
    }
    this.draining = false;
  }

  private pendingReceive(): Promise<Buffer[]> | undefined {
    if (this.receiving) return this.receiving;
    if (!this.raw) return undefined;
    try {
      this.receiving = this.raw.receive();
    } catch (error) {
      this.options.onProblem(this.problem(error, 'receive'));
    }
    return this.receiving;
  }

  /** True for the one that may have the message of this receive. */
  private take(pending: Promise<Buffer[]>): boolean {
    if (this.receiving !== pending) return false;
    this.receiving = undefined;
    return true;
  }

  private count(frames: Frames): Frames {
    this.received++;
    if (this.options.type === 'REQ') this.awaitsReply = false;
    else if (this.options.type === 'REP') this.request = frames;
    if (this.onReceived) this.onReceived(frames);
    return frames;
  }

  /** What a failed receive means: the socket was closed, one message was dropped, or the socket has a problem. */
  private receiveFailed(error: unknown, pending: Promise<Buffer[]>): 'closed' | 'passing' | 'failed' {
    if (!this.take(pending)) return 'closed';
    const { type, timeouts, where } = this.options;
    if (codeOf(error) === 'EAGAIN' && (timeouts.receive ?? -1) < 0) {
      // zeromq.js heard of a message, and ZeroMQ has dropped it on the way: what a REP does with one that is no request.
      if (type === 'REP') this.options.onProblem(withoutDelimiter(where));
      return 'passing';
    }
    this.options.onProblem(this.problem(error, 'receive'));
    return 'failed';
  }

  private problem(error: unknown, doing: 'send' | 'receive'): Problem {
    const { where, type, timeouts } = this.options;
    const timeout = timeouts[doing];
    return problemOf(error, { doing, where, socket: type, ...(timeout === undefined ? {} : { timeout }) });
  }
}

const NOTHING = Promise.resolve();

/** A message of one frame goes to zeromq.js without the list around it, which is faster. */
function single(frames: Frames): Frames | Uint8Array {
  return frames.length === 1 ? (frames[0] ?? frames) : frames;
}
