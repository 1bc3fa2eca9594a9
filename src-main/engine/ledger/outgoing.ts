import type { Direction } from '../../../shared/traffic/flow';
import type { PipeGauge, Uncounted } from '../../../shared/traffic/losses';
import type { LiveSocket } from '../live-socket';
import type { Frames } from '../zmq-socket';
import type { Ending, Line } from './line';
import { CAUSE } from './place';
import type { LossPlace, Tally } from './tally';

/** What an account of sent messages needs of the ledger. */
export interface AccountParts {
  readonly socket: LiveSocket;
  readonly tally: Tally;
  /** Where a loss is counted that is of no connection: the socket's only cable, or the socket. */
  readonly own: () => LossPlace;
  /** Why not everything that the socket sends can be followed; `undefined` where it can. */
  readonly uncounted: () => Uncounted | undefined;
  /** True while every cable that the socket had is on a wire that can be read, so that everything it sends is seen. */
  readonly sure: () => boolean;
  /** Cables over which the socket connects, and that have no peer. */
  readonly dangling: () => number;
}

/** Follows what becomes of the messages that one socket sends. */
export interface Outgoing {
  /** Why its losses cannot be counted, where they cannot. */
  readonly uncounted: Uncounted | undefined;
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
  /** Messages that were to go over a line and have not been seen, and those of them that were counted as lost. */
  owed(line: Line): { readonly missing: number; readonly lost: number };
  /** True until it is settled what became of what was given to a line that is gone. */
  holds(line: Line): boolean;
}

/** What becomes of what was in the queue to a connection when it ended. */
export function causeOf(ending: Ending): number {
  return ending === 'peer' ? CAUSE.peerGone : ending === 'stopped' ? CAUSE.stopped : CAUSE.linger;
}
