import { useEffect, useState } from 'react';
import { NO_SERIES, type SeriesAnswer, type SeriesGroup, type SeriesQuery } from '../../shared/traffic/series';
import { request } from '../bridge';
import { useRuntime } from '../stores/runtime';
import type { TimeSpan } from './chart-range';

const NO_MORE = {};
const NO_GROUPS: readonly SeriesGroup[] = [];

/**
 * The series of the run that is on, or of the last one: asked for again `everyMs` after each answer while it runs, or until
 * all numbers in payloads are found. A hidden window asks for nothing.
 * @param spanOf the part to ask for, given the end of the run as it is known
 */
export function useSeries(
  spanOf: (end: number) => TimeSpan,
  everyMs: number,
  groups: readonly SeriesGroup[] = NO_GROUPS,
  more: Pick<SeriesQuery, 'latency' | 'numbers'> = NO_MORE,
): SeriesAnswer {
  const [answer, setAnswer] = useState(NO_SERIES);
  const state = useRuntime(({ status }) => status.state);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let end = Number.NaN;
    // What is looked for in payloads is found little by little, after the run as well.
    let found = false;
    const ask = async () => {
      if (!document.hidden) {
        // Until the end is known the whole run is asked for.
        const span = Number.isNaN(end) ? { from: 0, to: Number.MAX_VALUE } : spanOf(end);
        const next = await request('series:read', { ...span, groups, ...more });
        if (stopped) return;
        const first = Number.isNaN(end);
        end = next.end;
        if (first && next.run >= 0) return ask();
        setAnswer(next);
        found = next.numbers?.complete !== false || more.numbers?.halted === true;
      }
      if (state !== 'stopped' || !found) timer = setTimeout(ask, everyMs);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [spanOf, everyMs, groups, more, state]);
  return answer;
}
