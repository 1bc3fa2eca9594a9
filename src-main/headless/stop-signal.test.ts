import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { stopSignal } from './stop-signal';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('takes the first signal for itself, and leaves the next one to the system', async () => {
  const process = new EventEmitter();
  const asked = stopSignal(process);
  expect(process.emit('SIGINT')).toBe(true);
  await asked;
  await vi.advanceTimersByTimeAsync(299);
  expect(process.emit('SIGINT')).toBe(true);
  await vi.advanceTimersByTimeAsync(1);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) expect(process.emit(signal)).toBe(false);
});
