import {
  FLOW_LANES,
  RUN_LANES,
  SOCKET_LANES,
  type SeriesAnswer,
  type SeriesGroup,
  type SeriesLane,
  type SeriesQuery,
  type SeriesValues,
} from '../../../shared/traffic/series';
import { CounterSeries, GaugeSeries } from './counter-series';
import { PointLog } from './point-log';

/** Flows, and sockets, of which series are kept; those with higher numbers are in no series. 52 kB each. */
const MOST_SERIES = 512;

type FlowSeries = Readonly<Record<(typeof FLOW_LANES)[number], CounterSeries>>;
type SocketSeries = Readonly<Record<'sent' | 'received' | 'dropped', CounterSeries>> & { readonly queued: GaugeSeries };

/** What is counted of a run, as far as its series need it. */
export interface SeriesSource {
  readonly flows: {
    readonly flows: readonly {
      messages(direction: 'forward' | 'backward'): number;
      bytes(direction: 'forward' | 'backward'): number;
    }[];
  };
  readonly sockets: ReadonlyMap<
    string,
    {
      readonly index: number;
      readonly io: {
        readonly sent: number;
        readonly received: number;
        readonly queued: number;
        readonly dropped: number;
      };
    }
  >;
  readonly ring: {
    readonly kept: Float64Array;
    readonly dropped: number;
    readonly firstSeq: number;
    readonly nextSeq: number;
    timeOf(seq: number): number;
  };
}

/**
 * How the counters of a run went over time: the last minute ten times a second, the whole run once a second and, from
 * 1024 points on, half as often. It reads the counters that there are and costs nothing per message.
 */
export class RunSeries {
  private readonly logs = {
    recent: new PointLog({ capacity: 601, step: 0.1, full: 'forget' }),
    whole: new PointLog({ capacity: 1025, step: 1, full: 'halve' }),
  };
  private readonly flows: FlowSeries[] = [];
  private readonly sockets: (SocketSeries | undefined)[] = [];
  private readonly overall = {
    message: new CounterSeries(this.logs),
    command: new CounterSeries(this.logs),
    handshake: new CounterSeries(this.logs),
    gaveWay: new CounterSeries(this.logs),
  };
  private sampledAt = 0;
  private ended = false;

  constructor(
    private readonly source: SeriesSource,
    /** Number of the run. */
    private readonly generation: number,
  ) {
    this.logs.recent.add(0);
    this.logs.whole.add(0);
  }

  /** Reads the counters at `now`, seconds since the run began. */
  sample(now: number): void {
    if (this.ended || now <= this.sampledAt) return;
    this.sampledAt = now;
    this.readFlows();
    this.readSockets();
    this.readCapture();
    for (const log of [this.logs.recent, this.logs.whole]) if (log.isDue(now)) log.add(now);
  }

  /** The run is over: what it counted stays to be read. */
  end(): void {
    this.ended = true;
  }

  read({ from, to, groups }: SeriesQuery): SeriesAnswer {
    const { recent, whole } = this.logs;
    const isRecent = from >= recent.first;
    const log = isRecent ? recent : whole;
    const first = log.indexAt(from);
    const tail = this.sampledAt > log.last ? 1 : 0;
    // The interval that `to` is in is whole.
    const last = Math.min(to >= log.last ? log.count - 1 + tail : log.indexAt(to) + 1, log.count - 1 + tail);
    const times = Float64Array.from({ length: last - first + 1 }, (_, index) =>
      first + index < log.count ? log.timeAt(first + index) : this.sampledAt,
    );
    const intervals = last - first;
    const sum = (series: readonly (CounterSeries | GaugeSeries)[]): Float64Array => {
      const sums = new Float64Array(intervals);
      for (const each of series) each.addTo(sums, log, isRecent, first);
      return sums;
    };
    const { ring } = this.source;
    return {
      run: this.generation,
      end: this.sampledAt,
      times,
      groups: groups.map((group) => this.valuesOf(group, sum)),
      overall: record(RUN_LANES, (lane) => sum([this.overall[lane]])),
      keptFrom: ring.firstSeq < ring.nextSeq ? ring.timeOf(ring.firstSeq) : undefined,
    };
  }

  private valuesOf(
    group: SeriesGroup,
    sum: (series: readonly (CounterSeries | GaugeSeries)[]) => Float64Array,
  ): SeriesValues<SeriesLane> {
    const flows = chosen(this.flows, group.flows);
    const sockets = chosen(this.sockets, group.sockets);
    return {
      ...record(FLOW_LANES, (lane) => sum(flows.map((flow) => flow[lane]))),
      ...record(SOCKET_LANES, (lane) => sum(sockets.map((socket) => socket[lane]))),
    };
  }

  private readFlows(): void {
    const { flows } = this.source.flows;
    const count = Math.min(flows.length, MOST_SERIES);
    for (let index = 0; index < count; index++) {
      const flow = flows[index]!;
      const series = (this.flows[index] ??= record(FLOW_LANES, () => new CounterSeries(this.logs)));
      series.forward.read(flow.messages('forward'));
      series.forwardBytes.read(flow.bytes('forward'));
      series.backward.read(flow.messages('backward'));
      series.backwardBytes.read(flow.bytes('backward'));
    }
  }

  private readSockets(): void {
    for (const { index, io } of this.source.sockets.values()) {
      if (index >= MOST_SERIES) continue;
      const series = (this.sockets[index] ??= {
        ...record(['sent', 'received', 'dropped'], () => new CounterSeries(this.logs)),
        queued: new GaugeSeries(this.logs),
      });
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

function chosen<Item>(all: readonly (Item | undefined)[], which: readonly number[] | 'all'): Item[] {
  const some = which === 'all' ? all : [...new Set(which)].map((index) => all[index]);
  return some.filter((item) => item !== undefined);
}

function record<Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
