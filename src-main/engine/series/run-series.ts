import type { SocketKey } from '../../../shared/topology/topology';
import { binsOf } from '../../../shared/traffic/bins';
import {
  FLOW_LANES,
  LATENCY_LANES,
  RUN_LANES,
  SOCKET_LANES,
  SOCKET_LOSS_LANES,
  WAY_LANES,
  type LatencyLane,
  type SeriesAnswer,
  type SeriesGroup,
  type SeriesLane,
  type SeriesQuery,
  type SeriesValues,
} from '../../../shared/traffic/series';
import type { SeriesName } from '../../capture/capture-file-curves';
import {
  CounterSeries,
  DurationSeries,
  GaugeSeries,
  type Intervals,
  type LogName,
  type TallySeries,
} from './counter-series';
import { Histogram } from './histogram';
import { LossSeries } from './loss-series';
import { chosen, record } from './named-records';
import { PointLog } from './point-log';
import type { SeriesSource } from './series-source';

/** Flows, and sockets, of which series are kept; those with higher numbers are in no series. 52 kB each. */
const MOST_SERIES = 512;
/** Flows whose latencies are kept: the first ones that had any. About 300 kB each. */
const MOST_LATENCIES = 64;

type FlowSeries = Readonly<Record<(typeof FLOW_LANES)[number], CounterSeries>>;
type SocketSeries = Readonly<Record<'sent' | 'received' | 'dropped', CounterSeries>> & {
  readonly key: SocketKey;
  readonly queued: GaugeSeries;
};
type Summed = TallySeries | GaugeSeries;

/**
 * How the counters of a run went over time: the last minute ten times a second, the whole run once a second and, from
 * 1024 points on, half as often. It reads the counters that there are and costs nothing per message.
 */
export class RunSeries {
  readonly logs = {
    recent: new PointLog({ capacity: 601, step: 0.1, full: 'forget' }),
    whole: new PointLog({ capacity: 1025, step: 1, full: 'halve' }),
  };
  private readonly flows: FlowSeries[] = [];
  private readonly sockets: (SocketSeries | undefined)[] = [];
  private readonly latencies = new Map<number, DurationSeries>();
  private readonly overall = record(RUN_LANES, () => new CounterSeries(this.logs));
  private readonly losses: LossSeries;
  private sampledAt = 0;
  private ended = false;

  constructor(
    private readonly source: SeriesSource,
    /** Number of the run. */
    private readonly generation: number,
  ) {
    this.losses = new LossSeries(this.logs, source.ledger);
    this.logs.recent.add(0);
    this.logs.whole.add(0);
    source.ring.pairs.onPaired = (reply, latency) => this.paired(reply, latency);
  }

  /** Seconds since the run began at which was counted last. */
  get end(): number {
    return this.sampledAt;
  }

  /** Reads the counters at `now`, seconds since the run began. */
  sample(now: number): void {
    if (this.ended || now <= this.sampledAt) return;
    this.sampledAt = now;
    this.readFlows();
    this.readSockets();
    this.readCapture();
    this.losses.sample(now);
    for (const log of [this.logs.recent, this.logs.whole]) if (log.isDue(now)) log.add(now);
  }

  /** The next reading is the last: it takes what the ledger has made of the end. */
  ending(): void {
    this.losses.due();
  }

  /** The run is over: what it counted stays to be read. */
  finish(): void {
    this.ended = true;
  }

  /** All series by what they are of, to be saved. */
  *named(): Iterable<readonly [of: SeriesName, series: TallySeries | GaugeSeries | DurationSeries]> {
    for (const lane of RUN_LANES) yield [['overall', lane], this.overall[lane]];
    for (const [id, flow] of this.flows.entries())
      for (const lane of FLOW_LANES) yield [['flow', id, lane], flow[lane]];
    for (const socket of this.sockets)
      if (socket) for (const lane of SOCKET_LANES) yield [['socket', socket.key, lane], socket[lane]];
    for (const [flow, series] of this.latencies) yield [['latency', flow], series];
    for (const [kind, name, series] of this.losses.named()) yield [[kind, name], series];
  }

  /**
   * A series of a run that was saved; undefined where there is no place for it.
   * @param index number of a socket
   */
  restored(of: SeriesName, index: (key: SocketKey) => number): TallySeries | GaugeSeries | DurationSeries | undefined {
    switch (of[0]) {
      case 'overall':
        return this.overall[of[1]];
      case 'flow':
        return this.flow(of[1])?.[of[2]];
      case 'socket':
        return this.socket(index(of[1]), of[1])?.[of[2]];
      case 'latency':
        return this.latency(of[1]);
      case 'lost':
      case 'waits':
        return this.losses.restored(of[0], of[1]);
    }
  }

  /** Takes the points of a run that was saved, and its end; then it has ended. */
  restorePoints(
    points: Readonly<Record<LogName, { readonly times: readonly number[]; readonly step: number }>>,
    end: number,
  ) {
    for (const name of ['recent', 'whole'] as const) this.logs[name].restore(points[name].times, points[name].step);
    this.sampledAt = end;
    this.ended = true;
  }

