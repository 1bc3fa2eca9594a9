import type { FlowId } from './flow';

/**
 * One tick's traffic in one Float64Array, so that it crosses from the engine to the window in a single copy and is read
 * without making objects:
 *
 *     header        HEADER_SLOTS numbers, see `HEADER`
 *     flows         FLOW_SLOTS numbers for each flow: forward messages, forward bytes, backward messages, backward bytes
 *     sockets       SOCKET_SLOTS numbers for each socket: sent, received, queued, dropped
 *     pulses        PULSE_SLOTS numbers for each pulse: flow, direction, t, weight
 *
 * Counters are totals since the run began, so a batch that is never seen loses no count.
 */
export const HEADER = {
  /** Number of the tick, from 1. */
  tick: 0,
  /** Seconds since the run began. */
  t: 1,
  /** Seq of the oldest captured item that is kept, in memory or on the disk, and of the next one to come. */
  firstSeq: 2,
  nextSeq: 3,
  /** Items that the capture dropped to stay within its bounds: they are nowhere any more. */
  captureDropped: 4,
  /** Rows of the current view of the capture: the first index still there, and how many. */
  viewFirst: 5,
  viewCount: 6,
  /** 1 where the view has looked at every item, 0 while it is still searching. */
  viewComplete: 7,
  flows: 8,
  sockets: 9,
  pulses: 10,
  /** Generation of the run: counters of another run must not be compared with these. */
  run: 11,
  /** Number of the filter that the view numbers are of, as the window numbered its requests. */
  view: 12,
  /** Captured items that no pulse stands for, because the window was behind or hidden, or a batch was full. */
  pulsesSkipped: 13,
  /** Items that left the memory and are on the disk. */
  spilled: 14,
  /** How much of what is on the disk the view has looked through, from 0 to 1. */
  viewSearched: 15,
  /** Items that came faster than the view could look at them, and are on the disk. */
  viewSkipped: 16,
  /** Milliseconds until the next batch is due. */
  pace: 17,
  /** Requests and replies on the disk of which it became known too much at once what came of them: that is not noted there. */
  lateLost: 18,
} as const;
export const HEADER_SLOTS = 19;
export const FLOW_SLOTS = 4;
export const SOCKET_SLOTS = 4;
export const PULSE_SLOTS = 4;

/** Milliseconds between two batches. */
export const TICK_MS = 33;
/** The same in a flood on a machine with few cores, where every picture of the window takes from the engine what it needs. */
export const FLOOD_TICK_MS = 50;
/** Batches that may be on their way to the window at once; later ones wait and are merged. */
export const MOST_UNACKNOWLEDGED = 2;
/** Pulses of one direction of one flow in one tick; more messages are sampled, and each pulse then stands for `weight`. */
export const MOST_PULSES_PER_FLOW = 6;
/** Pulses in one batch. */
export const MOST_PULSES = 600;

/** Reads a batch in place. */
export class BatchReader {
  readonly flows: number;
  readonly sockets: number;
  readonly pulses: number;
  private readonly socketsAt: number;
  private readonly pulsesAt: number;

  constructor(private readonly data: Float64Array) {
    this.flows = this.header('flows');
    this.sockets = this.header('sockets');
    this.pulses = this.header('pulses');
    this.socketsAt = HEADER_SLOTS + this.flows * FLOW_SLOTS;
    this.pulsesAt = this.socketsAt + this.sockets * SOCKET_SLOTS;
  }

  header(name: keyof typeof HEADER): number {
    return this.data[HEADER[name]] ?? 0;
  }

  /** Total of a flow: slot 0 forward messages, 1 forward bytes, 2 backward messages, 3 backward bytes. */
  flow(flow: FlowId, slot: number): number {
    return flow < this.flows ? (this.data[HEADER_SLOTS + flow * FLOW_SLOTS + slot] ?? 0) : 0;
  }

  /** Number of a socket: slot 0 sent, 1 received, 2 waiting in its outbox now, 3 dropped by its outbox. */
  socket(index: number, slot: number): number {
    return index < this.sockets ? (this.data[this.socketsAt + index * SOCKET_SLOTS + slot] ?? 0) : 0;
  }

  /** Part of a pulse: slot 0 flow, 1 direction, 2 seconds since the run began, 3 how many messages it stands for. */
  pulse(index: number, slot: number): number {
    return this.data[this.pulsesAt + index * PULSE_SLOTS + slot] ?? 0;
  }
}

/** How many numbers a batch of these parts has. */
export function batchSlots(flows: number, sockets: number, pulses: number): number {
  return HEADER_SLOTS + flows * FLOW_SLOTS + sockets * SOCKET_SLOTS + pulses * PULSE_SLOTS;
}
