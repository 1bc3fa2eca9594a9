import { useTranslation } from 'react-i18next';
import { settingsOf } from '../../shared/topology/socket-settings';
import { plannedWaits, type ReconnectSettings } from '../../shared/zmq/reconnect';
import { OPTIONS } from '../../shared/zmq/options';
import { isRunning, useRuntime } from '../stores/runtime';
import { useTopology } from '../stores/document';
import { feed } from '../traffic/feed';
import { countText, durationText } from '../ui/numbers';
import { Section } from './fields/Section';
import peerClasses from './Peers.module.css';
import classes from './Reconnect.module.css';
import { hasEnded, type Reconnecting } from './reconnecting';

/** Waits drawn that are still to come. */
const TO_COME = 3;
const WIDTH = 1000;
const HEIGHT = 48;

/** How a socket that nobody answers tries again: each wait as a block, as long and as high as it was, and the next ones by its options. */
export function ReconnectSection({ endpoints }: { readonly endpoints: readonly Reconnecting[] }) {
  const { t } = useTranslation('peers');
  const running = useRuntime(isRunning);
  if (endpoints.length === 0 || !running) return undefined;
  return (
    <Section title={t('reconnect.title')} testId="reconnecting">
      {endpoints.map((one) => (
        <Endpoint key={`${one.socket} ${one.endpoint}`} {...one} />
      ))}
    </Section>
  );
}

function Endpoint({ socket, endpoint, count, waits }: Reconnecting) {
  const { t } = useTranslation('peers');
  const options = useTopology((topology) => settingsOf(topology, socket).options);
  const settings: ReconnectSettings = {
    interval: numberOf(options?.['reconnectInterval'], OPTIONS.reconnectInterval.fallback),
    max: numberOf(options?.['reconnectMaxInterval'], OPTIONS.reconnectMaxInterval.fallback),
  };
  const last = waits.at(-1)?.ms ?? 0;
  const ended = options?.['reconnectStop'] !== undefined && hasEnded(waits, feed.header('t'));
  const texts = {
    endpoint,
    attempts: t('reconnect.attempts', { count, countText: countText(count) }),
    wait: durationText(last),
    interval: durationText(settings.interval),
    twice: durationText(2 * settings.interval),
    max: durationText(settings.max),
  };
  return (
    <div className={classes['endpoint']} data-testid={`reconnecting-${endpoint}`}>
      <p className={peerClasses['note']}>{t(ended ? 'reconnect.ended' : 'reconnect.tries', texts)}</p>
      <Drawing waits={waits} settings={settings} toCome={ended ? 0 : TO_COME} label={t('reconnect.drawing', texts)} />
      {!ended && (
        <p className={peerClasses['note']}>{t(settings.max > 0 ? 'reconnect.doubled' : 'reconnect.steady', texts)}</p>
      )}
    </div>
  );
}

interface DrawingProps extends Pick<Reconnecting, 'waits'> {
  readonly settings: ReconnectSettings;
  /** Waits that are drawn as still to come. */
  readonly toCome: number;
  readonly label: string;
}

function Drawing({ waits, settings, toCome, label }: DrawingProps) {
  const blocks = waits.map(({ t, ms }) => ({ from: t * 1000, ms, planned: false }));
  let from = (blocks.at(-1)?.from ?? 0) + (blocks.at(-1)?.ms ?? 0);
  for (const { most: ms } of plannedWaits(settings, waits.at(-1)?.ms, toCome)) {
    blocks.push({ from, ms, planned: true });
    from += ms;
  }
  const began = blocks[0]?.from ?? 0;
  const scale = WIDTH / Math.max(1, from - began);
  const highest = Math.max(1, ...blocks.map(({ ms }) => ms));
  return (
    <svg
      className={classes['drawing']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {blocks.map(({ from: at, ms, planned }) => {
        const height = Math.max(4, (ms / highest) * (HEIGHT - 4));
        const x = (at - began) * scale;
        return (
          <g key={at} data-planned={planned || undefined}>
            <title>{durationText(ms)}</title>
            <rect x={x} y={HEIGHT - height} width={ms * scale} height={height} />
            <line x1={x} x2={x} y1={0} y2={HEIGHT} />
          </g>
        );
      })}
    </svg>
  );
}

function numberOf(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
