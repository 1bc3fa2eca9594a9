import { expect, test } from 'vitest';
import { MessageWait } from './message-wait';

test('ends once, by whatever comes first', async () => {
  const wait = new MessageWait(60_000);
  expect(wait.over).toBe(false);
  wait.end({ type: 'stopped' });
  wait.end({ type: 'failed' });
  expect(wait.over).toBe(true);
  expect(await wait.ended).toEqual({ type: 'stopped' });
});

test('ends by itself when the time is over', async () => {
  const wait = new MessageWait(1);
  expect(await wait.ended).toEqual({ type: 'timeout' });
  expect(wait.over).toBe(true);
});
