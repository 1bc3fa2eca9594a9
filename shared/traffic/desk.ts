/**
 * An XPUB with the option `manual` adds no subscription by itself: each is received, and what its program then sets counts for
 * the subscriber whose subscription was received last (`zmq_setsockopt(3)`, "ZMQ_XPUB_MANUAL"). So they are decided on one by one.
 */
export interface DeskStatus {
  /** The subscription that waits to be decided on. */
  readonly asked: AskedSubscription | undefined;
  /** What was accepted and not cancelled since, newest last; some of it where it is very much. */
  readonly accepted: readonly AcceptedSubscription[];
  readonly refused: number;
}

export interface AskedSubscription {
  /** Each has its own, so that a late decision is not taken for the next one's. */
  readonly number: number;
  /** As text where printable, else `0x` and hexadecimal digits; '' is every message. */
  readonly topic: string;
}

export interface AcceptedSubscription {
  readonly topic: string;
  /** What it is subscribed to instead. */
  readonly as: string;
}

/** `as` is what the subscriber gets instead of what it asked for. */
export interface DeskDecision {
  readonly number: number;
  readonly accept: boolean;
  readonly as?: string;
}
