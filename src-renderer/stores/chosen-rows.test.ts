import { beforeEach, expect, it } from 'vitest';
import { chooseAll, chooseNone, chooseRow, chooseTo, pressRow, useChosenRows } from './chosen-rows';

const NO_KEYS = { shiftKey: false, ctrlKey: false, metaKey: false };
const toggleRow = (view: number, index: number) => {
  const [first] = useChosenRows.getState().ranges;
  return pressRow(view, index, { ...NO_KEYS, ctrlKey: true }, first?.[0]);
};
const ranges = () => useChosenRows.getState().ranges;

beforeEach(chooseNone);

it('chooses one row, adds and takes away single ones', () => {
  pressRow(1, 10, NO_KEYS);
  expect(toggleRow(1, 12)).toBe(true);
  expect(toggleRow(1, 11)).toBe(true);
  expect(ranges()).toEqual([[10, 13]]);
  expect(toggleRow(1, 11)).toBe(false);
  expect(ranges()).toEqual([
    [10, 11],
    [12, 13],
  ]);
  chooseRow(1, 5);
  expect(ranges()).toEqual([[5, 6]]);
});

it('draws a range from where the choice began, up and down, beside others where these are kept', () => {
  chooseRow(1, 10);
  chooseTo(1, 14, false);
  chooseTo(1, 7, false);
  expect(ranges()).toEqual([[7, 11]]);
  toggleRow(1, 20);
  chooseTo(1, 22, true);
  expect(ranges()).toEqual([
    [7, 11],
    [20, 23],
  ]);
});

it('begins at the row that is opened, whatever was pressed before', () => {
  pressRow(1, 10, NO_KEYS, undefined);
  pressRow(1, 3, { ...NO_KEYS, shiftKey: true }, 5);
  expect(ranges()).toEqual([[3, 6]]);
  pressRow(1, 10, NO_KEYS, 3);
  pressRow(1, 20, { ...NO_KEYS, ctrlKey: true }, undefined);
  expect(ranges()).toEqual([[20, 21]]);
});

it('chooses a million rows as one range, and begins anew in another view', () => {
  chooseAll(1, 5, 1_000_005);
  expect(ranges()).toEqual([[5, 1_000_005]]);
  chooseTo(3, 8, true);
  expect(ranges()).toEqual([[8, 9]]);
});
