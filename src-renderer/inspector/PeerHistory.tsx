import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionFacts } from '../../shared/wire/ladder';
import type { SocketHistory } from '../../shared/wire/socket-history';
import { request } from '../bridge';
import { showOnWire } from '../stores/wire';
import { timeText } from '../ui/time-text';
import { useRepeatedly } from '../wire-view/use-connections';
import { Section } from './fields/Section';
import { historyLines } from './history-lines';
import classes from './Peers.module.css';
import { reconnectingOf, type Reconnecting } from './reconnecting';
import { ReconnectSection } from './ReconnectSection';

/** Lines drawn at once. */
const MOST_LINES = 40;

interface PeerHistoryProps {
  readonly node: string;
  readonly sockets: readonly string[];
  readonly connections: readonly ConnectionFacts[];
}

/** What happened to a node's connections: attempts, retries, failures with their reason, ends. Newest first. */
export function PeerHistory({ node, sockets, connections }: PeerHistoryProps) {
  const { t } = useTranslation(['peers', 'wire'], { nsMode: 'fallback' });
  const [histories, setHistories] = useState<readonly SocketHistory[]>([]);
  const [trying, setTrying] = useState<readonly Reconnecting[]>([]);
  useRepeatedly(
    async (current) => {
      const read = await Promise.all(sockets.map((socket) => request('wire:history', { socket })));
      if (!current()) return;
      setHistories(read.flatMap((history) => history ?? []));
      setTrying(read.flatMap((history, index) => (history ? reconnectingOf(sockets[index] ?? '', history) : [])));
    },
    [sockets.join(' ')],
  );
  const lines = historyLines(histories, connections, node, t);
  const forgotten = histories.reduce((sum, history) => sum + history.forgotten, 0);
  if (lines.length === 0) return undefined;
  return (
    <>
      <ReconnectSection endpoints={trying} />
      <Section title={t('history.title')} testId="peer-history">
        <ul className={classes['history']}>
          {lines.slice(0, MOST_LINES).map(({ key, at, text, times, last, failed, connection }) => (
            <li key={key} data-failed={failed || undefined}>
              <span className={classes['at']}>{timeText(at, 1)}</span>
              {connection === undefined ? (
                <span>{text}</span>
              ) : (
                <button type="button" className={classes['link']} onClick={() => showOnWire({ id: connection })}>
                  {text}
                </button>
              )}
              {times > 1 && (
                <span className={classes['times']}>
                  {t('history.times', { count: times, last: timeText(last, 1) })}
                </span>
              )}
            </li>
          ))}
        </ul>
        {forgotten > 0 && <p className={classes['note']}>{t('history.forgotten', { count: forgotten })}</p>}
      </Section>
    </>
  );
}
