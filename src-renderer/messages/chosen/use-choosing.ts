import { rangesCount, type Ranges } from '../../../shared/ranges';
import { chooseAll, chooseNone, useChosenRows } from '../../stores/chosen-rows';
import { compareWith, setFollowing, useView } from '../../stores/view';
import type { RowsState } from '../rows-state';
import { begin, compareRows, copyLines, type LineContext } from './chosen-actions';
import { rangesThere } from './use-chosen';

interface Choosing {
  /** The chosen rows that are there. */
  readonly chosen: Ranges;
  /** More than one: a single one is the opened one. */
  readonly several: boolean;
  /** Does what a key means for the chosen rows; false for keys that mean nothing. */
  readonly onKey: (event: React.KeyboardEvent) => boolean;
}

/** Which rows of the list are chosen, and the keys that are about them. */
export function useChoosing(rows: RowsState, lines: LineContext): Choosing {
  const chosen = rangesThere(useChosenRows(), rows);
  const count = rangesCount(chosen);
  const openedSeq = useView((state) => state.openedSeq);
  const onKey = (event: React.KeyboardEvent): boolean => {
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || event.shiftKey) return false;
    if (command && event.key === 'a') {
      // What one has chosen must not run away.
      setFollowing(false);
      chooseAll(rows.view, rows.first, rows.first + rows.count);
    } else if (command && event.key === 'c' && count > 0 && document.getSelection()?.isCollapsed !== false) {
      begin(copyLines(rows.view, chosen, lines));
    } else if (command) return false;
    else if (event.key === 'Escape' && count > 1) chooseNone();
    else if (event.key === 'c' && count === 2) begin(compareRows(rows.view, chosen));
    else if (event.key === 'c' && openedSeq !== undefined) compareWith(openedSeq);
    else return false;
    return true;
  };
  return { chosen, several: count > 1, onKey };
}