  read({ from, to, groups, latency }: Omit<SeriesQuery, 'numbers'>): Omit<SeriesAnswer, 'numbers'> {
    const intervals = this.intervals(from, to);
    const { log, first, count } = intervals;
    const times = Float64Array.from({ length: count + 1 }, (_, index) =>
      first + index < log.count ? log.timeAt(first + index) : this.sampledAt,
    );
    const sum = (series: readonly Summed[]): Float64Array => {
      const sums = new Float64Array(count);
      for (const each of series) each.addTo(sums, intervals);
      return sums;
    };
    return {
      run: this.generation,
      end: this.sampledAt,
      times,
      groups: groups.map((group) => this.valuesOf(group, sum)),
      overall: record(RUN_LANES, (lane) => sum([this.overall[lane]])),
      keptFrom: this.source.kept.from,
      ...(latency
        ? { latency: { step: latency.step, values: this.latencyOf(latency.flows, latency.step, times, intervals) } }
        : {}),
    };
  }

  /** The intervals of a part of the run, of the finest log that reaches so far back. The one that `to` is in is whole. */
  private intervals(from: number, to: number): Intervals {
    const name = from >= this.logs.recent.first ? 'recent' : 'whole';
    const log = this.logs[name];
    const first = log.indexAt(from);
    const newest = this.sampledAt > log.last ? log.count : log.count - 1;
    const last = to >= log.last ? newest : Math.min(log.indexAt(to) + 1, newest);
    return { log, name, first, count: Math.max(0, last - first) };
  }

  private valuesOf(group: SeriesGroup, sum: (series: readonly Summed[]) => Float64Array): SeriesValues<SeriesLane> {
    const flows = chosen(this.flows, group.flows);
    const sockets = chosen(this.sockets, group.sockets);
    const { losses } = this;
    return {
      ...record(FLOW_LANES, (lane) => sum(flows.map(([, flow]) => flow[lane]))),
      ...record(WAY_LANES, (lane) => sum(flows.flatMap(([id]) => losses.ofFlow(id, lane) ?? []))),
      ...record(SOCKET_LANES, (lane) => sum(sockets.map(([, socket]) => socket[lane]))),
      ...record(SOCKET_LOSS_LANES, (lane) => sum(sockets.flatMap(([, { key }]) => losses.ofSocket(key, lane) ?? []))),
    };
  }

  private latencyOf(
    flows: readonly number[] | 'all',
    step: number,
    times: Float64Array,
    intervals: Intervals,
  ): SeriesValues<LatencyLane> {
    const { starts } = binsOf(times, step);
    const bins = Math.max(0, starts.length - 1);
    const values = record(LATENCY_LANES, () => new Float64Array(bins));
    const series = [...this.latencies].flatMap(([flow, each]) =>
      flows === 'all' || flows.includes(flow) ? [each] : [],
    );
    const histogram = new Histogram();
    for (let bin = 0; bin < bins; bin++) {
      histogram.clear();
      for (let index = starts[bin]!; index < starts[bin + 1]!; index++) {
        for (const each of series) each.addTo(histogram, intervals, index);
      }
      values.p50[bin] = histogram.percentile(0.5);
      values.p90[bin] = histogram.percentile(0.9);
      values.p99[bin] = histogram.percentile(0.99);
      values.max[bin] = histogram.longest;
      values.count[bin] = histogram.count;
    }
    return values;
  }

  private paired(reply: number, latency: number): void {
    if (this.ended) return;
    const flow = this.source.ring.flowOf(reply);
    this.latency(flow)?.record(latency);
  }

  private latency(flow: number): DurationSeries | undefined {
    let series = this.latencies.get(flow);
    if (series || this.latencies.size >= MOST_LATENCIES) return series;
    series = new DurationSeries(this.logs);
    this.latencies.set(flow, series);
    return series;
  }

  private flow(id: number): FlowSeries | undefined {
    if (id >= MOST_SERIES) return undefined;
    return (this.flows[id] ??= record(FLOW_LANES, () => new CounterSeries(this.logs)));
  }

  private socket(index: number, key: SocketKey): SocketSeries | undefined {
    if (index < 0 || index >= MOST_SERIES) return undefined;
    return (this.sockets[index] ??= {
      key,
      ...record(['sent', 'received', 'dropped'], () => new CounterSeries(this.logs)),
      queued: new GaugeSeries(this.logs),
    });
  }

  private readFlows(): void {
    const { flows } = this.source.flows;
    for (const [index, flow] of flows.entries()) {
      const series = this.flow(index);
      if (!series) break;
      series.forward.read(flow.messages('forward'));
      series.forwardBytes.read(flow.bytes('forward'));
      series.backward.read(flow.messages('backward'));
      series.backwardBytes.read(flow.bytes('backward'));
    }
  }

  private readSockets(): void {
    for (const [key, { index, io }] of this.source.sockets) {
      this.source.lives.counted(key, io.sent, io.received);
      const series = this.socket(index, key);
      if (!series) continue;
      series.sent.read(io.sent);
      series.received.read(io.received);
      series.dropped.read(io.dropped);
      series.queued.read(io.queued);
    }
  }

  private readCapture(): void {
    const { ring } = this.source;
    this.overall.message.read(ring.kept[0]!);
    this.overall.command.read(ring.kept[1]!);
    this.overall.handshake.read(ring.kept[2]!);
    this.overall.gaveWay.read(ring.dropped);
  }
}
