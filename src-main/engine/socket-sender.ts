import { fail, ok, type Result } from '../../shared/result';
import { socketFacts } from '../../shared/zmq/socket-types';
import { Burst } from './burst';
import { cannotSend, mustBeTakenFirst, mustReceiveFirst, nothingToAnswer, notOpen, outboxFull } from './errors';
import { ShapeError } from './shaped-sockets';
import { AFTER_FAILURE_MS, ioProblem, type SocketIoOptions, type Turn } from './socket-turn';
import type { StopSignal } from './stop-signal';
import type { Frames, RawSocket } from './zmq-socket';

/** Messages sent by hand that may wait; more are refused and counted as dropped. */
export const OUTBOX_BOUND = 1000;
/** A send that takes longer waits for somebody who takes it, in milliseconds. */
const NOBODY_MS = 100;

interface Waiting {
  readonly frames: Frames;
  readonly done: (sent: boolean) => void;
}

/**
 * Sending on one socket. zeromq.js takes one send at a time, and it cannot be taken back. Behaviors wait for each send, so
 * they are held when no peer takes messages; only what is sent by hand is queued, up to OUTBOX_BOUND.
 */
export class SocketSender {
  sent = 0;
  /** Refused by the full outbox, or still waiting when the socket closed. */
  dropped = 0;
  /**
   * Connections without a relay to sockets that conflate: a message of several frames would end the process there (libzmq
   * 4.3.5: `fq_t::recvpipe` asserts that the rest of a message is there).
   */
  toConflating = 0;
  /** Told of each message as the program hands it over. */
  onSent: ((frames: Frames) => void) | undefined;

  private raw: RawSocket | undefined;
  private sending: Promise<void> | undefined;
  private outbox: Waiting[] = [];
  private draining = false;
  private drainingSince = 0;
  private readonly burst: Burst;

  constructor(
    private readonly options: SocketIoOptions,
    private readonly turn: Turn,
  ) {
    this.burst = new Burst(options.pace, options.timeouts.send === undefined);
  }

  /** Messages that wait: those of the outbox, and the one that ZeroMQ has not taken yet. */
  get queued(): number {
    return this.outbox.length + (this.sending && !this.draining ? 1 : 0);
  }

  /** True as long as many messages one after the other were taken at once, and none had to wait. */
  get flows(): boolean {
    return this.burst.active;
  }

  attach(raw: RawSocket): void {
    this.raw = raw;
    this.burst.attach((ms) => (raw.sendTimeout = ms));
    if (this.outbox.length > 0) void this.drain();
  }

  /** Gives what is still pending. */
  detach(): Promise<void> | undefined {
    const { sending } = this;
    this.burst.detach();
    this.raw = undefined;
    this.sending = undefined;
    return sending;
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
  send(frames: Frames): Promise<boolean> {
    const { raw } = this;
    if (this.draining) return new Promise((done) => this.outbox.push({ frames, done }));
    return raw && !this.sending ? this.handOver(raw, frames) : this.sendNow(frames);
  }

  /** Queues one message that a person sends. */
  sendByHand(frames: Frames): Result<void> {
    const { where, type, relaxed } = this.options;
    if (!this.raw) return fail(notOpen(where));
    if (!socketFacts(type).sends) return fail(cannotSend(where, type));
    const undelivered = this.queued > 0;
    if (type === 'REQ' && !relaxed && this.turn.awaitsReply) return fail(mustReceiveFirst(where));
    if (type === 'REQ' && !relaxed && undelivered) {
      const waits = performance.now() - this.drainingSince > NOBODY_MS;
      return fail(waits ? mustBeTakenFirst(where) : mustReceiveFirst(where));
    }
    if (type === 'REP' && (this.turn.request === undefined || undelivered)) return fail(nothingToAnswer(where));
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
    try {
      await this.pourAll(stop, next);
    } finally {
      this.burst.end();
    }
  }

  private async pourAll(stop: StopSignal, next: () => Frames | undefined): Promise<void> {
    const { burst, options } = this;
    const { pace } = options;
    while (!stop.stopped) {
      const frames = next();
      if (!frames) return;
      const { raw } = this;
      if (raw && !this.sending && !this.draining) {
        // The same as `send`, without its promises: this is the fastest loop there is.
        try {
          const sending = this.give(raw, frames);
          this.sending = sending;
          await sending;
          if (raw === this.raw) this.sending = undefined;
          this.countSent(frames);
          const alone = burst.done();
          if (alone) await alone;
        } catch (error) {
          const again = raw === this.raw && burst.refused(error);
          burst.end();
          if (again) this.sending = undefined;
          else this.sendFailed(error, raw);
          if (!again || !(await this.send(frames))) await stop.sleep(AFTER_FAILURE_MS);
        }
      } else {
        burst.end();
        if (!(await this.send(frames))) await stop.sleep(AFTER_FAILURE_MS);
      }
      const turn = pace.turn();
      if (turn) {
        burst.gaveWay();
        await turn;
      }
    }
  }

  private async sendNow(frames: Frames): Promise<boolean> {
    while (this.sending) await this.sending.catch(() => undefined);
    const { raw } = this;
    return raw !== undefined && this.handOver(raw, frames);
  }

  /** Gives a message to zeromq.js, which has no other to send. Behaviors and devices do that for each message: no more promises than it takes. */
  private handOver(raw: RawSocket, frames: Frames): Promise<boolean> {
    const { burst } = this;
    try {
      this.sending = this.give(raw, frames);
    } catch (error) {
      this.sendFailed(error, raw);
      return Promise.resolve(false);
    }
    return this.sending.then(
      () => {
        if (raw === this.raw) this.sending = undefined;
        this.countSent(frames);
        burst.step();
        return true;
      },
      (error: unknown) => {
        if (raw === this.raw && burst.refused(error)) {
          // Whoever sends here waits until ZeroMQ has taken the message.
          this.sending = undefined;
          return this.handOver(raw, frames);
        }
        this.sendFailed(error, raw);
        return false;
      },
    );
  }

  private give(raw: RawSocket, frames: Frames): Promise<void> {
    if (this.toConflating > 0 && frames.length > 1) return Promise.reject(new ShapeError('one'));
    return raw.send(single(frames));
  }

  private countSent(frames: Frames): void {
    this.sent++;
    if (this.options.type === 'REQ') this.turn.awaitsReply = true;
    else if (this.options.type === 'REP') this.turn.request = undefined;
    if (this.onSent) this.onSent(frames);
  }

  private sendFailed(error: unknown, raw: RawSocket): void {
    // A socket that was closed meanwhile has a new one in its place, or none: nothing of that is its problem.
    if (raw !== this.raw) return;
    this.sending = undefined;
    this.options.onProblem(ioProblem(this.options, error, 'send'));
  }

  private async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    this.drainingSince = performance.now();
    for (let next = this.outbox[0]; next && this.raw; next = this.outbox[0]) {
      const sent = await this.sendNow(next.frames);
      if (this.outbox[0] === next) this.outbox.shift();
      next.done(sent);
    }
    this.draining = false;
  }
}

/** A message of one frame goes to zeromq.js without the list around it, which is faster. */
function single(frames: Frames): Frames | Uint8Array {
  return frames.length === 1 ? (frames[0] ?? frames) : frames;
}
