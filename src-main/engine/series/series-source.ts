import type { LossSource } from './loss-series';

interface CountedFlow {
  messages(direction: 'forward' | 'backward'): number;
  bytes(direction: 'forward' | 'backward'): number;
}

interface CountedSocket {
  readonly index: number;
  readonly io: { readonly sent: number; readonly received: number; readonly queued: number; readonly dropped: number };
}

/** What is counted of a run, as far as its series need it. */
export interface SeriesSource {
  readonly flows: { readonly flows: readonly CountedFlow[] };
  readonly sockets: ReadonlyMap<string, CountedSocket>;
  /** Told of each socket's counts. */
  readonly lives: { counted(key: string, sent: number, received: number): void };
  /** What knows of losses and queues. */
  readonly ledger: LossSource;
  readonly ring: {
    /** Items ever kept: messages, commands, steps of handshakes. */
    readonly kept: Float64Array;
    readonly dropped: number;
    readonly pairs: { onPaired: ((reply: number, latency: number) => void) | undefined };
    flowOf(seq: number): number;
  };
  /** When the oldest item came that is kept, in memory or on the disk; undefined where none gave way. */
  readonly kept: { readonly from: number | undefined };
}
