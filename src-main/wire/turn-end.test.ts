import { expect, it } from 'vitest';
import { TurnEnd } from './turn-end';

it('the end of a turn comes once for each that waits, in order, and again for who waits in it', async () => {
  const turn = new TurnEnd();
  const order: string[] = [];
  turn.add(() => {
    order.push('one');
    turn.add(() => order.push('later'));
  });
  turn.add(() => order.push('two'));
  expect(order).toEqual([]);
  await new Promise(setImmediate);
  expect(order).toEqual(['one', 'two']);
  await new Promise(setImmediate);
  expect(order).toEqual(['one', 'two', 'later']);
});
