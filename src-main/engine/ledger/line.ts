import type { Direction } from '../../../shared/traffic/flow';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { LossPlace } from './tally';

/** Why a connection ended: the other side or the network did it, the cable was pulled out here, or the run was stopped. */
export type Ending = 'peer' | 'unplugged' | 'stopped';

/** One connection of a socket, as that socket sees it. */
export interface Line {
  readonly connection: WireConnection;
  readonly flow: Flow;
  /** The way that the socket's messages go. */
  readonly out: Direction;
  readonly into: Direction;
  /** True where the socket is the bound side: its queue to the peer goes with the connection. */
  readonly binds: boolean;
  /** Where losses over it are counted; made when there is one, for programs may come and go without end. */
  readonly at: () => LossPlace;
}

/** True where nothing of what a connection carries can be read but its lengths. */
export function isSealed({ connection }: Line): boolean {
  const { mechanism } = connection.connecting;
  return mechanism !== '' && mechanism !== 'NULL' && mechanism !== 'PLAIN';
}

/**
 * True where the connecting side has begun a greeting: libzmq answers with its own only then. Who only knocked has not, and
 * bytes that are no ZMTP are another matter.
 */
export function hasSpoken({ connecting, binding, cut }: WireConnection): boolean {
  return (connecting.version !== '' || binding.version !== '') && cut !== true;
}

export function isReady({ connection }: Line): boolean {
  return connection.state === 'ready';
}

/** Messages that were seen to leave the socket over it. */
export function seenOut({ connection, out }: Line): number {
  return connection[out].messages;
}

/** True while the relay cannot write on what it reads, so that more may wait behind it. */
export function isStalled({ connection, out }: Line): boolean {
  return connection.stalled?.(out) === true;
}

/** How long nothing may move before a queue counts as empty, in settlements. */
const QUIET_SETTLEMENTS = 3;

/** Tells when nothing has moved for a while. */
export class Quiet {
  private last = -1;
  private still = 0;

  /** @param progress a number that grows with everything that moves */
  observe(progress: number, stalled: boolean): boolean {
    this.still = progress === this.last && !stalled ? this.still + 1 : 0;
    this.last = progress;
    return this.still >= QUIET_SETTLEMENTS;
  }
}
