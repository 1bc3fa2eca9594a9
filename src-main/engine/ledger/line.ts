import type { Direction } from '../../../shared/traffic/flow';
import type { SocketOptions } from '../../../shared/zmq/options';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { FrameCount } from './frame-count';
import { sendMark, wireMarks, type Marks } from './queue-mark';
import type { LossPlace } from './tally';

/** Why a connection ended: the other side or the network did it, the cable was pulled out here, or the run was stopped. */
export type Ending = 'peer' | 'unplugged' | 'stopped';

/**
 * How it is known what went over a cable. `wire`: each message was seen. `sealed`: frames were seen, and not what is in
 * them. `ends`: both ends are the app's own sockets, so what one was given and the other has taken is known.
 */
export type Watched = 'wire' | 'sealed' | 'ends';

/** One connection of a socket, or one of its cables that cannot be read, as that socket sees it. */
export interface Line {
  readonly watched: Watched;
  readonly flow: Flow;
  /** The way that the socket's messages go. */
  readonly out: Direction;
  readonly into: Direction;
  /** True where the socket is the bound side: its queue to the peer goes with the connection. */
  readonly binds: boolean;
  /** Where losses over it are counted; made when there is one, for programs may come and go without end. */
  readonly at: () => LossPlace;
  /** Both sides have done their handshake. */
  readonly ready: boolean;
  /** False for a caller that only knocked, or whose bytes are no ZMTP. */
  readonly spoken: boolean;
  /** Messages of the socket that have gone over it. */
  readonly seen: number;
  /** Messages that have come to the socket over it. */
  readonly arrived: number;
  /** True while more may wait behind what was seen. */
  readonly stalled: boolean;
  readonly marks: Marks;
  /** True where what is carried is datagrams, which a network may lose. */
  readonly datagrams: boolean;
  /** The other end keeps the newest message only, so that what was not seen may have been replaced there. */
  readonly conflated: boolean;
}

/** What a line needs of the socket that it is of. */
export interface LineOwner {
  readonly options: SocketOptions;
  /** True where relays dial the socket over ipc. */
  readonly overIpc: boolean;
  /** Where the socket's connections are sealed: frames of its messages, as it gives and as it takes them. */
  readonly sealed: { readonly given: FrameCount; readonly taken: FrameCount } | undefined;
  readonly at: (flow: Flow, out: Direction) => LossPlace;
}

/** A connection through a relay. */
export class WireLine implements Line {
  readonly watched: Watched;
  readonly out: Direction;
  readonly into: Direction;
  readonly binds: boolean;
  readonly marks: Marks;
  readonly datagrams = false;
  /** What the other end's queue does happens after it was seen. */
  readonly conflated = false;

  constructor(
    readonly connection: WireConnection,
    readonly flow: Flow,
    side: 'from' | 'to',
    private readonly owner: LineOwner,
  ) {
    this.binds = side === 'to';
    this.out = this.binds ? 'backward' : 'forward';
    this.into = this.binds ? 'forward' : 'backward';
    this.watched = owner.sealed ? 'sealed' : 'wire';
    this.marks = wireMarks(sendMark(owner.options), this.binds && owner.overIpc);
  }

  readonly at = (): LossPlace => this.owner.at(this.flow, this.out);

  get ready(): boolean {
    return this.connection.state === 'ready';
  }

  /** libzmq answers with its own greeting only where the connecting side has begun one. */
  get spoken(): boolean {
    return hasSpoken(this.connection);
  }

  get seen(): number {
    const { messages } = this.connection[this.out];
    return this.owner.sealed ? this.owner.sealed.given.messagesOf(messages) : messages;
  }

  get arrived(): number {
    const { messages } = this.connection[this.into];
    return this.owner.sealed ? this.owner.sealed.taken.messagesOf(messages) : messages;
  }

  get stalled(): boolean {
    return this.connection.stalled?.(this.out) === true;
  }
}

export function hasSpoken({ connecting, binding, cut }: WireConnection): boolean {
  return (connecting.version !== '' || binding.version !== '') && cut !== true;
}

/** True where something besides the queues may hold messages for long: the relay or the kernel, before one who does not read. */
export function mayHold(lines: readonly Line[]): boolean {
  return lines.some(({ stalled, watched }) => stalled && watched !== 'ends');
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
