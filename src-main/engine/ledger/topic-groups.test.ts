import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Subscriptions, TopicGroup, TopicTree } from './topic-groups';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 });

it('a message counts once for each subscriber that has a topic which it begins with', () => {
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(text, { maxLength: 4 })), fc.array(text), (subscribers, messages) => {
      const tree = new TopicTree();
      const all = subscribers.map((topics) => {
        const subscriptions = new Subscriptions();
        for (const topic of topics) subscriptions.change(true, Buffer.from(topic));
        const group = new TopicGroup();
        subscriptions.plant(tree, group);
        subscriptions.join(group);
        return { topics, subscriptions };
      });
      for (const message of messages) {
        const wanted = tree.count(Buffer.from(message));
        expect(wanted).toBe(subscribers.some((topics) => topics.some((topic) => message.startsWith(topic))));
      }
      for (const { topics, subscriptions } of all) {
        const matching = messages.filter((message) => topics.some((topic) => message.startsWith(topic)));
        expect(subscriptions.matched).toBe(matching.length);
      }
    }),
  );
});

it('what matched before still counts after the topics changed', () => {
  const subscriptions = new Subscriptions();
  const count = (messages: readonly string[]) => {
    const tree = new TopicTree();
    const group = new TopicGroup();
    subscriptions.plant(tree, group);
    subscriptions.join(group);
    for (const message of messages) tree.count(Buffer.from(message));
  };
  subscriptions.change(true, Buffer.from('a'));
  count(['ab', 'b']);
  subscriptions.change(false, Buffer.from('a'));
  subscriptions.change(true, Buffer.from('b'));
  count(['ab', 'b', 'bb']);
  expect(subscriptions.matched).toBe(3);
});

it('a subscriber with more topics than are compared says so', () => {
  const subscriptions = new Subscriptions();
  for (let index = 0; index < 256; index++) subscriptions.change(true, Buffer.from(String(index)));
  expect(subscriptions.tooMany).toBe(false);
  subscriptions.change(true, Buffer.from('x'));
  expect(subscriptions.tooMany).toBe(true);
});
