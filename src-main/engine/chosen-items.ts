import type { ItemChoice } from '../../shared/keep';
import { rangesCount, type Ranges } from '../../shared/ranges';
import { fail, ok, type Result } from '../../shared/result';
import { MOST_RANKED } from '../../shared/traffic/capture';
import { ChosenItems, ChosenRows, FilteredItems, type ItemSource } from '../capture/export-items';
import type { KeptReader } from '../capture/stored/kept-reader';
import type { CaptureView } from '../capture/view';
import type { Run } from './run';
import { viewSource } from './view-source';

/**
 * The items that were chosen, in the order of the capture.
 * @param view the rows' view; `undefined` where it is not there any more
 */
export function chosenItems(run: Run, items: ItemChoice, view: CaptureView | undefined): Result<ItemSource> {
  const { kept } = run;
  switch (items.type) {
    case 'filter':
      return ok(new FilteredItems(viewSource(run), kept, items.filter));
    case 'items':
      return ok(new ChosenItems(kept, items.seqs));
    case 'rows':
      if (!view) return fail(rowsGone());
      return ok(chosenRows(kept, view, items.ranges));
  }
}

function chosenRows(kept: KeptReader, view: CaptureView, ranges: Ranges): ItemSource {
  const count = rangesCount(ranges);
  if (count > MOST_RANKED) return new ChosenRows(kept, view, ranges);
  // A ranked view has no more rows than these, and they are not in the order of the capture.
  const seqs = ranges.flatMap(([from, to]) => view.seqs(from, to - from));
  return new ChosenItems(kept, seqs, count - seqs.length);
}

function rowsGone() {
  return {
    code: 'keep-rows-gone',
    message: 'The list shows other messages now than when they were chosen; choose them again.',
  };
}
