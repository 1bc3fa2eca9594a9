import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HEALTHY } from '../../shared/traffic/health';
import { HealthSender } from './health-sender';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A run that takes `takes` milliseconds to look at, and how often that was done. */
function looked(takes: number) {
  const looks: number[] = [];
  const sender = new HealthSender(
    () => {
      vi.advanceTimersByTime(takes);
      looks.push(performance.now());
      return HEALTHY;
    },
    () => undefined,
  );
  sender.start();
  const before = looks.length;
  return { sender, count: () => looks.length - before };
}

it('looks four times a second, and once more at the end', () => {
  const { sender, count } = looked(0);
  vi.advanceTimersByTime(1000);
  expect(count()).toBe(4);
  sender.stop();
  vi.advanceTimersByTime(1000);
  expect(count()).toBe(5);
});

it('looks less often at a run that takes long to look at, but once a second', () => {
  const { count } = looked(5);
  vi.advanceTimersByTime(250 + 505 + 505);
  expect(count()).toBe(3);
  const slow = looked(40);
  vi.advanceTimersByTime(250 + 3 * 1040);
  expect(slow.count()).toBe(4);
});
