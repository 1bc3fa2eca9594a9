import type { Direction } from '../../../shared/traffic/flow';
import type { Known, PipeGauge } from '../../../shared/traffic/losses';
import type { Frames } from '../zmq-socket';
import { hasSpoken, isReady, isSealed, isStalled, Quiet, seenOut, type Ending, type Line } from './line';
import type { AccountParts, Outgoing } from './outgoing';
import { CAUSE } from './place';
import { fewestToFill, sendMark, surelyDropped } from './queue-mark';
import { Subscriptions, TopicGroup, TopicTree } from './topic-groups';

/** One connection of a publisher. */
interface Subscriber {
  readonly line: Line;
  readonly subscriptions: Subscriptions;
  readonly quiet: Quiet;
  ready: boolean;
  /** Counted as lost, and what of it was by which cause last. */
  lost: number;
  last: { readonly cause: number; readonly known: Known } | undefined;
  /** Dropped at the mark for certain, though how many in all is known only when the queue is empty. */
  estimated: number;
  peak: number;
  /** What had matched when its queue was last known to be empty. */
  matchedWhenEmpty: number;
  /** A subscription came or went since then. */
  changed: boolean;
  /** What had been seen when the last of them did. */
  seenAtChange: number;
}

const NOTHING = new Uint8Array(0);

/**
 * PUB and XPUB. Every message is compared with the subscriptions that were seen on the wire, so it is known to whom it was
 * to go. The queue to a subscriber keeps the order: what matched, was not seen on that wire and is not there any more when
 * the queue is empty was dropped. That it was the high-water mark is exact, unless a subscription was on its way as well.
 */
export class PublishedAccount implements Outgoing {
  private readonly subscribers = new Map<Line, Subscriber>();
  private tree = new TopicTree();
  private regroup = false;
  /** Subscribers that are subscribed to something; others whose subscriptions cannot be read. */
  private subscribed = 0;
  private unreadable = 0;
  private failedHandshake = false;
  private readonly toFill: number;
  private readonly mark: number;

  constructor(private readonly parts: AccountParts) {
    const { options } = parts.socket.wanted;
    this.mark = sendMark(options);
    this.toFill = options['noDrop'] === true ? Infinity : fewestToFill(this.mark);
  }

  get counted(): boolean {
    const { options } = this.parts.socket.wanted;
    return this.unreadable === 0 && this.parts.allWire() && options['invertMatching'] !== true;
  }

  opened(line: Line): void {
    this.subscribers.set(line, {
      line,
      subscriptions: new Subscriptions(),
      quiet: new Quiet(),
      ready: false,
      lost: 0,
      last: undefined,
      estimated: 0,
      peak: 0,
      matchedWhenEmpty: 0,
      changed: false,
      seenAtChange: 0,
    });
    this.regroup = true;
  }

  ready(line: Line): void {
    const subscriber = this.subscribers.get(line);
    if (subscriber) subscriber.ready = true;
    this.failedHandshake = false;
    this.regroup = true;
  }

  closed(line: Line, ending: Ending): void {
    const subscriber = this.subscribers.get(line);
    if (!subscriber) return;
    this.subscribers.delete(line);
    this.regroup = true;
    if (ending === 'peer' && !subscriber.ready && hasSpoken(line.connection)) this.failedHandshake = true;
    const missing = this.missing(subscriber);
    if (missing <= 0 || !this.counted) return;
    const cause = ending === 'peer' ? CAUSE.peerGone : ending === 'stopped' ? CAUSE.stopped : CAUSE.linger;
    // Some of it may have been dropped before.
    const known = this.mayHaveFilled(subscriber) || subscriber.changed ? 'inferred' : 'exact';
    this.parts.tally.lost(line.at(), cause, missing, known);
  }

  command(line: Line, direction: Direction, name: string, body: Uint8Array): void {
    const subscriber = this.subscribers.get(line);
    if (!subscriber || direction !== line.into || (name !== 'SUBSCRIBE' && name !== 'CANCEL')) return;
    subscriber.subscriptions.change(name, body);
    subscriber.changed = true;
    subscriber.seenAtChange = seenOut(line);
    this.regroup = true;
  }

  readonly sent = (frames: Frames): void => {
    if (this.regroup) this.group();
    const message = frames[0] ?? NOTHING;
    if (this.tree.count(message) || !this.counted) return;
    const cause = this.subscribed > 0 ? CAUSE.noMatch : this.failedHandshake ? CAUSE.handshake : CAUSE.noSubscriber;
    this.parts.tally.lost(this.parts.own(), cause, 1, 'exact', frames);
  };

  settle(): void {
    for (const subscriber of this.subscribers.values()) this.settleOne(subscriber);
  }

