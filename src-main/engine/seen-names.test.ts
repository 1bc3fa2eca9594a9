import { expect, it } from 'vitest';
import { seenNames } from './seen-names';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

it('knows the keys of JSON, the values of those with few, and the topics of what was published', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('station', 'PUB', {
          behavior: {
            type: 'generate',
            every: '1ms',
            frames: [
              '{{cycle weather|news}}',
              '{"level": "{{cycle info|error}}", "price": {{seq}}, "at": {"id": "{{random 16}}"}}',
            ],
          },
        }),
        node('reader', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
      ],
      [link('l1', 'reader', 'station')],
    ),
  );
  await eventually(() => expect(engine.received('reader')).toBeGreaterThanOrEqual(60));
  const names = engine.engine.ask(seenNames);
  expect(names?.topics.toSorted()).toEqual(['news', 'weather']);
  expect(names?.paths.map(({ path, type }) => [path, type])).toEqual([
    ['json.level', 'text'],
    ['json.price', 'number'],
    ['json.at.id', 'text'],
  ]);
  const values = Object.fromEntries(names?.paths.map(({ path, values: some }) => [path, some.toSorted()]) ?? []);
  expect(values).toEqual({ 'json.level': ['"error"', '"info"'], 'json.price': [], 'json.at.id': [] });
  // Just asked, it is not looked at again.
  expect(engine.engine.ask(seenNames)).toBe(names);
});
