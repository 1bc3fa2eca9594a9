import type { Direction } from '../../../shared/traffic/flow';
import type { PipeGauge } from '../../../shared/traffic/losses';
import type { LiveSocket } from '../live-socket';
import type { Frames } from '../zmq-socket';
import type { Ending, Line } from './line';
import type { LossPlace, Tally } from './tally';

/** What an account of sent messages needs of the ledger. */
export interface AccountParts {
  readonly socket: LiveSocket;
  readonly tally: Tally;
  /** Where a loss is counted that is of no connection: the socket's only cable, or the socket. */
  readonly own: () => LossPlace;
  /** True while every cable of the socket is on a wire, so that everything it sends is seen. */
  readonly allWire: () => boolean;
  /** Cables over which the socket connects, and that have no peer. */
  readonly dangling: () => number;
}

/** Follows what becomes of the messages that one socket sends. */
export interface Outgoing {
  /** False where its losses cannot be counted. */
  readonly counted: boolean;
  opened(line: Line): void;
  /** Both sides have done their handshake. */
  ready(line: Line): void;
  closed(line: Line, ending: Ending): void;
  command(line: Line, direction: Direction, name: string, body: Uint8Array): void;
  /** Told of each message after ZeroMQ has taken it; only where an account needs to see them. */
  readonly sent?: (frames: Frames) => void;
  /** Called ten times a second: finds what was lost since the last time. */
  settle(): void;
  /** The socket is closed; all its connections are. */
  finish(ending: Ending): void;
  gauges(): PipeGauge[];
}
