import type { ControlLog } from './control-log';
import type { Side } from './conversation';
import type { SocketGuard } from './own-socket';
import type { DirectionCounters, ItemWriter } from './tap';

/** What a reader learns. Called while it reads; must not throw. */
export interface ReaderEvents {
  /** This side has finished its part of the handshake. */
  ready(): void;
  /**
   * The bytes make no sense as ZMTP, or are `harmful` to whom they are for, `what` with the RFC section that they break;
   * nothing more is read.
   */
  fault(what: string, harmful: boolean): void;
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
  /** Whom the bytes are for, where that is one of the app's own sockets. */
  readonly guard?: SocketGuard;
  readonly events: ReaderEvents;
}
