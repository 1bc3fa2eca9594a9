import type { Problem } from '../../shared/result';
import type { SocketType } from '../../shared/zmq/socket-types';
import { problemOf } from './errors';
import type { Pace } from './pace';
import type { SubscriptionDesk } from './subscription-desk';
import type { Frames } from './zmq-socket';

/** Pause after a failed operation, so that a failure that stays makes no busy loop. */
export const AFTER_FAILURE_MS = 100;

export interface SocketIoOptions {
  readonly where: string;
  readonly type: SocketType;
  readonly timeouts: { readonly send?: number; readonly receive?: number };
  /** REQ_RELAXED: a REQ may send again without a reply. */
  readonly relaxed: boolean;
  readonly pace: Pace;
  /** Where the subscriptions of a `manual` XPUB are decided on. */
  readonly desk?: SubscriptionDesk | undefined;
  readonly onProblem: (problem: Problem) => void;
}

/** Where a REQ or a REP is in its turn of sending and receiving (RFC 28). */
export interface Turn {
  /** A REQ has sent and its reply is still to come. */
  awaitsReply: boolean;
  /** The request that a REP has received and not answered. */
  request: Frames | undefined;
}

/** The sentence for what zeromq.js threw or rejected with. */
export function ioProblem(
  { where, type, timeouts }: SocketIoOptions,
  error: unknown,
  doing: 'send' | 'receive',
): Problem {
  const timeout = timeouts[doing];
  return problemOf(error, { doing, where, socket: type, ...(timeout === undefined ? {} : { timeout }) });
}
