import { useTranslation } from 'react-i18next';
import { DEVICE_SOCKETS, type DeviceNode } from '../../shared/topology/topology';
import type { DevicePoll, PollTurn } from '../../shared/traffic/turns';
import { useTurns } from '../stores/turns';
import { latencyText } from '../ui/latency-text';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { TypeBadge } from '../ui/TypeBadge';
import classes from './Turns.module.css';

/** Turns written as lines. */
const LINES = 12;

/** What a device polls, which sockets were readable at each turn, and where its time goes. */
export function PollSection({ node }: { readonly node: DeviceNode }) {
  const { t } = useTranslation('turns');
  const poll = useTurns(({ polls }) => polls.get(node.id));
  const now = useTurns((state) => state.t);
  if (!poll) return undefined;
  const waiting = poll.waited + (poll.waitingSince === undefined ? 0 : Math.max(0, now - poll.waitingSince));
  const all = waiting + poll.worked;
  const busy = all === 0 ? 0 : poll.worked / all;
  return (
    <section className={classes['section']} aria-label={t('poll.title')} data-testid="poll">
      <div className={classes['heading']}>
        <h3>{t('poll.title')}</h3>
        <span className={classes['lamp']} data-turn={poll.waitingSince === undefined ? 'mustReply' : 'mayReceive'}>
          {t(poll.waitingSince === undefined ? 'poll.works' : 'poll.waits')}
        </span>
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
          worked: latencyText(poll.worked),
          waited: latencyText(waiting),
          part: percent(busy),
        })}
      </p>
      <Turns poll={poll} />
      <p className={classes['muted']}>
        {t('poll.about')} {poll.oneOf > 1 && t('poll.sampled', { count: poll.oneOf })}
      </p>
    </section>
  );
}

function Turns({ poll }: { readonly poll: DevicePoll }) {
  const { t } = useTranslation('turns');
  if (poll.recent.length === 0) return undefined;
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
        {poll.recent
          .slice(-LINES)
          .toReversed()
          .map((turn) => (
            <tr key={turn.t}>
              <td>{timeText(turn.t)}</td>
              {poll.sockets.map((side) => (
                <td key={side}>
                  <Readable turn={turn} side={side} />
                </td>
              ))}
              <td>{latencyText(turn.waited)}</td>
              <td>{latencyText(turn.worked)}</td>
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
  return part > 0 && part < 0.01 ? '< 1 %' : `${Math.round(part * 100)} %`;
}
