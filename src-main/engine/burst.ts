import { codeOf } from './errors';
import type { Pace } from './pace';

/**
 * Operations, of a burst within one turn of the event loop, after which the next ones are tried without asking first. A turn
 * that the pace has ended goes on in the next one: where a hundred sockets share it, none would ever come to so many.
 */
const LEAST_RUN = 32;
/** Operations after which a burst lets another run. */
const LONGEST_RUN = 128;

/**
 * Makes many operations of one kind on a socket cheaper. Before each, zeromq.js asks ZeroMQ whether it is possible, which
 * costs a system call; with a timeout of 0 it just tries. So when operations follow one another fast the timeout is set to
 * 0 until one is refused with EAGAIN, and back to waiting then. Never more than the pace allows: zeromq.js itself no longer
 * gives way then.
 */
export class Burst {
  /** Operations are tried, and none was refused since they are. */
  active = false;
  private turn = 0;
  private run = 0;
  private heldUp = false;
  private setTimeout: ((ms: number) => void) | undefined;

  /** `allowed` false leaves every operation as it is: for a socket whose user has set a timeout. */
  constructor(
    private readonly pace: Pick<Pace, 'turns' | 'crowded' | 'enter' | 'leave'>,
    private readonly allowed: boolean,
  ) {}

  /** A new socket, which waits; `setTimeout` takes milliseconds, or −1 to wait without end. */
  attach(setTimeout: (ms: number) => void): void {
    this.setTimeout = setTimeout;
    this.pace.leave(this);
    this.active = false;
    this.run = 0;
  }

  /** The socket is gone. */
  detach(): void {
    this.setTimeout = undefined;
    this.pace.leave(this);
    this.active = false;
  }

  /** Call after each operation that was done; what it gives must be awaited before the next. */
  done(): Promise<void> | undefined {
    if (this.active) {
      if (++this.run < LONGEST_RUN) return undefined;
      this.run = 0;
      if (!this.pace.crowded) return undefined;
      this.pace.leave(this);
      return this.pace.enter(this);
    }
    if (!this.allowed) return undefined;
    if (this.turn !== this.pace.turns) {
      this.turn = this.pace.turns;
      if (!this.heldUp) this.run = 0;
      this.heldUp = false;
    }
    return ++this.run < LEAST_RUN || !this.begin() ? undefined : this.pace.enter(this);
  }

  /** Call when the pace made it give way: the operations that follow would have come in the same turn. */
  gaveWay(): void {
    this.heldUp = true;
  }

  /**
   * Call after each operation that somebody awaits by itself and that is not known to be one of many. It takes no place: who
   * does other things between two operations lets others run anyway, and must give way by itself.
   */
  step(): void {
    if (this.active || !this.allowed || ++this.run < LEAST_RUN) return;
    this.begin();
  }

  /** True where a failure says only that the operation is not possible at once: do it again, and it waits. */
  refused(error: unknown): boolean {
    if (!this.active || codeOf(error) !== 'EAGAIN') return false;
    this.end();
    return true;
  }

  /** From here on operations wait again. Call it with no operation pending. */
  end(): void {
    this.run = 0;
    if (!this.active) return;
    this.active = false;
    this.setTimeout?.(-1);
    this.pace.leave(this);
  }

  private begin(): boolean {
    if (!this.setTimeout) return false;
    this.run = 0;
    this.active = true;
    this.setTimeout(0);
    return true;
  }
}
