import type { FilterTerm } from '../../../shared/filter/ast';

const DAY_MS = 86_400_000;

/**
 * Seconds since the run began at which a clock shows a time. Without a day it is the last such time during the run, or
 * where there is none, the one that is nearest to the run.
 * @param startedAt milliseconds since 1970, as `now`
 */
export function clockTime(
  { day, seconds }: Extract<FilterTerm, { type: 'clock' }>,
  startedAt: number,
  now: number,
): number {
  if (day !== undefined) {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    return (at(new Date(year, month - 1, date), seconds) - startedAt) / 1000;
  }
  const times: number[] = [];
  for (let noon = noonOf(startedAt) - DAY_MS; noon <= noonOf(now) + DAY_MS; noon += DAY_MS) {
    times.push(at(new Date(noon), seconds));
  }
  const away = (time: number) => Math.max(startedAt - time, time - now, 0);
  const nearest = times.reduce((best, time) => (away(time) <= away(best) ? time : best));
  return (nearest - startedAt) / 1000;
}

/** The middle of a day, which no change of the clocks moves to another one. */
function noonOf(time: number): number {
  return new Date(time).setHours(12, 0, 0, 0);
}

function at(day: Date, seconds: number): number {
  return new Date(day).setHours(0, 0, 0, Math.round(seconds * 1000));
}
