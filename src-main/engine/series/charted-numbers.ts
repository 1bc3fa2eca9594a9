import { deepEqual } from '../../../shared/deep-equal';
import type { NumbersQuery, SeriesAnswer } from '../../../shared/traffic/series';
import type { StoredItems } from '../../capture/stored/stored-items';
import type { Run } from '../run';
import { viewSource } from '../view-source';
import { PayloadNumbers } from './payload-numbers';

/** While a run is on, looking for numbers leaves so much more of the engine's time than it takes: it goes on as long as messages come. */
const LEFT = 4;

type Capture = Run | StoredItems;

/** The numbers in payloads that were asked for last, of the run that is shown. All parts of a recording are one. */
export class ChartedNumbers {
  private newest: { readonly of: Capture; readonly numbers: PayloadNumbers } | undefined;

  /** @param shown the run that is shown now */
  constructor(private readonly shown: () => Run | undefined) {}

  /** What was found of them until now; nothing where none are asked for. */
  answer(query: NumbersQuery | undefined): Pick<SeriesAnswer, 'numbers'> {
    const run = this.shown();
    if (!query || !run) return {};
    const { halted = false, ...wanted } = query;
    const { newest } = this;
    const of = captureOf(run);
    if (newest?.of === of && deepEqual(newest.numbers.query, wanted)) return { numbers: newest.numbers.read(halted) };
    newest?.numbers.close();
    const shown = () => {
      const now = this.shown();
      return now && captureOf(now) === of ? now : run;
    };
    const numbers = new PayloadNumbers(viewSource(run, shown, LEFT), wanted);
    this.newest = { of, numbers };
    return { numbers: numbers.read(halted) };
  }
}

/** What stays the same while other parts of a recording are loaded. */
function captureOf(run: Run): Capture {
  return run.recorded && run.stored ? run.stored : run;
}
