import type { PipeGauge } from '../../../shared/traffic/losses';
import type { LiveSocket } from '../live-socket';
import type { EndsLine } from './ends-line';
import { Quiet, type Ending, type Line } from './line';
import { CAUSE } from './place';
import { newestOnly, receiveMark } from './queue-mark';
import { share } from './share';
import type { LossPlace, Tally } from './tally';

/** A cable into a socket that cannot be read, and what its sender has given it. */
export interface Source {
  readonly line: EndsLine;
  readonly owed: () => { readonly missing: number; readonly lost: number };
}

export interface ArrivalsParts {
  readonly socket: LiveSocket;
  readonly tally: Tally;
  readonly own: () => LossPlace;
  /** True while every cable that the socket had is on a wire that can be read. */
  readonly sure: () => boolean;
  /** True where programs outside send over cables that nobody sees, or the socket finds messages that nobody sent. */
  readonly strangers: () => boolean;
}

/**
 * What came to one socket, and what its program has taken of it. What is taken has come over one of the cables: where
 * some of them cannot be read, it is shared out among all that still owe something.
 */
export class Arrivals {
  private readonly lines = new Set<Line>();
  private readonly sources = new Set<Source>();
  private readonly quiet = new Quiet();
  private before = 0;
  private accounted = 0;
  private discarded = 0;
  private replaced = 0;
  /** What had arrived at the last settlement. */
  private arrivedBefore = 0;
  private peak = 0;
  /** What the program took, as far as it was shared out, and what of it came over a wire. */
  private shared = 0;
  private takenOffWires = 0;

  constructor(private readonly parts: ArrivalsParts) {}

  opened(line: Line): void {
    this.lines.add(line);
  }

  closed(line: Line): void {
    if (this.lines.delete(line)) this.before += line.arrived;
  }

  opens(source: Source): void {
    this.sources.add(source);
  }

  closes(source: Source): void {
    this.sources.delete(source);
  }

  /** Shares out what the program has taken since the last time. */
  distribute(): void {
    const { socket, strangers } = this.parts;
    const count = socket.io.received - this.shared;
    if (count <= 0) return;
    const sources = [...this.sources];
    if (sources.length === 0) {
      this.shared += count;
      this.takenOffWires += strangers() ? Math.min(count, this.depth) : count;
      return;
    }
    const [only] = sources;
    if (only && sources.length === 1 && this.arrived === 0 && !strangers()) {
      // It can have come from nowhere else.
      only.line.took(count);
      this.shared += count;
      return;
    }
    // What came over a wire is known to be there.
    const offWires = Math.min(count, this.depth);
    this.takenOffWires += offWires;
    this.shared += offWires;
    const left = this.hand(count - offWires, sources, ({ missing }) => missing);
    // What counted as lost came after all.
    const rest = left > 0 ? this.hand(left, sources, ({ lost }) => lost) : 0;
    if (rest > 0 && strangers()) this.shared += rest;
  }

  /** Cables that cannot be read. */
  get unreadable(): number {
    return this.sources.size;
  }

  /** What the program took and none of its senders owes: another socket's share was too large. */
  get strays(): number {
    return this.sources.size === 0 ? 0 : Math.max(0, this.parts.socket.io.received - this.shared);
  }

  /** So many of the strays were found to be of somebody else. */
  found(count: number): void {
    this.shared += count;
  }

  settle(): void {
    this.takeBack();
    if (this.conflates) this.replaceOld();
    const { depth } = this;
    const { socket } = this.parts;
    this.peak = Math.max(this.peak, depth);
    const quiet = this.quiet.observe(this.arrived + socket.io.received, false);
    if (!quiet || depth === 0) return;
    if (this.conflates) {
      // It keeps the newest only; where the program is not waiting for one, that is its next.
      const kept = socket.io.waitsForMessage ? 0 : 1;
      if (depth > kept) this.lose(CAUSE.conflated, depth - kept);
    } else if (socket.state === 'open' && socket.io.waitsForMessage) {
      // It waits for a message, so there is none that it could have.
      this.discarded += depth;
      this.lose(CAUSE.discarded, depth);
    }
  }

  finish(ending: Ending): void {
    if (this.conflates && this.depth > 1) this.lose(CAUSE.conflated, this.depth - 1);
    if (this.depth > 0) this.lose(ending === 'stopped' ? CAUSE.stopped : CAUSE.unread, this.depth);
  }

  gauges(): PipeGauge[] {
    const { socket, sure } = this.parts;
    if (this.arrived === 0) return [];
    const [only, second] = this.lines;
    const { key, options } = socket.wanted;
    // What came since the last settlement may be the most of all.
    const peak = Math.max(this.peak, this.depth);
    return [
      {
        socket: key,
        queue: 'receive',
        flow: second === undefined ? only?.flow.id : undefined,
        ...(this.conflates
          ? newestOnly(this.depth, peak)
          : {
              depth: this.depth,
              peak,
              mark: receiveMark(options) * Math.max(1, this.lines.size),
              known: sure() ? 'exact' : 'estimated',
            }),
      },
    ];
  }

  /** Hands out up to `count` among all that owe something; gives what was left over. */
  private hand(count: number, sources: readonly Source[], owes: (owed: ReturnType<Source['owed']>) => number): number {
    const shares = share(
      count,
      sources.map(({ owed }) => owes(owed())),
    );
    let handed = 0;
    for (const [index, { line, owed }] of sources.entries()) {
      // Two cables of one sender may owe the same messages: each is handed out once.
      const taken = Math.min(shares[index] ?? 0, owes(owed()));
      line.took(taken);
      handed += taken;
    }
    this.shared += handed;
    return count - handed;
  }

  private get arrived(): number {
    let arrived = this.before;
    for (const line of this.lines) arrived += line.arrived;
    return arrived;
  }

  private get depth(): number {
    return Math.max(0, this.arrived - this.takenOffWires - this.accounted);
  }

  private get conflates(): boolean {
    return this.parts.socket.wanted.options['conflate'] === true;
  }

  /** What had come a settlement ago and was not taken since was replaced, but for the newest. */
  private replaceOld(): void {
    const old = this.arrivedBefore - this.takenOffWires - this.accounted - 1;
    if (old > 0) this.lose(CAUSE.conflated, old);
    this.arrivedBefore = this.arrived;
  }

  private lose(cause: number, count: number): void {
    this.accounted += count;
    if (cause === CAUSE.conflated) this.replaced += count;
    this.parts.tally.lost(this.parts.own(), cause, count, this.parts.sure() ? 'exact' : 'inferred');
  }

  /** On a machine that is busy enough, a queue may have counted as empty that was not, and a message as replaced. */
  private takeBack(): void {
    let early = this.takenOffWires + this.accounted - this.arrived;
    if (early <= 0) return;
    const back = (cause: number, most: number): number => {
      const count = Math.min(early, most);
      if (count <= 0) return 0;
      early -= count;
      this.accounted -= count;
      this.parts.tally.lost(this.parts.own(), cause, -count, this.parts.sure() ? 'exact' : 'inferred');
      return count;
    };
    this.replaced -= back(CAUSE.conflated, this.replaced);
    this.discarded -= back(CAUSE.discarded, this.discarded);
  }
}
