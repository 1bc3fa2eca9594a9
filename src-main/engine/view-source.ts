import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { ViewSource } from '../capture/view';
import { filterWorld } from './filter-world';
import type { Run } from './run';

/** While a run is on, a search leaves so much more of the engine's time than it takes. */
const LEFT = 1.5;

/**
 * What there is to look through of a run.
 * @param shown the run that is shown now, where that may be another part of the same recording
 * @param left while the run is on, a search leaves so much more of the engine's time than it takes
 */
export function viewSource(run: Run, shown: () => Run | undefined = () => run, left = LEFT): ViewSource {
  return {
    ring: () => (shown() ?? run).ring,
    world: filterWorld(run),
    stored: run.stored,
    recorded: run.recorded !== undefined && run.stored !== undefined,
    pause: (worked) => (run.stopping || run.recorded ? breathe() : sleep(worked * left)),
  };
}
