import { createContext } from 'react';
import type { FlowName } from '../../../shared/traffic/flow-names';
import { setChartedPath } from '../../charts/chart-range';
import { showBottom } from '../../stores/view';
import { selectFlow } from '../select-flow';

/** Charts the number at a place in the JSON of the opened message; `undefined` where there is nothing to chart. */
export type ChartNumber = ((path: string) => void) | undefined;

export const ChartNumberContext = createContext<ChartNumber>(undefined);

/** Shows in the charts the numbers at this place in all messages of a cable, which is selected. */
export function chartNumber(path: string, name: FlowName | undefined): void {
  if (name) selectFlow(name);
  // The charts and the filter write it as it stands behind `json`, without the root.
  setChartedPath(path.replace(/^\$\.?/, ''));
  showBottom('charts');
}
