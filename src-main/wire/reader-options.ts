import type { ControlLog } from './control-log';
import type { Side } from './conversation';
import type { DirectionCounters, ItemWriter } from './tap';

/** What a reader learns. Called while it reads; must not throw. */
export interface ReaderEvents {
  /** This side has finished its part of the handshake. */
  ready(): void;
  /** The bytes make no sense as ZMTP, `what` with the RFC section that they break; nothing more is read. */
  fault(what: string): void;
  /** A command in traffic, a subscription in message form, or an ERROR. `body` is a copy. */
  command(name: string, body: Uint8Array): void;
}

export interface ReaderOptions {
  /** The side whose bytes these are, and the other one. */
  readonly own: Side;
  readonly peer: Side;
  readonly counters: DirectionCounters;
  /** Where messages go. */
  readonly messages: ItemWriter;
  /** Where commands and handshake go; its own writer, because libzmq sends a PING between two frames of a message. */
  readonly controls: ItemWriter;
  /** Takes greeting, handshake and commands with all their bytes. */
  readonly log?: ControlLog;
  readonly events: ReaderEvents;
}
