import type { Fix } from '../../../shared/traffic/findings';
import {
  lostBy,
  placeOf,
  socketOf,
  type CableFacts,
  type EndFacts,
  type Facts,
  type Found,
  type SocketFacts,
} from './facts';

/** Seconds that a subscriber has to subscribe, and a publisher's messages to match. */
const SETTLED_S = 1;
/** Messages that a publisher has to have sent before it can be said that none matched. */
const ENOUGH = 3;

const PUBLISHERS: readonly string[] = ['PUB', 'XPUB'];

interface Subscribing {
  readonly cable: CableFacts;
  readonly publisher: SocketFacts;
  readonly subscriber: EndFacts;
  readonly topics: readonly string[];
  readonly delivered: number;
}

/** A subscriber came when something had been sent: the guide's "slow joiner". */
export function slowJoiner(facts: Facts): Found[] {
  return subscribing(facts).flatMap(({ cable, publisher, subscriber, delivered }) => {
    const first = cable.subscribed;
    if (!first || first.publisher !== publisher.key || first.sentBefore === 0) return [];
    // An XPUB that decides by hand gives a subscriber nothing before it was asked.
    if (publisher.options['manual'] === true || publisher.options['manualLastValue'] === true) return [];
    // Who comes in the middle of a run has not joined slowly; one that is of the topology from its start has.
    if (cable.link === undefined && lostBy(facts, publisher.key, 'noSubscriber') === 0) return [];
    const { behavior } = publisher;
    const waits = behavior?.type === 'generate' ? behavior.delay : undefined;
    const fixes: Fix[] =
      behavior?.type === 'generate' && waits === undefined
        ? [{ type: 'startLater', node: publisher.node, delay: '1s' }]
        : [];
    const values = {
      missed: first.sentBefore,
      t: first.t,
      delivered,
      publisher: publisher.name,
      subscriber: subscriber.name,
    };
    // Where more is sent, there is still something to come.
    const severity = delivered === 0 && publisher.sent === first.sentBefore ? 'problem' : 'hint';
    return [{ rule: 'slowJoiner', severity, node: publisher.node, ...placeOf(cable), values, fixes }];
  });
}

/** A SUB gets nothing before it subscribes, not even "everything". */
export function noTopics(facts: Facts): Found[] {
  return subscribing(facts).flatMap(({ cable, publisher, subscriber, topics }) => {
    if (topics.length > 0 || publisher.sent === 0 || !isSettled(facts, cable)) return [];
    if (subscriber.says !== 'SUB') return [];
    const own = socketOf(facts, subscriber.socket);
    const fixes: Fix[] = own ? [{ type: 'topic', node: own.node, topic: '' }] : [];
    const values = { publisher: publisher.name, subscriber: subscriber.name, sent: publisher.sent };
    const place = own ? { node: own.node } : {};
    return [{ rule: 'noTopics', severity: 'problem', ...place, ...placeOf(cable), values, fixes }];
  });
}

/** The subscriptions are there, and nothing that is sent begins with one of them. */
export function noMatch(facts: Facts): Found[] {
  return subscribing(facts).flatMap(({ cable, publisher, subscriber, topics, delivered }) => {
    const sent = publisher.sent - (cable.subscribed?.sentBefore ?? 0);
    if (topics.length === 0 || delivered > 0 || sent < ENOUGH || !isSettled(facts, cable)) return [];
    const example = facts.example(publisher.key, 'noMatch') ?? facts.example(publisher.key, 'noSubscriber');
    if (lostBy(facts, publisher.key, 'noMatch') === 0) return [];
    const own = socketOf(facts, subscriber.socket);
    const word = example?.split(/[ |]/)[0] ?? '';
    const fixes: Fix[] = own
      ? [
          ...(word === '' || word === '∅' ? [] : [{ type: 'topic', node: own.node, topic: word } as const]),
          { type: 'topic', node: own.node, topic: '' },
        ]
      : [];
    const values = {
      publisher: publisher.name,
      subscriber: subscriber.name,
      sent,
      topics: topics.slice(0, 5).join(', '),
      example: example ?? '',
    };
    const place = own ? { node: own.node } : {};
    return [{ rule: 'noMatch', severity: 'problem', ...place, ...placeOf(cable), values, fixes }];
  });
}

function isSettled({ now }: Facts, { readySince }: CableFacts): boolean {
  return readySince !== undefined && now - readySince >= SETTLED_S;
}

/** Cables between a publisher of the app and whoever may subscribe. */
function subscribing(facts: Facts): Subscribing[] {
  return facts.cables.flatMap((cable) =>
    (['connecting', 'binding'] as const).flatMap((side) => {
      const publisher = socketOf(facts, cable[side].socket);
      if (!publisher || !PUBLISHERS.includes(publisher.type) || !cable.connected || !cable.topicsKnown) return [];
      const other = side === 'connecting' ? 'binding' : 'connecting';
      const delivered = side === 'connecting' ? cable.forward : cable.backward;
      return [{ cable, publisher, subscriber: cable[other], topics: cable.topics[other], delivered }];
    }),
  );
}
