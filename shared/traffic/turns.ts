import type { SocketKey } from '../topology/topology';
import type { FlowId } from './flow';

/**
 * Whose turn it is at a REQ or a REP (RFC 28/REQREP; EFSM of `zmq_msg_send(3)`):
 * - `maySend`: a REQ may send its next request.
 * - `mustReceive`: a REQ has sent and must receive the reply first.
 * - `mayAsk`: as `mustReceive`, but the REQ is `relaxed`: it may also give the reply up and send again.
 * - `mayReceive`: a REP waits for a request.
 * - `mustReply`: a REP has got a request and must answer it first.
 */
export type Turn = 'maySend' | 'mustReceive' | 'mayAsk' | 'mayReceive' | 'mustReply';

export interface SocketTurn {
  readonly key: SocketKey;
  readonly turn: Turn;
}

/** Requests of a cable, from both its ends' connections together. */
export interface FlowRequests {
  readonly flow: FlowId;
  readonly answered: number;
  /** No reply was seen of them yet. */
  readonly waiting: number;
  /** Seconds since the run began at which the oldest of them was seen. */
  readonly waitingSince: number | undefined;
  /** Their connection ended before a reply was seen. */
  readonly abandoned: number;
  /** Seconds from request to reply, a mean in which the newest count most; undefined before the first. */
  readonly latency: number | undefined;
}

/** One turn of a device's loop: what it waited for, what was there, how long it worked on it. */
export interface PollTurn {
  /** Seconds since the run began, when it woke up. */
  readonly t: number;
  /** Messages taken from each socket in this turn: a socket with any was readable. */
  readonly frontend: number;
  readonly backend: number;
  /** Seconds of waiting before it, and of work in it. */
  readonly waited: number;
  readonly worked: number;
}

export interface DevicePoll {
  readonly node: string;
  /** Sockets that it polls: a streamer reads from its frontend only. */
  readonly sockets: readonly ('frontend' | 'backend')[];
  /** Turns so far, and the totals of all of them, also of those that are not given. */
  readonly turns: number;
  readonly waited: number;
  readonly worked: number;
  /** Seconds since the run began from which on it waits now; undefined while it works. */
  readonly waitingSince: number | undefined;
  /** The turn that it is at, not yet in the totals; undefined while it waits. `worked` is what it has worked until now. */
  readonly current: PollTurn | undefined;
  /** The newest turns, oldest first. */
  readonly recent: readonly PollTurn[];
  /** One of so many turns was written down among the newest: 1 where each was. */
  readonly oneOf: number;
}

/** A peer of a ROUTER whose name another one has. */
export interface UnheardPeer {
  readonly flow: FlowId;
  /** Messages that it has sent in vain. */
  readonly messages: number;
  /** Cable of the one that has the name; undefined once the connection is over. */
  readonly holder: FlowId | undefined;
}

/** What changes with each message and is looked at only now and then: asked for by the window a few times a second. */
export interface TurnsAnswer {
  readonly t: number;
  readonly turns: readonly SocketTurn[];
  readonly requests: readonly FlowRequests[];
  /** Seconds since the run began at which the newest connection of each cable was made. */
  readonly connected: readonly (readonly [flow: FlowId, since: number])[];
  /** What ROUTERs have not read and never will, because another peer has the sender's name. */
  readonly unheard: readonly UnheardPeer[];
  /** The devices that were asked for. */
  readonly polls: readonly DevicePoll[];
}
