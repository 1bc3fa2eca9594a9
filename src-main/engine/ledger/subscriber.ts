import type { Known } from '../../../shared/traffic/losses';
import { Quiet, type Ending, type Line } from './line';
import { Subscriptions } from './topic-groups';

/** One connection of a publisher, and what is known of the queue to it. */
export interface Subscriber {
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
  /** What had matched at the last settlement. */
  matchedBefore: number;
  /** How its cable ended, where its receiver may still take what is in its own queue. */
  ending: Ending | undefined;
}

/** A connection that was just opened. */
export function newSubscriber(line: Line): Subscriber {
  return {
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
    matchedBefore: 0,
    ending: undefined,
  };
}

/** What matched and was neither seen nor counted as lost: it is in the queue, or was dropped. */
export function missingOf({ line, subscriptions, lost, estimated }: Subscriber): number {
  return Math.max(0, subscriptions.matched - line.seen - lost - estimated);
}

/** Its queue is empty, and the publisher has its subscriptions. */
export function emptied(subscriber: Subscriber): void {
  subscriber.matchedWhenEmpty = subscriber.subscriptions.matched;
  subscriber.changed = false;
}
