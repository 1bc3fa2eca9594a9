import { expect, it } from 'vitest';
import { plannedWaits } from './reconnect';

const waits = (interval: number, max: number, last: number | undefined, count: number) =>
  plannedWaits({ interval, max }, last, count).map(({ least, most }) => (least === most ? least : [least, most]));

it('doubles up to the maximum, from the first wait or from where it is', () => {
  expect(waits(100, 1000, undefined, 6)).toEqual([100, 200, 400, 800, 1000, 1000]);
  expect(waits(100, 1000, 400, 3)).toEqual([800, 1000, 1000]);
  expect(waits(100, 50, undefined, 2)).toEqual([50, 50]);
});

it('stays at the interval and up to twice of it by chance without a maximum, and is none at all with −1', () => {
  expect(waits(100, 0, 137, 2)).toEqual([
    [100, 200],
    [100, 200],
  ]);
  expect(waits(-1, 1000, undefined, 3)).toEqual([]);
});