  finish(): void {
    // Each connection has settled its own.
  }

  gauges(): PipeGauge[] {
    const key = this.parts.socket.wanted.key;
    return [...this.subscribers.values()].flatMap((subscriber): PipeGauge[] => {
      const { line, subscriptions, peak, changed } = subscriber;
      if (!this.counted || subscriptions.matched === 0) return [];
      return [
        {
          socket: key,
          queue: 'send',
          flow: line.flow.id,
          depth: this.missing(subscriber),
          peak,
          mark: this.mark,
          known: changed || this.mayHaveFilled(subscriber) ? 'estimated' : 'exact',
        },
      ];
    });
  }

  private settleOne(subscriber: Subscriber): void {
    const { line, subscriptions, quiet } = subscriber;
    this.takeBack(subscriber);
    const missing = this.missing(subscriber);
    subscriber.peak = Math.max(subscriber.peak, missing);
    // Nothing is missing, and something came since: the queue is empty, and the publisher has the subscription.
    if (missing === 0 && seenOut(line) > subscriber.seenAtChange) this.emptied(subscriber);
    if (!quiet.observe(seenOut(line) + subscriptions.matched, isStalled(line)) || !isReady(line)) {
      if (this.toFill !== Infinity && this.counted) this.estimate(subscriber);
      return;
    }
    this.takeBackEstimate(subscriber);
    const lost = this.missing(subscriber);
    if (lost > 0 && this.counted) this.lose(subscriber, lost);
    this.emptied(subscriber);
  }

  private emptied(subscriber: Subscriber): void {
    subscriber.matchedWhenEmpty = subscriber.subscriptions.matched;
    subscriber.changed = false;
  }

  /** While the queue is not empty, only what can be nowhere else is known to be dropped. */
  private estimate(subscriber: Subscriber): void {
    if (this.parts.socket.wanted.options['conflate'] === true) return;
    const dropped = surelyDropped(this.missing(subscriber), this.mark, subscriber.line);
    if (dropped === 0) return;
    subscriber.estimated += dropped;
    this.parts.tally.estimate(subscriber.line.at(), CAUSE.highWater, dropped);
  }

  private takeBackEstimate(subscriber: Subscriber): void {
    if (subscriber.estimated > 0) {
      this.parts.tally.estimate(subscriber.line.at(), CAUSE.highWater, -subscriber.estimated);
    }
    subscriber.estimated = 0;
  }

  /** The queue is empty, and so much of what was to go out has not. */
  private lose(subscriber: Subscriber, missing: number): void {
    const { wanted } = this.parts.socket;
    const filled = this.mayHaveFilled(subscriber);
    const cause = wanted.options['conflate'] === true ? CAUSE.conflated : filled ? CAUSE.highWater : CAUSE.joining;
    const known = cause === CAUSE.highWater && subscriber.changed ? 'inferred' : 'exact';
    subscriber.lost += missing;
    subscriber.last = { cause, known };
    this.parts.tally.lost(subscriber.line.at(), cause, missing, known);
  }

  /** More was seen than can be: a subscription ended here before it did at the publisher, or a queue was not empty. */
  private takeBack(subscriber: Subscriber): void {
    const { line, subscriptions, lost, last } = subscriber;
    const more = seenOut(line) + lost - subscriptions.matched;
    if (more <= 0) return;
    const early = Math.min(more, lost);
    subscriber.lost -= early;
    if (early > 0 && last) this.parts.tally.lost(line.at(), last.cause, -early, last.known);
    if (more > early) subscriptions.correct(more - early);
  }

  private missing({ line, subscriptions, lost, estimated }: Subscriber): number {
    return Math.max(0, subscriptions.matched - seenOut(line) - lost - estimated);
  }

  private mayHaveFilled({ subscriptions, matchedWhenEmpty }: Subscriber): boolean {
    return subscriptions.matched - matchedWhenEmpty >= this.toFill;
  }

  private group(): void {
    this.regroup = false;
    this.subscribed = 0;
    this.unreadable = 0;
    this.tree = new TopicTree();
    const groups = new Map<string, TopicGroup>();
    for (const { line, subscriptions } of this.subscribers.values()) {
      if (isReady(line) && (isSealed(line) || subscriptions.tooMany)) this.unreadable++;
      if (subscriptions.size > 0) this.subscribed++;
      if (subscriptions.size === 0 || subscriptions.tooMany) {
        subscriptions.join(undefined);
        continue;
      }
      const { key } = subscriptions;
      const known = groups.get(key);
      const group = known ?? new TopicGroup();
      if (!known) subscriptions.plant(this.tree, group);
      if (subscriptions.tooMany) this.unreadable++;
      groups.set(key, group);
      subscriptions.join(group);
    }
  }
}
