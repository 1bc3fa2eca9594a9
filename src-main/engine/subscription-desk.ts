import { hex, printableText, utf8 } from '../../shared/bytes';
import { fail, ok, type Result } from '../../shared/result';
import type { AcceptedSubscription, DeskDecision, DeskStatus } from '../../shared/traffic/desk';
import type { WantedSocket } from '../../shared/plan';
import type { SocketOptions } from '../../shared/zmq/options';
import type { SocketKey } from '../../shared/topology/topology';
import { notOpen } from './errors';
import { setSubscription, type Frames, type RawSocket } from './zmq-socket';

/** Subscriptions that are remembered; of more, a cancel may not be found. */
const MOST_ACCEPTED = 10_000;
const MOST_TOLD = 50;

const SUBSCRIBE = 1;
const CANCEL = 0;

/** True where an XPUB adds no subscription by itself (`zmq_setsockopt(3)`, "ZMQ_XPUB_MANUAL", "ZMQ_XPUB_MANUAL_LAST_VALUE"). */
export function decidesByHand(options: SocketOptions): boolean {
  return options['manual'] === true || options['manualLastValue'] === true;
}

/** Sets a subscription of whoever sent what was received last, or takes it away. */
type SetSubscription = (use: 'subscribe' | 'unsubscribe', topic: Uint8Array) => void;

/**
 * Where the subscriptions of an XPUB with the option `manual` or `manualLastValue` are decided on by hand. ZeroMQ lets one set what belongs to the
 * message that was received last, so nothing more is received while one of them waits; the others wait in ZeroMQ's queue.
 */
export class SubscriptionDesk {
  private asked: { readonly number: number; readonly topic: Uint8Array; readonly decided: () => void } | undefined;
  private number = 0;
  private refused = 0;
  /** By what was asked for, as Latin-1 text: what was given instead. */
  private readonly accepted = new Map<string, Set<string>>();
  /** Pending while one waits: nothing may be received until then. */
  waiting: Promise<void> | undefined;

  constructor(
    private readonly where: string,
    private readonly set: SetSubscription,
    private readonly changed: () => void,
  ) {}

  /** Takes a message that the XPUB has received; one that is no subscription is nothing to decide on. */
  take(frames: Frames): void {
    const [first, ...more] = frames;
    if (first === undefined || more.length > 0) return;
    const topic = Uint8Array.from(first.subarray(1));
    if (first[0] === CANCEL) this.cancel(topic);
    else if (first[0] === SUBSCRIBE) this.ask(topic);
  }

  /** Errors: `desk-over` where it was decided already, or its subscriber has gone. */
  decide({ number, accept, as }: DeskDecision): Result<void> {
    const { asked } = this;
    if (asked?.number !== number) {
      const message = 'This subscription has been decided on already, or the socket was closed. Look at the next one.';
      return fail({ code: 'desk-over', message, where: this.where });
    }
    if (accept) this.accept(asked.topic, as === undefined ? asked.topic : utf8(as));
    else this.refused++;
    this.end();
    return ok(undefined);
  }

  /** Nobody is asked any more: the socket closes. */
  end(): void {
    const { asked } = this;
    this.asked = undefined;
    this.waiting = undefined;
    asked?.decided();
    this.changed();
  }

  /** The socket is a new one, which knows no subscription. */
  begin(): void {
    this.accepted.clear();
    this.refused = 0;
  }

  status(): DeskStatus {
    const { asked, refused } = this;
    const all = [...this.accepted].flatMap(([topic, given]) =>
      [...given].map((as): AcceptedSubscription => ({ topic: textOf(latin1(topic)), as: textOf(latin1(as)) })),
    );
    return {
      asked: asked && { number: asked.number, topic: textOf(asked.topic) },
      accepted: all.slice(-MOST_TOLD),
      refused,
    };
  }

  private ask(topic: Uint8Array): void {
    this.waiting = new Promise((decided) => {
      this.asked = { number: ++this.number, topic, decided };
    });
    this.changed();
  }

  private accept(topic: Uint8Array, as: Uint8Array): void {
    this.set('subscribe', as);
    const key = Buffer.from(topic).toString('latin1');
    const given = this.accepted.get(key) ?? new Set();
    if (this.accepted.size < MOST_ACCEPTED || given.size > 0) this.accepted.set(key, given);
    given.add(Buffer.from(as).toString('latin1'));
  }

  /** Takes away all that was given for the topic: what of it its subscriber has not is not there to be taken. */
  private cancel(topic: Uint8Array): void {
    const key = Buffer.from(topic).toString('latin1');
    for (const as of this.accepted.get(key) ?? []) this.set('unsubscribe', latin1(as));
    this.accepted.delete(key);
    this.changed();
  }
}

/** The desk of a socket that has one; asked each time for the socket that is open then. */
export function deskOf(
  { key, type, options }: WantedSocket,
  raw: () => RawSocket | undefined,
  changed: () => void,
): SubscriptionDesk | undefined {
  if (type !== 'XPUB' || !decidesByHand(options)) return undefined;
  const set: SetSubscription = (use, topic) => {
    const socket = raw();
    if (socket) setSubscription(socket, use, topic);
  };
  return new SubscriptionDesk(key, set, changed);
}

/** Decides where there is a desk. */
export function decide(
  desk: SubscriptionDesk | undefined,
  { socket, decision }: { readonly socket: SocketKey; readonly decision: DeskDecision },
): Result<void> {
  return desk ? desk.decide(decision) : fail(notOpen(socket));
}

function latin1(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function textOf(topic: Uint8Array): string {
  return printableText(topic) ?? `0x${hex(topic)}`;
}
