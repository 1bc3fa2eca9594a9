import type { FlowId } from './flow';

/** What one curve adds up: flows by their numbers, and sockets by theirs. */
export interface SeriesGroup {
  readonly flows: readonly FlowId[] | 'all';
  readonly sockets: readonly number[] | 'all';
}

export interface SeriesQuery {
  /** Seconds since the run began. What lies within the last minute is answered ten times a second, older spans coarser. */
  readonly from: number;
  readonly to: number;
  readonly groups: readonly SeriesGroup[];
  /** Flows whose latencies are asked for, put together, in bins of `step` seconds. */
  readonly latency?: { readonly flows: readonly FlowId[] | 'all'; readonly step: number };
  readonly numbers?: NumbersQuery;
}

/** Numbers at a place in the JSON of messages. */
export interface NumbersQuery {
  /** As the filter language writes it behind `json`: `price`, `items[0].price`. */
  readonly path: string;
  readonly flows: readonly FlowId[] | 'all';
  /** Only what is captured from now on is looked at, and what was found stays; without it the rest is gone on with. */
  readonly halted?: true;
}

export interface NumbersAnswer {
  /** Seconds since the run began, one for each point. */
  readonly times: Float64Array;
  /** The lowest and the highest number of each point: the same where it stands for one message. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The newest number of each point. */
  readonly last: Float64Array;
  /** Messages with a number there, with something else, with nothing, and those that left the capture unseen. */
  readonly numbers: number;
  readonly others: number;
  readonly absent: number;
  readonly gaveWay: number;
  /** False while there are captured messages that were not looked at. */
  readonly complete: boolean;
  /** How much of what is kept was looked at, from 0 to 1. */
  readonly searched: number;
}

/** Groups that one question may have. */
export const MOST_GROUPS = 64;

export const FLOW_LANES = ['forward', 'forwardBytes', 'backward', 'backwardBytes'] as const;
/** Of each way over a cable: lost, waiting to be sent and waiting to be received, as far as that is known of it by itself. */
export const WAY_LANES = [
  'forwardLost',
  'forwardQueue',
  'forwardUnread',
  'backwardLost',
  'backwardQueue',
  'backwardUnread',
] as const;
/** `queued` waits in the app's outbox. */
export const SOCKET_LANES = ['sent', 'received', 'dropped', 'queued'] as const;
/** Lost on the way, or waiting between a socket's program and the wire: to be sent, or to be received. */
export const SOCKET_LOSS_LANES = ['lost', 'queue', 'unread'] as const;
export type WayLane = (typeof WAY_LANES)[number];
export type SocketLossLane = (typeof SOCKET_LOSS_LANES)[number];
/** Captured items by kind, and those that were lost: the capture's oldest that gave way, in order of `RUN_LANES`. */
export const RUN_LANES = ['message', 'command', 'handshake', 'gaveWay'] as const;
/** Seconds from a request to its reply, NaN where there was none, and how many replies there were. */
export const LATENCY_LANES = ['p50', 'p90', 'p99', 'max', 'count'] as const;
export type LatencyLane = (typeof LATENCY_LANES)[number];
export type SeriesLane = (typeof FLOW_LANES)[number] | (typeof SOCKET_LANES)[number] | WayLane | SocketLossLane;
export type RunLane = (typeof RUN_LANES)[number];

/** One number for each interval: how many in it, or for what waits the most at one time in it. */
export type SeriesValues<Lane extends string> = Readonly<Record<Lane, Float64Array>>;

export interface SeriesAnswer {
  /** Generation of the run, as in the batches. */
  readonly run: number;
  /** Seconds since the run began at which was counted last. */
  readonly end: number;
  /** Seconds since the run began at which was counted, ascending: interval `i` is from `times[i]` to `times[i + 1]`. */
  readonly times: Float64Array;
  readonly groups: readonly SeriesValues<SeriesLane>[];
  readonly overall: SeriesValues<RunLane>;
  /** One number for each bin that `binsOf(times, step)` gives. */
  readonly latency?: { readonly step: number; readonly values: SeriesValues<LatencyLane> };
  readonly numbers?: NumbersAnswer;
  /** When the oldest item came that the capture still has; `undefined` where none gave way. */
  readonly keptFrom: number | undefined;
}

export const NO_SERIES: SeriesAnswer = {
  run: -1,
  end: 0,
  times: new Float64Array(),
  groups: [],
  overall: {
    message: new Float64Array(),
    command: new Float64Array(),
    handshake: new Float64Array(),
    gaveWay: new Float64Array(),
  },
  keptFrom: undefined,
};
