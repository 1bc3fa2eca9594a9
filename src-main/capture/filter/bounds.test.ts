import { expect, it } from 'vitest';
import type { CaptureFilter } from '../../../shared/traffic/capture';
import { NO_FLOWS } from '../testing/filter-worlds';
import { boundsOf } from './bounds';

it.each([
  ['', [-Infinity, Infinity, -Infinity, Infinity]],
  ['t:1.5..3 needle', [-Infinity, Infinity, 1.5, 3]],
  ['t>2 t<=9 seq>=10', [10, Infinity, 2, 9]],
  ['seq=7', [7, 7, -Infinity, Infinity]],
  ['t>2 or seq>3', [-Infinity, Infinity, -Infinity, Infinity]],
  ['not t>2', [-Infinity, Infinity, -Infinity, Infinity]],
  ['size>2 t!=4', [-Infinity, Infinity, -Infinity, Infinity]],
  ['(', [-Infinity, Infinity, -Infinity, Infinity]],
])('%j asks where every item is', (query, expected) => {
  const { seq, t } = boundsOf({ query }, NO_FLOWS);
  expect([seq.from, seq.to, t.from, t.to]).toEqual(expected);
});

it('knows of the clock', () => {
  const { t } = boundsOf(
    { query: 'after:2026-01-02T12:00:00' },
    { ...NO_FLOWS, startedAt: new Date(2026, 0, 2, 11).getTime() },
  );
  expect([t.from, t.to]).toEqual([3600, Infinity]);
});

it('knows of the kinds, and whether anything else is asked', () => {
  const asked = (filter: CaptureFilter) => {
    const { kinds, only } = boundsOf(filter, NO_FLOWS);
    return [kinds, only];
  };
  expect(asked({})).toEqual([0b1111, true]);
  expect(asked({ kinds: ['message', 'handshake'], query: ' ' })).toEqual([0b101, true]);
  expect(asked({ kinds: ['command'], query: 'x' })).toEqual([0b10, false]);
  expect(asked({ flows: [] })).toEqual([0b1111, false]);
});
