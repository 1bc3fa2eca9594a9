import type { SocketKey } from '../../../shared/topology/topology';
import type { Direction, FlowId } from '../../../shared/traffic/flow';
import type { PipeGauge } from '../../../shared/traffic/losses';
import type { SocketLossLane, WayLane } from '../../../shared/traffic/series';
import { GaugeSeries, TallySeries, type SeriesLogs } from './counter-series';

/** The ledger, as far as its series need it. */
export interface LossSource {
  /** Calls `see` with what was lost until now: of each socket, and of each way over one of its cables. */
  eachLost(
    see: (socket: SocketKey, flow: { readonly id: FlowId } | undefined, way: Direction, total: number) => void,
  ): void;
  /** Calls `see` with each queue, and the way that its messages go where it is of one cable. */
  eachQueue(see: (pipe: PipeGauge, way: Direction | undefined) => void): void;
}

/** Seconds between two readings: the ledger settles no oftener. */
const EVERY_S = 0.09;
/** Lanes that are made; what comes later is in none. 13 kB each. */
const MOST_LANES = 2048;

/**
 * What was lost and what waits, over time, as the ledger has it. A lane is made when there is something in it for the first
 * time, for most cables lose nothing.
 */
export class LossSeries {
  private readonly tallies = new Map<string, TallySeries>();
  private readonly queues = new Map<string, { readonly series: GaugeSeries; depth: number }>();
  private readAt = -Infinity;

  constructor(
    private readonly logs: SeriesLogs,
    private readonly source: LossSource,
  ) {}

  /** Reads the ledger, `now` seconds since the run began, if it may have settled since. */
  sample(now: number): void {
    if (now - this.readAt >= EVERY_S) {
      this.readAt = now;
      this.readLost();
      this.readQueues();
    }
    // Each interval has the depth that was known in it, also where the ledger did not settle.
    for (const { series, depth } of this.queues.values()) series.read(depth);
  }

  /** Lets the next reading read the ledger, however short the time since the last. */
  due(): void {
    this.readAt = -Infinity;
  }

  ofFlow(id: FlowId, lane: WayLane): TallySeries | GaugeSeries | undefined {
    return this.lane(`${id} ${lane}`);
  }

  ofSocket(key: SocketKey, lane: SocketLossLane): TallySeries | GaugeSeries | undefined {
    return this.lane(`${key} ${lane}`);
  }

  /** All that there are, by their names. */
  *named(): Iterable<readonly [kind: 'lost' | 'waits', name: string, series: TallySeries | GaugeSeries]> {
    for (const [name, series] of this.tallies) yield ['lost', name, series];
    for (const [name, { series }] of this.queues) yield ['waits', name, series];
  }

  /** One of a run that was saved, made anew. */
  restored(kind: 'lost' | 'waits', name: string): TallySeries | GaugeSeries | undefined {
    if (!this.hasRoom()) return undefined;
    const series = kind === 'lost' ? new TallySeries(this.logs) : new GaugeSeries(this.logs);
    if (series instanceof TallySeries) this.tallies.set(name, series);
    else this.queues.set(name, { series, depth: 0 });
    return series;
  }

  private lane(name: string): TallySeries | GaugeSeries | undefined {
    return this.tallies.get(name) ?? this.queues.get(name)?.series;
  }

  private readLost(): void {
    const ofSockets = new Map<SocketKey, number>();
    this.source.eachLost((socket, flow, way, total) => {
      ofSockets.set(socket, (ofSockets.get(socket) ?? 0) + total);
      if (flow) this.lost(`${flow.id} ${way}Lost`, total);
    });
    for (const [socket, total] of ofSockets) this.lost(`${socket} lost`, total);
  }

  private lost(name: string, total: number): void {
    let series = this.tallies.get(name);
    if (!series && total > 0 && this.hasRoom()) {
      series = new TallySeries(this.logs);
      this.tallies.set(name, series);
    }
    series?.read(total);
  }

  private readQueues(): void {
    // A queue that is not told of any more is gone.
    for (const queue of this.queues.values()) queue.depth = 0;
    this.source.eachQueue(({ socket, queue, flow, depth }, way) => {
      // Most are empty, and of so many not even a name is made.
      if (depth === 0) return;
      const unread = queue === 'receive';
      this.waits(`${socket} ${unread ? 'unread' : 'queue'}`, depth);
      if (flow !== undefined && way !== undefined) this.waits(`${flow} ${way}${unread ? 'Unread' : 'Queue'}`, depth);
    });
  }

  /** Several queues of one socket are added up. */
  private waits(name: string, depth: number): void {
    let queue = this.queues.get(name);
    if (!queue && this.hasRoom()) {
      queue = { series: new GaugeSeries(this.logs), depth: 0 };
      this.queues.set(name, queue);
    }
    if (queue) queue.depth += depth;
  }

  private hasRoom(): boolean {
    return this.tallies.size + this.queues.size < MOST_LANES;
  }
}
