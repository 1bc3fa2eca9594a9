import { Burst } from './burst';
import { codeOf, withoutDelimiter } from './errors';
import { MessageWait, type Received } from './message-wait';
import { AFTER_FAILURE_MS, ioProblem, type SocketIoOptions, type Turn } from './socket-turn';
import type { StopSignal } from './stop-signal';
import type { Frames, RawSocket } from './zmq-socket';

const AT_ONCE = Promise.resolve();

/**
 * Receiving on one socket. zeromq.js takes one receive at a time, and it cannot be taken back: what is pending when a
 * behavior ends stays so, and the next one gets what comes of it.
 */
export class SocketReceiver {
  received = 0;
  /** Told of each message as the program gets it. */
  onReceived: ((frames: Frames) => void) | undefined;

  private raw: RawSocket | undefined;
  private receiving: Promise<Buffer[]> | undefined;
  /** The newest wait of `receive`. */
  private wait: MessageWait | undefined;
  /** The stop that ends it. */
  private heard: StopSignal | undefined;
  private readonly burst: Burst;

  constructor(
    private readonly options: SocketIoOptions,
    private readonly turn: Turn,
  ) {
    this.burst = new Burst(options.pace, options.timeouts.receive === undefined);
  }

  /** True while `receive` waits. */
  get awaited(): boolean {
    return this.wait?.over === false;
  }

  /** True while a receive is pending. */
  get waiting(): boolean {
    return this.receiving !== undefined;
  }

  attach(raw: RawSocket): void {
    this.raw = raw;
    this.burst.attach((ms) => (raw.receiveTimeout = ms));
  }

  /** Gives what is still pending. */
  detach(): Promise<unknown> | undefined {
    const { receiving } = this;
    this.burst.detach();
    this.raw = undefined;
    this.receiving = undefined;
    return receiving;
  }

  /** Waits for one message, at most `timeoutMs`. */
  receive(stop: StopSignal, timeoutMs?: number): Promise<Received> {
    const pending = this.pendingReceive();
    if (!pending) return Promise.resolve({ type: 'failed' });
    const wait = new MessageWait(timeoutMs);
    this.wait = wait;
    this.listenTo(stop);
    this.waitFor(pending, wait);
    return wait.ended;
  }

  /** Ends the wait of `receive` as failed. */
  giveUp(): void {
    this.wait?.end({ type: 'failed' });
  }

  /** Receives until the stop or the end of the socket, and waits for what `use` does with each message. */
  async consume(stop: StopSignal, use: (frames: Frames) => Promise<unknown> | undefined): Promise<void> {
    try {
      await this.consumeAll(stop, use);
    } finally {
      // Whoever receives next waits for a message.
      this.burst.end();
    }
  }

  /**
   * The same, but gives together what is there together: up to `most` messages, asked before each time. So what is done with
   * them can be done in one go, which wakes ZeroMQ's own thread once and not for each.
   */
  async consumeTogether(
    stop: StopSignal,
    most: () => number,
    use: (messages: readonly Frames[]) => Promise<unknown>,
  ): Promise<void> {
    const { pace, desk } = this.options;
    while (!stop.stopped) {
      if (desk?.waiting) {
        await desk.waiting;
        continue;
      }
      const first = await this.next(stop);
      if (first === 'ended') return;
      if (first === 'failed') continue;
      const messages = [this.count(first)];
      for (let left = desk ? 0 : most() - 1; left > 0; left--) {
        const pending = this.pendingReceive();
        let more: Frames | undefined;
        // It is here by the next microtask, or it is still to come and the next to be waited for.
        pending?.then(
          (frames) => (more = frames),
          () => undefined,
        );
        await AT_ONCE;
        if (!pending || !more || !this.take(pending)) break;
        messages.push(this.count(more));
      }
      await use(messages);
      const turn = pace.turn(messages.length);
      if (turn) await turn;
    }
  }

  private async consumeAll(stop: StopSignal, use: (frames: Frames) => Promise<unknown> | undefined): Promise<void> {
    const { burst, options } = this;
    const { pace } = options;
    while (!stop.stopped) {
      const asked = options.desk?.waiting;
      if (asked) {
        burst.end();
        await asked;
        continue;
      }
      const pending = this.pendingReceive();
      if (!pending) return;
      let frames: Frames;
      try {
        frames = await pending;
      } catch (error) {
        const again = this.receiving === pending && burst.refused(error);
        burst.end();
        if (again) this.receiving = undefined;
        else if (this.receiveFailed(error, pending) === 'failed') await stop.sleep(AFTER_FAILURE_MS);
        continue;
      }
      if (stop.stopped || !this.take(pending)) return;
      const used = use(this.count(frames));
      if (used) {
        // Others must not wait for what is done with the message.
        burst.end();
        await used;
      } else {
        const alone = burst.done();
        if (alone) await alone;
      }
      const turn = pace.turn();
      if (turn) {
        burst.gaveWay();
        await turn;
      }
    }
  }

  /** The next message; `ended` where it is for nobody any more. */
  private async next(stop: StopSignal): Promise<Frames | 'failed' | 'ended'> {
    const pending = this.pendingReceive();
    if (!pending) return 'ended';
    try {
      const frames = await pending;
      return stop.stopped || !this.take(pending) ? 'ended' : frames;
    } catch (error) {
      if (this.receiveFailed(error, pending) === 'failed') await stop.sleep(AFTER_FAILURE_MS);
      return 'failed';
    }
  }

  private waitFor(awaited: Promise<Buffer[]>, wait: MessageWait): void {
    awaited.then(
      // Left in its place where nobody waits any more: the next one to receive gets it.
      (frames) => {
        if (!wait.over && this.take(awaited)) wait.end({ type: 'message', frames: this.count(frames) });
      },
      (error: unknown) => {
        const passing = this.receiveFailed(error, awaited) === 'passing';
        const next = passing && !wait.over ? this.pendingReceive() : undefined;
        if (next) this.waitFor(next, wait);
        else wait.end({ type: 'failed' });
      },
    );
  }

  /** A stop ends the newest wait. Whoever waits again and again does so with one stop, which is told of this socket once. */
  private listenTo(stop: StopSignal): void {
    if (this.heard !== stop) {
      this.heard?.remove(this.onStop);
      this.heard = stop;
      stop.add(this.onStop);
    } else if (stop.stopped) this.onStop();
  }

  private readonly onStop = (): void => {
    this.wait?.end({ type: 'stopped' });
  };

  private pendingReceive(): Promise<Buffer[]> | undefined {
    if (this.receiving) return this.receiving;
    if (!this.raw) return undefined;
    try {
      this.receiving = this.raw.receive();
    } catch (error) {
      this.options.onProblem(ioProblem(this.options, error, 'receive'));
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
    if (this.options.type === 'REQ') this.turn.awaitsReply = false;
    else if (this.options.type === 'REP') this.turn.request = frames;
    this.options.desk?.take(frames);
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
    this.options.onProblem(ioProblem(this.options, error, 'receive'));
    return 'failed';
  }
}
