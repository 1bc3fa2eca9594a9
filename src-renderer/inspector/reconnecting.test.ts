import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../shared/wire/socket-history';
import { hasEnded, reconnectingOf } from './reconnecting';

function entry(type: HistoryEntry['type'], endpoint: string, fields: Partial<HistoryEntry> = {}): HistoryEntry {
  return { type, endpoint, first: 0, last: 0, count: 1, ...fields };
}

it('are the endpoints that have not been reached since they were tried in vain', () => {
  const waits = [
    { t: 1, ms: 100 },
    { t: 1.2, ms: 200 },
  ];
  const entries = [
    entry('connect', 'a'),
    entry('connect:retry', 'a', { count: 7, waits }),
    entry('connect:retry', 'b', { count: 2, waits }),
    entry('handshake', 'b'),
    entry('connect:retry', 'c', { waits }),
    entry('handshake', 'c'),
    entry('connect:retry', 'c', { count: 3, waits }),
  ];
  expect(reconnectingOf('push', { entries, forgotten: 0 })).toEqual([
    { socket: 'push', endpoint: 'a', count: 7, waits },
    { socket: 'push', endpoint: 'c', count: 3, waits },
  ]);
  const gone = [entry('connect:retry', 'a', { waits }), entry('left', 'a')];
  expect(reconnectingOf('push', { entries: gone, forgotten: 0 })).toEqual([]);
  expect(reconnectingOf('push', { entries: [], forgotten: 0 })).toEqual([]);
});

it('have ended where the newest wait is long over', () => {
  const waits = [{ t: 5, ms: 1000 }];
  expect(hasEnded(waits, 6.5)).toBe(false);
  expect(hasEnded(waits, 9)).toBe(true);
  expect(hasEnded([], 9)).toBe(false);
});
