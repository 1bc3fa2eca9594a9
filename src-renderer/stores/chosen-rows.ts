import { create } from 'zustand';
import { inRanges, NO_RANGES, rangesCount, withoutRange, withRange, type Ranges } from '../../shared/ranges';

/** Rows of the message list that were chosen together, by their index in a view: a click on one of a million costs nothing. */
export interface ChosenRows {
  /** The view that the indices are of: with another one nothing is chosen. */
  readonly view: number;
  readonly ranges: Ranges;
  /** Where a range begins that Shift draws. */
  readonly anchor: number | undefined;
}

export const NOTHING_CHOSEN: ChosenRows = { view: -1, ranges: NO_RANGES, anchor: undefined };

export const useChosenRows = create<ChosenRows>()(() => NOTHING_CHOSEN);

/** The keys that are held while a row is pressed. */
export interface PressKeys {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Chooses what a press on a row means: that row, with Ctrl one more or less, with Shift all up to it. False where it took
 * the row away.
 * @param opened index of the opened row, which is the one that is chosen where there are not several
 */
export function pressRow(
  view: number,
  index: number,
  { shiftKey, ctrlKey, metaKey }: PressKeys,
  opened?: number,
): boolean {
  const adds = ctrlKey || metaKey;
  if (rangesCount(rangesOf(view)) < 2) chooseOnly(view, opened);
  if (shiftKey) chooseTo(view, index, adds);
  else if (adds) return toggleRow(view, index);
  else chooseRow(view, index);
  return true;
}

function chooseOnly(view: number, index: number | undefined): void {
  if (index === undefined) chooseNone();
  else chooseRow(view, index);
}

/** Chooses one row and no other. */
export function chooseRow(view: number, index: number): void {
  useChosenRows.setState({ view, ranges: [[index, index + 1]], anchor: index });
}

/** Adds a row to those that are chosen, or takes it away; says whether it is chosen now. */
function toggleRow(view: number, index: number): boolean {
  const ranges = rangesOf(view);
  const adds = !inRanges(ranges, index);
  const change = adds ? withRange : withoutRange;
  useChosenRows.setState({ view, ranges: change(ranges, index, index + 1), anchor: index });
  return adds;
}

/** Chooses the rows from where the last choice began to this one; with `adds` those that were chosen stay so. */
export function chooseTo(view: number, index: number, adds: boolean): void {
  const before = useChosenRows.getState();
  const anchor = before.view === view ? (before.anchor ?? index) : index;
  const ranges = withRange(adds ? rangesOf(view) : NO_RANGES, Math.min(anchor, index), Math.max(anchor, index) + 1);
  useChosenRows.setState({ view, ranges, anchor });
}

/** Chooses the rows `[first, end)`: all that the list has now. */
export function chooseAll(view: number, first: number, end: number): void {
  useChosenRows.setState({ view, ranges: withRange(NO_RANGES, first, end), anchor: first });
}

export function chooseNone(): void {
  useChosenRows.setState(NOTHING_CHOSEN);
}

function rangesOf(view: number): Ranges {
  const chosen = useChosenRows.getState();
  return chosen.view === view ? chosen.ranges : NO_RANGES;
}
