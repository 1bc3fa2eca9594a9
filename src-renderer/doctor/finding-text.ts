import i18next from 'i18next';
import type { Finding, Fix } from '../../shared/traffic/findings';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';

/** Values that are seconds since the run began, and those that are messages a second. */
const TIMES: readonly string[] = ['t', 'gone'];
const RATES: readonly string[] = ['sendRate', 'receiveRate'];

/** What was seen, in a sentence with its numbers and times. */
export function sawText({ rule, variant, values }: Finding): string {
  const shown = Object.entries(values).map(([name, value]) => [name, valueText(name, value)] as const);
  const given = Object.fromEntries(shown);
  // What security ended is told in the words of the problem that stands on the cable.
  if (rule === 'mechanism' && i18next.exists(`problems:handshake-${variant}`)) {
    return [i18next.t(`problems:handshake-${variant}`, given), i18next.t('doctor:times', given)].join(' ');
  }
  const key = variant === undefined ? `rule.${rule}.saw` : `rule.${rule}.saw_${variant}`;
  return i18next.t(`doctor:${key}`, given);
}

/** What the button of a fix does. */
export function fixText(fix: Fix): string {
  switch (fix.type) {
    case 'options': {
      const options = fix.options.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
      return i18next.t('doctor:fix.options', { socket: fix.socket, options });
    }
    case 'topic':
      return fix.topic === ''
        ? i18next.t('doctor:fix.everything', { node: fix.node })
        : i18next.t('doctor:fix.topic', { node: fix.node, topic: fix.topic });
    case 'startLater':
      return i18next.t('doctor:fix.startLater', { node: fix.node, delay: fix.delay });
    case 'timeout':
      return i18next.t('doctor:fix.timeout', { node: fix.node, timeout: fix.timeout });
    case 'serverKey':
      return i18next.t('doctor:fix.serverKey', { socket: fix.socket, key: fix.key });
    case 'allow':
      return i18next.t('doctor:fix.allow', { socket: fix.socket, name: fix.name });
    case 'allowAddress':
      return i18next.t('doctor:fix.allowAddress', { socket: fix.socket, address: fix.address });
    case 'turn':
      return i18next.t(`doctor:fix.turn_${fix.from}`, { socket: fix.socket, endpoint: fix.endpoint });
  }
}

function valueText(name: string, value: string | number): string {
  if (typeof value === 'string') return value;
  if (TIMES.includes(name)) return timeText(value);
  if (RATES.includes(name)) return countText(Math.round(value));
  return countText(value);
}
