import type { Direction } from '../../../shared/traffic/flow';
import type { PipeGauge, Uncounted } from '../../../shared/traffic/losses';
import type { Frames } from '../zmq-socket';
import { decidesByHand } from '../subscription-desk';
import { mayHold, type Ending, type Line } from './line';
import { causeOf, type AccountParts, type Outgoing } from './outgoing';
import { CAUSE } from './place';
import { newestOnly, surelyDropped } from './queue-mark';
import { emptied, missingOf, newSubscriber, type Subscriber } from './subscriber';
import { exactTopic, TopicGroup, TopicTree } from './topic-groups';

const NOTHING = new Uint8Array(0);

/**
 * PUB, XPUB and RADIO. Every message is compared with the subscriptions that were seen on the wire, or that the app's own
 * subscribers have made, so it is known to whom it was to go. The queue to a subscriber keeps the order: what matched, was
 * not seen to arrive and is not there any more when the queue is empty was dropped. That it was the high-water mark is
 * exact on a wire, unless a subscription was on its way as well.
 */
export class PublishedAccount implements Outgoing {
  private readonly subscribers = new Map<Line, Subscriber>();
  private tree = new TopicTree();
  private regroup = false;
  /** Subscribers that are subscribed to something. */
  private subscribed = 0;
  /** Why the subscriptions of somebody who is connected are not known. */
  private unreadable: Uncounted | undefined;
  private failedHandshake = false;
  private readonly noDrop: boolean;
  /** A group is joined by its whole name, where a topic is only how a message begins (RFC 48). */
  private readonly byGroup: boolean;

  constructor(private readonly parts: AccountParts) {
    const { options, type } = parts.socket.wanted;
    this.noDrop = options['noDrop'] === true;
    this.byGroup = type === 'RADIO';
  }

  get uncounted(): Uncounted | undefined {
    const { options } = this.parts.socket.wanted;
    if (options['invertMatching'] === true) return 'inverted';
    return decidesByHand(options) ? 'manual' : (this.parts.uncounted() ?? this.unreadable);
  }

  holds(line: Line): boolean {
    return this.subscribers.has(line);
  }

  opened(line: Line): void {
    this.subscribers.set(line, newSubscriber(line));
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
    this.regroup = true;
    if (line.watched === 'ends') {
      subscriber.ending = ending;
      return;
    }
    if (ending === 'peer' && !subscriber.ready && line.spoken) this.failedHandshake = true;
    this.part(subscriber, ending);
  }

  command(line: Line, direction: Direction, name: string, body: Uint8Array): void {
    const subscriber = this.subscribers.get(line);
    if (!subscriber || direction !== line.into) return;
    const joins = name === 'JOIN' || name === 'LEAVE';
    if (joins !== this.byGroup || !(joins || name === 'SUBSCRIBE' || name === 'CANCEL')) return;
    const comes = name === 'SUBSCRIBE' || name === 'JOIN';
    subscriber.subscriptions.change(comes, joins ? exactTopic(body) : body);
    subscriber.changed = true;
    subscriber.seenAtChange = line.seen;
    this.regroup = true;
  }

  owed(line: Line): { missing: number; lost: number } {
    const subscriber = this.subscribers.get(line);
    return subscriber ? { missing: missingOf(subscriber), lost: subscriber.lost } : { missing: 0, lost: 0 };
  }

  readonly sent = (frames: Frames): void => {
    if (this.regroup) this.group();
    const message = frames[0] ?? NOTHING;
    if (this.tree.count(this.byGroup ? exactTopic(message) : message) || this.uncounted) return;
    const cause = this.subscribed > 0 ? CAUSE.noMatch : this.failedHandshake ? CAUSE.handshake : CAUSE.noSubscriber;
    this.parts.tally.lost(this.parts.own(), cause, 1, this.parts.sure() ? 'exact' : 'inferred', frames);
  };

  settle(): void {
    for (const subscriber of this.subscribers.values()) this.settleOne(subscriber);
  }

  finish(): void {
    // Each connection has settled its own, but for those whose receiver still had time.
    for (const subscriber of this.subscribers.values()) {
      if (subscriber.ending) this.part(subscriber, subscriber.ending);
    }
  }

  gauges(): PipeGauge[] {
    const key = this.parts.socket.wanted.key;
    const { uncounted } = this;
    return [...this.subscribers.values()].flatMap((subscriber): PipeGauge[] => {
      const { line, subscriptions, peak, changed } = subscriber;
      if (uncounted || subscriptions.matched === 0) return [];
      return [
        {
          socket: key,
          queue: 'send',
          flow: line.flow.id,
          ...(this.conflates(line)
            ? newestOnly(missingOf(subscriber), Math.max(peak, missingOf(subscriber)))
            : {
                depth: missingOf(subscriber),
                peak: Math.max(peak, missingOf(subscriber)),
                mark: line.marks.mark,
                known: line.watched !== 'wire' || changed || this.mayHaveFilled(subscriber) ? 'estimated' : 'exact',
              }),
        },
      ];
    });
  }

