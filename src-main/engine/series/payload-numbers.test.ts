import { describe, expect, it } from 'vitest';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

async function numbersOf(frames: readonly string[], count: number, path: string) {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('push', 'PUSH', { behavior: { type: 'generate', burst: count, frames: [...frames] } }),
        node('pull', 'PULL', { behavior: { type: 'sink' } }),
      ],
      [link('l1', 'push', 'pull')],
    ),
  );
  await eventually(() => expect(engine.received('pull')).toBe(count));
  const read = () =>
    engine.engine.series({ from: 0, to: 1, groups: [], numbers: { path, flows: [engine.link('l1').flow] } }).numbers;
  await eventually(() => {
    const numbers = read();
    return numbers?.complete === true && numbers.numbers + numbers.others + numbers.absent === count;
  });
  return read();
}

describe('numbers in payloads', () => {
  it('are found in the order in which the messages came, and only once', async () => {
    const found = await numbersOf(['topic', '{"a":[{"price":{{seq}}}]}'], 50, 'a[0].price');
    expect([...(found?.low ?? [])]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect([...(found?.high ?? [])]).toEqual([...(found?.low ?? [])]);
    expect(found?.times.every((t, index, all) => index === 0 || t >= (all[index - 1] ?? 0))).toBe(true);
    expect(found).toMatchObject({ numbers: 50, others: 0, absent: 0, gaveWay: 0 });
  });

  it('are put together when they are many, and none of the highest and lowest is lost', async () => {
    const found = await numbersOf(['{"n":{{seq}}}'], 5000, 'n');
    expect(found?.numbers).toBe(5000);
    expect(found?.times.length).toBeLessThanOrEqual(2048);
    expect(found?.times.length).toBeGreaterThan(1000);
    expect([Math.min(...(found?.low ?? [])), Math.max(...(found?.high ?? []))]).toEqual([1, 5000]);
  });

  it('that are none, or are not there, are counted', async () => {
    expect(await numbersOf(['{"n":"{{cycle a|b}}"}'], 6, 'n')).toMatchObject({ numbers: 0, others: 6, absent: 0 });
    expect(await numbersOf(['no JSON'], 6, 'n')).toMatchObject({ numbers: 0, others: 0, absent: 6 });
  });
});
