import i18next from 'i18next';
import { durationMs } from '../../shared/duration';
import type { Topology } from '../../shared/topology/topology';
import type { Finding, Fix } from '../../shared/traffic/findings';
import { endNames, socketName } from '../ui/end-name';
import { countText, durationText } from '../ui/numbers';
import { timeText } from '../ui/time-text';

/** Values that are seconds since the run began, and those that are messages a second. */
const TIMES: readonly string[] = ['t', 'gone'];
const RATES: readonly string[] = ['sendRate', 'receiveRate'];

/** What was seen, in a sentence with its numbers and times. */
export function sawText({ rule, variant, values }: Finding, topology: Topology): string {
  const ends = endNames(topology);
  const shown = Object.entries(values).map(([name, value]) => {
    const text = valueText(name, value);
    return [name, ends.get(text) ?? text] as const;
  });
  const given = Object.fromEntries(shown);
  // What security ended is told in the words of the problem that stands on the cable.
  if (rule === 'mechanism' && i18next.exists(`problems:handshake-${variant}`)) {
    return [i18next.t(`problems:handshake-${variant}`, given), i18next.t('doctor:times', given)].join(' ');
  }
  const key = variant === undefined ? `rule.${rule}.saw` : `rule.${rule}.saw_${variant}`;
  return i18next.t(`doctor:${key}`, given);
}

/** What the button of a fix does. */
export function fixText(fix: Fix, topology: Topology): string {
  const socket = 'socket' in fix ? socketName(topology, fix.socket) : '';
  const node = 'node' in fix ? socketName(topology, fix.node) : '';
  switch (fix.type) {
    case 'options': {
      const options = fix.options.map(([name, value]) => `${name}: ${String(value)}`).join(', ');
      return i18next.t('doctor:fix.options', { socket, options });
    }
    case 'topic':
      return fix.topic === ''
        ? i18next.t('doctor:fix.everything', { node })
        : i18next.t('doctor:fix.topic', { node, topic: fix.topic });
    case 'startLater':
      return i18next.t('doctor:fix.startLater', { node, delay: durationText(durationMs(fix.delay)) });
    case 'timeout':
      return i18next.t('doctor:fix.timeout', { node, timeout: durationText(durationMs(fix.timeout)) });
    case 'serverKey':
      return i18next.t('doctor:fix.serverKey', { socket, key: fix.key });
    case 'allow':
      return i18next.t('doctor:fix.allow', { socket, name: fix.name });
    case 'allowAddress':
      return i18next.t('doctor:fix.allowAddress', { socket, address: fix.address });
    case 'turn':
      return i18next.t(`doctor:fix.turn_${fix.from}`, { socket, endpoint: fix.endpoint });
  }
}

function valueText(name: string, value: string | number): string {
  if (typeof value === 'string') return value;
  if (TIMES.includes(name)) return timeText(value);
  if (RATES.includes(name)) return countText(Math.round(value));
  return countText(value);
}
