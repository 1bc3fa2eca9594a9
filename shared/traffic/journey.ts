import type { ItemDetail } from './detail';

/** One captured item on the way of a message, with its frames; of each frame 256 bytes at the most. */
export interface JourneyStep {
  readonly seq: number;
  readonly detail: ItemDetail;
  /** Where it came from has left the capture. */
  readonly beginsBefore: boolean;
}

/**
 * How one item led to another:
 * - `device`: a device took the one and gave the other, the same message.
 * - `answer`: the program at the end got the one and answered with the other.
 * - `pair`: request and reply of one connection with devices in between; the time is the whole round trip.
 */
export interface JourneyEdge {
  readonly type: 'device' | 'answer' | 'pair';
  readonly from: number;
  readonly to: number;
  /** Node where it happened: the device, the program that answered; for a pair who asked. */
  readonly node: string;
  /** Label of that node. */
  readonly name: string;
  /** Seconds between the two, as they were seen on their wires. */
  readonly seconds: number;
  readonly known: 'exact' | 'inferred';
}

/** Everything that one message became, from where it was first seen to where it was last seen. */
export interface Journey {
  /** In the order in which they were seen; at most MOST_STEPS. */
  readonly steps: readonly JourneyStep[];
  readonly edges: readonly JourneyEdge[];
  /** True where there are more steps than are given. */
  readonly more: boolean;
  /** A step may have gone on, but was not found among so many items that came next: no more were looked at. */
  readonly ahead?: number;
}

export const MOST_STEPS = 64;
/** Bytes of a frame that a step gives. */
export const STEP_FRAME_BYTES = 256;
