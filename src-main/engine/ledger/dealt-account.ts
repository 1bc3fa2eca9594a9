import type { Known, PipeGauge, Uncounted } from '../../../shared/traffic/losses';
import { mayHold, Quiet, type Ending, type Line } from './line';
import { causeOf, type AccountParts, type Outgoing } from './outgoing';
import { CAUSE } from './place';
import { newestOnly, sendMark } from './queue-mark';
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
  /** What had been sent at the last settlement. */
  private sentBefore = 0;
  /** Connections that ended since the queues were last empty, and how. */
  private ended = new Map<Line, Ending>();
  /** The last peer whose connection ended, and whether there were others of other cables. */
  private gone: { readonly line: Line; readonly several: boolean } | undefined;

  constructor(private readonly parts: AccountParts) {}

  get uncounted(): Uncounted | undefined {
    return this.parts.uncounted();
  }

  holds(line: Line): boolean {
    return this.depth > 0 && this.ended.has(line);
  }

  opened(line: Line): void {
    this.lines.add(line);
  }

  ready(): void {
    // Its queue may have been there before it.
  }

  closed(line: Line, ending: Ending): void {
    if (!this.lines.delete(line)) return;
    if (line.watched === 'ends') {
      // Its receiver may still take what is in its own queue.
      this.ended.set(line, ending);
      return;
    }
    this.seenBefore += line.seen;
    if (ending === 'peer') {
      const several = this.gone !== undefined && (this.gone.several || this.gone.line.flow !== line.flow);
      this.gone = { line, several };
      // One that never was ready had no queue, or its queue waits for the next connection.
      if (line.seen > 0 || line.binds) this.ended.set(line, ending);
      if (line.binds && this.lines.size === 0) this.write(ending);
    } else if (this.lines.size === 0 && this.parts.dangling() === 0) this.write(ending);
    else this.ended.set(line, ending);
  }

  command(): void {
    // Nothing that is said here changes where messages go.
  }

  owed(): { missing: number; lost: number } {
    return { missing: this.depth, lost: this.accounted };
  }

  settle(): void {
    this.takeBack();
    const lines = [...this.lines];
    const all = [...lines, ...this.ended.keys()];
    if (this.conflates(all)) this.replaceOld(all);
    this.giveUpOld();
    this.peak = Math.max(this.peak, this.depth);
    const empty = this.quiet.observe(
      this.seen + this.parts.socket.io.sent,
      all.some(({ stalled }) => stalled),
    );
    if (!empty) return;
    if (this.conflates(all)) this.conflated();
    else if (this.isRep && this.gone && this.ended.size === 0) this.unreceived(this.gone);
    else if (this.parts.dangling() > 0) return;
    else if (this.ended.size > 0 && lines.every(({ ready }) => ready))
      this.write([...this.ended.values()][0] ?? 'peer');
    // There is no queue that it could be in.
    else if (lines.length === 0) this.write('unplugged');
    // Everybody waits for a message, and has not got these.
    else if (lines.every(({ ready, watched }) => ready && watched === 'ends')) this.discarded();
  }

  finish(ending: Ending): void {
    this.write(ending);
  }

  gauges(): PipeGauge[] {
    const { socket, sure, dangling } = this.parts;
    const [only, second] = this.lines;
    if (this.uncounted || socket.io.sent === 0) return [];
    const one = second === undefined ? only : undefined;
    const mark = sendMark(socket.wanted.options);
    const marks = [...this.lines].map((line) => line.marks.mark);
    // What was given since the last settlement may be the most of all.
    const peak = Math.max(this.peak, this.depth);
    return [
      {
        socket: socket.wanted.key,
        queue: 'send',
        flow: one?.flow.id,
        ...(this.conflates([...this.lines])
          ? newestOnly(this.depth, peak)
          : {
              depth: this.depth,
              peak,
              mark: sumOfMarks([...marks, ...Array<number>(dangling()).fill(mark)], mark),
              known: this.ended.size > 0 || !sure() ? 'estimated' : 'exact',
            }),
      },
    ];
  }

  private conflates(lines: readonly Line[]): boolean {
    const own = this.parts.socket.wanted.options['conflate'] === true;
    return own || lines.some(({ conflated }) => conflated);
  }

  /** What was given a settlement ago and has not been seen since was replaced, but for the newest. */
  private replaceOld(lines: readonly Line[]): void {
    const old = this.sentBefore - this.seen - this.accounted - 1;
    if (!mayHold(lines)) this.lose(old, { at: this.parts.own(), cause: CAUSE.conflated, known: 'inferred' });
    this.sentBefore = this.parts.socket.io.sent;
  }

  /**
   * A REQ has one request at a time. One that it gave up on went with its socket, which was closed and opened anew, while
   * nobody was there to take it.
   */
  private giveUpOld(): void {
    const { type, options } = this.parts.socket.wanted;
    if (type !== 'REQ' || options['relaxed'] === true || !this.parts.sure()) return;
    this.lose(this.depth - 1, { at: this.parts.own(), cause: CAUSE.linger, known: 'exact' });
  }

  private get seen(): number {
    let seen = this.seenBefore;
    for (const line of this.lines) seen += line.seen;
    for (const line of this.ended.keys()) if (line.watched === 'ends') seen += line.seen;
    return seen;
  }

  private get depth(): number {
    return Math.max(0, this.parts.socket.io.sent - this.seen - this.accounted);
  }

  /** Where the only queue keeps the newest message, everything else that was not seen was replaced. */
  private conflated(): void {
    const kept = [...this.lines].some(({ ready }) => ready) ? 0 : 1;
    this.lose(this.depth - kept, { at: this.parts.own(), cause: CAUSE.conflated, known: this.known });
  }

  private discarded(): void {
    const [only, second] = this.lines;
    const at = only && !second ? only.at() : this.parts.own();
    this.lose(this.depth, { at, cause: CAUSE.discarded, known: 'inferred' });
  }

  /** A reply goes to who asked and to nobody else: one that came when that peer was gone is in no queue (zmq_socket(3)). */
  private unreceived({ line, several }: NonNullable<DealtAccount['gone']>): void {
    const at = several ? this.parts.own() : line.at();
    this.lose(this.depth, { at, cause: CAUSE.peerGone, known: several ? 'inferred' : this.known });
  }

  private get isRep(): boolean {
    return this.parts.socket.wanted.type === 'REP';
  }

  private get known(): Known {
    return this.parts.sure() ? 'exact' : 'inferred';
  }

  private lose(count: number, loss: NonNullable<DealtAccount['last']>): void {
    if (count <= 0 || this.uncounted) return;
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
    const lost = this.depth;
    for (const line of ended.keys()) if (line.watched === 'ends') this.seenBefore += line.seen;
    this.ended = new Map();
    const flows = new Set([...ended.keys()].map(({ flow }) => flow));
    const [line] = ended.keys();
    const at = line && flows.size === 1 ? line.at() : this.parts.own();
    this.lose(lost, { at, cause: causeOf(ending), known: flows.size > 1 ? 'inferred' : this.known });
  }
}

/** The marks of several queues together; of none, that of the one that will be. 0 is without end. */
function sumOfMarks(marks: readonly number[], none: number): number {
  if (marks.includes(0)) return 0;
  return marks.length === 0 ? none : marks.reduce((sum, mark) => sum + mark, 0);
}