  /** Its connection is over, and with it what was not seen. */
  private part(subscriber: Subscriber, ending: Ending): void {
    const { line } = subscriber;
    this.subscribers.delete(line);
    this.regroup = true;
    const missing = missingOf(subscriber);
    if (missing <= 0 || this.uncounted) return;
    // Some of it may have been dropped before.
    const unsure = line.watched !== 'wire' || this.mayHaveFilled(subscriber) || subscriber.changed;
    this.parts.tally.lost(line.at(), causeOf(ending), missing, unsure ? 'inferred' : 'exact');
  }

  private settleOne(subscriber: Subscriber): void {
    const { line, subscriptions, quiet, ending } = subscriber;
    this.takeBack(subscriber);
    if (this.conflates(line)) this.replaceOld(subscriber);
    const missing = missingOf(subscriber);
    subscriber.peak = Math.max(subscriber.peak, missing);
    // Nothing is missing, and something came since: the queue is empty, and the publisher has the subscription.
    if (missing === 0 && line.seen > subscriber.seenAtChange) emptied(subscriber);
    const empty = quiet.observe(line.seen + subscriptions.matched, line.stalled);
    if (ending && (empty || missing === 0)) {
      this.part(subscriber, ending);
      return;
    }
    if (!empty || !line.ready) {
      if (!this.noDrop && !this.uncounted) this.estimate(subscriber);
      return;
    }
    this.takeBackEstimate(subscriber);
    const lost = missingOf(subscriber);
    if (lost > 0 && !this.uncounted) this.lose(subscriber, lost);
    emptied(subscriber);
  }

  /** While the queue is not empty, only what can be nowhere else is known to be dropped. */
  private estimate(subscriber: Subscriber): void {
    const { line } = subscriber;
    if (this.conflates(line)) return;
    const dropped = surelyDropped(missingOf(subscriber), line);
    if (dropped === 0) return;
    subscriber.estimated += dropped;
    this.parts.tally.estimate(line.at(), CAUSE.highWater, dropped);
  }

  private takeBackEstimate(subscriber: Subscriber): void {
    if (subscriber.estimated > 0) {
      this.parts.tally.estimate(subscriber.line.at(), CAUSE.highWater, -subscriber.estimated);
    }
    subscriber.estimated = 0;
  }

  /** The queue is empty, and so much of what was to go out has not. */
  private lose(subscriber: Subscriber, missing: number): void {
    const { line } = subscriber;
    const cause = this.conflates(line)
      ? CAUSE.conflated
      : this.mayHaveFilled(subscriber)
        ? CAUSE.highWater
        : line.datagrams && !subscriber.changed
          ? CAUSE.network
          : CAUSE.joining;
    const unsure = line.watched !== 'wire' || (cause === CAUSE.highWater && subscriber.changed);
    const known = unsure ? 'inferred' : 'exact';
    subscriber.lost += missing;
    subscriber.last = { cause, known };
    this.parts.tally.lost(line.at(), cause, missing, known);
  }

  private conflates({ conflated }: Line): boolean {
    return conflated || this.parts.socket.wanted.options['conflate'] === true;
  }

  /** What had matched a settlement ago and has not been seen since was replaced, but for the newest. */
  private replaceOld(subscriber: Subscriber): void {
    const { line, subscriptions, lost, matchedBefore } = subscriber;
    const old = matchedBefore - line.seen - lost - 1;
    if (old > 0 && !mayHold([line]) && line.ready && !this.uncounted) this.lose(subscriber, old);
    subscriber.matchedBefore = subscriptions.matched;
  }

  /** More was seen than can be: a subscription ended here before it did at the publisher, or a queue was not empty. */
  private takeBack(subscriber: Subscriber): void {
    const { line, subscriptions, lost, last } = subscriber;
    const more = line.seen + lost - subscriptions.matched;
    if (more <= 0) return;
    const early = Math.min(more, lost);
    subscriber.lost -= early;
    if (early > 0 && last) this.parts.tally.lost(line.at(), last.cause, -early, last.known);
    if (more > early) subscriptions.correct(more - early);
  }

  private mayHaveFilled({ line, subscriptions, matchedWhenEmpty }: Subscriber): boolean {
    return !this.noDrop && subscriptions.matched - matchedWhenEmpty >= line.marks.toFill;
  }

  private group(): void {
    this.regroup = false;
    this.subscribed = 0;
    this.unreadable = undefined;
    this.tree = new TopicTree();
    const groups = new Map<string, TopicGroup>();
    for (const { line, subscriptions, ending } of this.subscribers.values()) {
      if (line.ready && line.watched === 'sealed') this.unreadable ??= 'sealed';
      if (line.ready && subscriptions.tooMany) this.unreadable ??= 'topics';
      // Over a cable that is gone nothing more is sent.
      if (subscriptions.size > 0 && !ending) this.subscribed++;
      if (subscriptions.size === 0 || subscriptions.tooMany || ending) {
        subscriptions.join(undefined);
        continue;
      }
      const { key } = subscriptions;
      const known = groups.get(key);
      const group = known ?? new TopicGroup();
      if (!known) subscriptions.plant(this.tree, group);
      if (subscriptions.tooMany) this.unreadable ??= 'topics';
      groups.set(key, group);
      subscriptions.join(group);
    }
  }
}
