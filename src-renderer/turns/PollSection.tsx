import { useTranslation } from 'react-i18next';
import { DEVICE_SOCKETS, type DeviceNode } from '../../shared/topology/topology';
import type { DevicePoll, PollTurn } from '../../shared/traffic/turns';
import { blockedSender, useHealth } from '../stores/health';
import { isRunning, useRuntime } from '../stores/runtime';
import { useTurns } from '../stores/turns';
import { latencyText } from '../ui/latency-text';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { TypeBadge } from '../ui/TypeBadge';
import classes from './Turns.module.css';

const DEVICE_SIDES = ['backend', 'frontend'] as const;
/** Turns written as lines. */
const LINES = 12;

/** What a device polls, which sockets were readable at each turn, and where its time goes. */
export function PollSection({ node }: { readonly node: DeviceNode }) {
  const { t } = useTranslation('turns');
  const poll = useTurns(({ polls }) => polls.get(node.id));
  const now = useTurns((state) => state.t);
  const running = useRuntime(isRunning);
  const held = useHealth((health) => DEVICE_SIDES.find((side) => blockedSender(health, `${node.id}.${side}`)));
  if (!poll) return undefined;
  const waiting = poll.waited + (poll.waitingSince === undefined ? 0 : Math.max(0, now - poll.waitingSince));
  const waited = waiting + (poll.current?.waited ?? 0);
  const worked = poll.worked + (poll.current?.worked ?? 0);
  const busy = waited + worked === 0 ? 0 : worked / (waited + worked);
  const state = held ? 'held' : poll.waitingSince === undefined ? 'works' : 'waits';
  return (
    <section className={classes['section']} aria-label={t('poll.title')} data-testid="poll">
      <div className={classes['heading']}>
        <h3>{t('poll.title')}</h3>
        {running && (
          <span className={classes['lamp']} data-turn={state === 'waits' ? 'mayReceive' : 'mustReply'}>
            {t(`poll.${state}`)}
          </span>
        )}
      </div>
      <p className={classes['set']}>
        {poll.sockets.map((side) => (
          <span key={side}>
            {t(`canvas:device.${side}`)} <TypeBadge type={DEVICE_SOCKETS[node.device][side]} /> <code>POLLIN</code>
          </span>
        ))}
      </p>
      <div className={classes['split']} role="img" aria-label={t('poll.share', { part: percent(busy) })}>
        <span style={{ width: `${busy * 100}%` }} />
      </div>
      <p className={classes['muted']}>
        {t('poll.totals', {
          turns: countText(poll.turns),
          worked: latencyText(worked),
          waited: latencyText(waited),
          part: percent(busy),
        })}
      </p>
      {held && (
        <p className={classes['long']} data-testid="poll-held">
          {t('poll.heldHint', { side: t(`canvas:device.${held}`) })}
        </p>
      )}
      <Turns poll={poll} />
      <p className={classes['muted']}>
        {t('poll.about')} {poll.oneOf > 1 && t('poll.sampled', { count: poll.oneOf })}
      </p>
    </section>
  );
}

function Turns({ poll }: { readonly poll: DevicePoll }) {
  const { t } = useTranslation('turns');
  const newest = [...(poll.current ? [poll.current] : []), ...poll.recent.toReversed()];
  if (newest.length === 0) return undefined;
  return (
    <table className={classes['turns']}>
      <thead>
        <tr>
          <th>{t('poll.at')}</th>
          {poll.sockets.map((side) => (
            <th key={side}>{t(`canvas:device.${side}`)}</th>
          ))}
          <th>{t('poll.waited')}</th>
          <th>{t('poll.worked')}</th>
        </tr>
      </thead>
      <tbody>
        {newest.slice(0, LINES).map((turn) => (
          <tr key={turn.t} data-current={turn === poll.current || undefined}>
            <td>{timeText(turn.t)}</td>
            {poll.sockets.map((side) => (
              <td key={side}>
                <Readable turn={turn} side={side} />
              </td>
            ))}
            <td>{latencyText(turn.waited)}</td>
            <td>
              {latencyText(turn.worked)}
              {turn === poll.current && ' …'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Readable({ turn, side }: { readonly turn: PollTurn; readonly side: 'frontend' | 'backend' }) {
  const { t } = useTranslation('turns');
  const count = turn[side];
  const text = t(count > 0 ? 'poll.readable' : 'poll.quiet', { count });
  return (
    <span className={classes['readable']} data-readable={count > 0} title={text} aria-label={text}>
      {count > 1 ? `×${count}` : ''}
    </span>
  );
}

function percent(part: number): string {
  return part > 0 && part < 0.01 ? '<\u00a01\u00a0%' : `${Math.round(part * 100)}\u00a0%`;
}
