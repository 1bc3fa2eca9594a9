import { useMemo, useSyncExternalStore } from 'react';
import { clipRanges, NO_RANGES, rangesCount, type Ranges } from '../../../shared/ranges';
import type { ReplayChoice } from '../../keep/replay';
import { useChosenRows, type ChosenRows } from '../../stores/chosen-rows';
import { rowSource } from '../row-source';
import type { RowsState } from '../rows-state';

/** Rows that are chosen together: two or more. A single one is the opened one. */
export interface Chosen {
  readonly ranges: Ranges;
  readonly count: number;
  /** Of which the ranges are. */
  readonly view: number;
  readonly items: ReplayChoice;
}

/** Those of the chosen rows that the list still has; `undefined` for fewer than two. */
export function useChosen(): Chosen | undefined {
  const chosen = useChosenRows();
  // Rows change all the time while messages come in: of no account where none are chosen.
  const several = rangesCount(chosen.ranges) > 1;
  const rows = useSyncExternalStore(rowSource.subscribe, () => (several ? rowSource.snapshot() : undefined));
  const ranges = rows ? rangesThere(chosen, rows) : NO_RANGES;
  return useMemo(() => {
    const count = rangesCount(ranges);
    return count < 2
      ? undefined
      : { ranges, count, view: chosen.view, items: { type: 'rows', view: chosen.view, ranges } };
  }, [ranges, chosen.view]);
}

/** The ranges of the chosen rows that are there; the same object where nothing has changed. */
export function rangesThere({ view, ranges }: ChosenRows, rows: RowsState): Ranges {
  return view === rows.view ? clipRanges(ranges, rows.first, rows.first + rows.count) : NO_RANGES;
}
