import type { Known, PipeGauge } from '../../../shared/traffic/losses';
import { isReady, isSealed, isStalled, Quiet, seenOut, type Ending, type Line } from './line';
import type { AccountParts, Outgoing } from './outgoing';
import { CAUSE } from './place';
import { sendMark } from './queue-mark';
import type { LossPlace } from './tally';

/**
 * Sockets that give each message to one peer and drop none by themselves: PUSH, DEALER, REQ, REP, PAIR. What was sent and
 * not seen on a wire is in a queue, or went with the connection of a peer. Which queue a message took is not told, so their
 * sum is counted: exact, and exact for one connection where there is no other.
 */
export class DealtAccount implements Outgoing {
  private readonly lines = new Set<Line>();
  private readonly quiet = new Quiet();
  /** Seen over connections that have ended. */
  private seenBefore = 0;
  /** Counted as lost, and where the last of it was. */
  private accounted = 0;
  private last: { readonly at: LossPlace; readonly cause: number; readonly known: Known } | undefined;
  private peak = 0;
  /** Connections that ended since the queues were last empty. */
  private ended = new Set<Line>();

  constructor(private readonly parts: AccountParts) {}

  get counted(): boolean {
    return this.parts.allWire();
  }

  opened(line: Line): void {
    this.lines.add(line);
  }

  ready(): void {
    // Its queue may have been there before it.
  }

  closed(line: Line, ending: Ending): void {
    if (!this.lines.delete(line)) return;
    this.seenBefore += seenOut(line);
    if (ending === 'peer') {
      // One that never was ready had no queue, or its queue waits for the next connection.
      if (seenOut(line) > 0 || line.binds) this.ended.add(line);
      if (line.binds && this.lines.size === 0) this.write('peer');
    } else if (this.lines.size === 0 && this.parts.dangling() === 0) this.write(ending);
    else this.ended.add(line);
  }

  command(): void {
    // Nothing that is said here changes where messages go.
  }

  settle(): void {
    this.takeBack();
    const { depth } = this;
    this.peak = Math.max(this.peak, depth);
    const lines = [...this.lines];
    const empty = this.quiet.observe(this.seen + this.parts.socket.io.sent, lines.some(isStalled));
    if (!empty) return;
    if (this.conflates) this.conflated();
    else if (this.parts.dangling() > 0) return;
    else if (this.ended.size > 0 && lines.every(isReady)) this.write('peer');
    // There is no queue that it could be in.
    else if (lines.length === 0) this.write('unplugged');
  }

  finish(ending: Ending): void {
    this.write(ending);
  }

  gauges(): PipeGauge[] {
    const { socket } = this.parts;
    const [only, second] = this.lines;
    if (!this.counted || this.parts.socket.io.sent === 0) return [];
    const one = second === undefined ? only : undefined;
    const pipes = Math.max(1, this.lines.size + this.parts.dangling());
    return [
      {
        socket: socket.wanted.key,
        queue: 'send',
        flow: one?.flow.id,
        depth: this.depth,
        peak: this.peak,
        mark: sendMark(socket.wanted.options) * pipes,
        known: this.ended.size > 0 || [...this.lines].some(isSealed) ? 'estimated' : 'exact',
      },
    ];
  }

  private get conflates(): boolean {
    return this.parts.socket.wanted.options['conflate'] === true;
  }

  private get seen(): number {
    let seen = this.seenBefore;
    for (const line of this.lines) seen += seenOut(line);
    return seen;
  }

  private get depth(): number {
    return Math.max(0, this.parts.socket.io.sent - this.seen - this.accounted);
  }

  /** Where the only queue keeps the newest message, everything else that was not seen was replaced. */
  private conflated(): void {
    const kept = [...this.lines].some(isReady) ? 0 : 1;
    const lost = this.depth - kept;
    if (lost <= 0) return;
    this.lose(lost, { at: this.parts.own(), cause: CAUSE.conflated, known: 'exact' });
  }

  private lose(count: number, loss: NonNullable<DealtAccount['last']>): void {
    this.accounted += count;
    this.last = loss;
    this.parts.tally.lost(loss.at, loss.cause, count, loss.known);
  }

  /** On a machine that is busy enough, a queue may have counted as empty that was not. */
  private takeBack(): void {
    const early = Math.min(this.accounted, this.seen + this.accounted - this.parts.socket.io.sent);
    if (early <= 0 || !this.last) return;
    this.accounted -= early;
    this.parts.tally.lost(this.last.at, this.last.cause, -early, this.last.known);
  }

  /** What is in no queue any more is lost. */
  private write(ending: Ending): void {
    const { ended } = this;
    this.ended = new Set();
    const lost = this.counted ? this.depth : 0;
    if (lost === 0) return;
    const flows = new Set([...ended].map(({ flow }) => flow));
    const [line] = ended;
    const at = line && flows.size === 1 ? line.at() : this.parts.own();
    const cause = ending === 'peer' ? CAUSE.peerGone : ending === 'stopped' ? CAUSE.stopped : CAUSE.linger;
    const sealed = [...this.lines, ...ended].some(isSealed);
    this.lose(lost, { at, cause, known: flows.size > 1 || sealed ? 'inferred' : 'exact' });
  }
}
