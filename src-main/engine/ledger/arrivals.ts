import type { PipeGauge } from '../../../shared/traffic/losses';
import type { LiveSocket } from '../live-socket';
import { isSealed, Quiet, type Ending, type Line } from './line';
import { CAUSE } from './place';
import { receiveMark } from './queue-mark';
import type { LossPlace, Tally } from './tally';

/** What came to one socket over the wire, and what its program has taken of it. */
export class Arrivals {
  private readonly lines = new Set<Line>();
  private readonly quiet = new Quiet();
  private before = 0;
  private accounted = 0;
  private peak = 0;

  constructor(
    private readonly socket: LiveSocket,
    private readonly tally: Tally,
    private readonly own: () => LossPlace,
    private readonly allWire: () => boolean,
  ) {}

  opened(line: Line): void {
    this.lines.add(line);
  }

  closed(line: Line): void {
    if (this.lines.delete(line)) this.before += line.connection[line.into].messages;
  }

  settle(): void {
    const { depth } = this;
    this.peak = Math.max(this.peak, depth);
    const quiet = this.quiet.observe(this.arrived + this.socket.io.received, false);
    if (!quiet || this.socket.wanted.options['conflate'] !== true) return;
    // It keeps the newest only; where the program is not waiting for one, that is its next.
    const kept = this.socket.io.waitsForMessage ? 0 : 1;
    if (depth > kept) this.lose(CAUSE.conflated, depth - kept);
  }

  finish(ending: Ending): void {
    if (this.depth > 0) this.lose(ending === 'stopped' ? CAUSE.stopped : CAUSE.unread, this.depth);
  }

  gauges(): PipeGauge[] {
    if (!this.allWire() || this.arrived === 0) return [];
    const [only, second] = this.lines;
    const { key, options } = this.socket.wanted;
    return [
      {
        socket: key,
        queue: 'receive',
        flow: second === undefined ? only?.flow.id : undefined,
        depth: this.depth,
        peak: this.peak,
        mark: receiveMark(options) * Math.max(1, this.lines.size),
        known: [...this.lines].some(isSealed) ? 'estimated' : 'exact',
      },
    ];
  }

  private get arrived(): number {
    let arrived = this.before;
    for (const { connection, into } of this.lines) arrived += connection[into].messages;
    return arrived;
  }

  private get depth(): number {
    return this.allWire() ? Math.max(0, this.arrived - this.socket.io.received - this.accounted) : 0;
  }

  private lose(cause: number, count: number): void {
    this.accounted += count;
    this.tally.lost(this.own(), cause, count, [...this.lines].some(isSealed) ? 'inferred' : 'exact');
  }
}
