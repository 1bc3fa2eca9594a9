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
    const of = run && captureOf(run);
    // A run that is shown no more is let go of.
    if (this.newest?.of !== of) this.forget();
    if (!query || !run || !of) return {};
    const { halted = false, ...wanted } = query;
    if (!this.newest || !deepEqual(this.newest.numbers.query, wanted)) {
      this.forget();
      const shown = () => {
        const now = this.shown();
        return now && captureOf(now) === of ? now : run;
      };
      this.newest = { of, numbers: new PayloadNumbers(viewSource(run, shown, LEFT), wanted) };
    }
    return { numbers: this.newest.numbers.read(halted) };
  }

  private forget(): void {
    this.newest?.numbers.close();
    this.newest = undefined;
  }
}

/** What stays the same while other parts of a recording are loaded. */
function captureOf(run: Run): Capture {
  return run.recorded && run.stored ? run.stored : run;
}
