import type { Settings } from '../../shared/settings';
import { timeText } from '../ui/time-text';

/**
 * The time of a row as the list shows it.
 * @param t seconds since the run began
 * @param startedAt milliseconds since 1970 at which it began; 0 where that is not known
 * @param before time of the row that came before it, where there is one
 */
export function rowTimeText(
  mode: Settings['list']['time'],
  t: number,
  startedAt: number,
  before: number | undefined,
): string {
  if (mode === 'delta') return before === undefined ? '' : `+${timeText(Math.max(0, t - before))}`;
  if (mode === 'relative' || startedAt === 0) return timeText(t);
  const time = new Date(startedAt + t * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  const thousandths = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${thousandths}`;
}
