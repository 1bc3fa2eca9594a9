import type { SocketKey } from '../topology/topology';
import type { FlowId } from './flow';

/**
 * Why a message that was given to a socket did not arrive. The numbers that stand for them in binary layouts are their
 * places in this list.
 */
export const LOSS_CAUSES = [
  /** A PUB sent it while nobody was subscribed to anything. */
  'noSubscriber',
  /** A PUB sent it, and no subscription is a prefix of it. */
  'noMatch',
  /** A PUB sent it to a subscriber whose subscription was still on its way. */
  'joining',
  /** The queue to one peer was full, and the socket's type drops then. */
  'highWater',
  /** A ROUTER knows nobody by the id in its first frame. */
  'unroutable',
  /** The peer's connection ended while it was in the queue to it. */
  'peerGone',
  /** Nobody could take it: those who came failed in the handshake. */
  'handshake',
  /** The socket was closed, or its cable pulled out, while it was still in the queue, and `linger` gave it no time. */
  'linger',
  /** A newer one took its place: the socket keeps only the last. */
  'conflated',
  /** It came over the wire, and the receiving socket was closed before its program took it. */
  'unread',
  /** It was still on its way when the run was stopped. */
  'stopped',
  /** The full outbox refused it, or was closed with it. */
  'refused',
  /** It left as a datagram, and did not arrive. */
  'network',
  /** The receiving socket threw it away by its protocol, or was opened anew: it waits for a message and has not got this one. */
  'discarded',
] as const;
export type LossCause = (typeof LOSS_CAUSES)[number];

/** `exact`: counted. `inferred`: worked out where the wire does not tell for certain. */
export type Known = 'exact' | 'inferred';

/**
 * Why nothing can be known of what a socket sends. `outside`: programs outside take it over a transport without a wire to
 * read. `named`: it goes to an inproc endpoint that somebody gave by hand. `sealed`: CURVE seals what a program outside has
 * subscribed to. `heartbeats`: under CURVE they cannot be told from messages. `topics`: there are more subscriptions than
 * are compared. `inverted`: the publisher sends what does not match. `manual`: what its subscribers get was decided by hand.
 */
export const UNCOUNTED = ['outside', 'named', 'sealed', 'heartbeats', 'topics', 'inverted', 'manual'] as const;
export type Uncounted = (typeof UNCOUNTED)[number];

/** What was lost at one place for one cause. */
export interface LossRow {
  /** The socket that it was given to, or that it was for where the cause is the receiver's. */
  readonly socket: SocketKey;
  /** The cable it was to go over; `undefined` where it was to go over none, or over one of several. */
  readonly flow: FlowId | undefined;
  readonly cause: LossCause;
  readonly exact: number;
  readonly inferred: number;
  /** Seconds since the run began. */
  readonly first: number;
  readonly last: number;
  /** Captured items of the newest ones that were kept, newest first. */
  readonly examples: readonly number[];
}

/** A queue between a program and the wire. */
export interface PipeGauge {
  readonly socket: SocketKey;
  readonly queue: 'send' | 'receive';
  /** The cable that the queue is of; `undefined` where it is the sum over all cables of the socket. */
  readonly flow: FlowId | undefined;
  /** Messages in it: what the program gave less what was on the wire, or what was on the wire less what the program took. */
  readonly depth: number;
  /** The most that were in it. */
  readonly peak: number;
  /** The high-water mark, over all cables where `flow` is undefined; 0 is none. */
  readonly mark: number;
  readonly known: 'exact' | 'estimated';
  /** It keeps the newest message only (`conflate`), so that it has no high-water mark; `mark` is 1. */
  readonly newestOnly?: true;
}

/** A socket whose send is not taken. */
export interface BlockedSender {
  readonly socket: SocketKey;
  /** Seconds since the run began. */
  readonly since: number;
  /** Messages that wait for it, the one in the socket's hands included. */
  readonly waiting: number;
}

/** What a run has lost so far. Sent whole when it changed, four times a second at most. */
export interface LossReport {
  readonly rows: readonly LossRow[];
  readonly pipes: readonly PipeGauge[];
  readonly blocked: readonly BlockedSender[];
  /** Sockets whose losses cannot be counted, not even worked out. */
  readonly uncounted: readonly { readonly socket: SocketKey; readonly why: Uncounted }[];
  /** Flows that stand for a socket, of messages that were to go over no cable. */
  readonly ownFlows: readonly { readonly flow: FlowId; readonly socket: SocketKey }[];
}

export const NO_LOSSES: LossReport = { rows: [], pipes: [], blocked: [], uncounted: [], ownFlows: [] };

export function countOf({ exact, inferred }: Pick<LossRow, 'exact' | 'inferred'>): number {
  return exact + inferred;
}
