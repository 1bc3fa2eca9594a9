import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { explainShares, percentagesOf, type PeerShare, type Sharing } from '../../shared/traffic/shares';
import type { DeviceSide, SocketKey } from '../../shared/topology/topology';
import type { SocketType } from '../../shared/zmq/socket-types';
import { useTurns } from '../stores/turns';
import { select, selectPeer } from '../stores/view';
import { feed } from '../traffic/feed';
import { latencyText } from '../ui/latency-text';
import { countText, rateText } from '../ui/numbers';
import classes from './Turns.module.css';
import { useCables, type Cable } from './use-cables';

/** How each type shares (zmq_socket(3)): whom it gives to in turn, and whom it takes from in turn. */
const SHARING: Readonly<Partial<Record<SocketType, readonly Sharing[]>>> = {
  PUSH: ['deals'],
  PULL: ['takes'],
  DEALER: ['deals', 'takes'],
  ROUTER: ['takes'],
  REQ: ['deals'],
  REP: ['takes'],
  SCATTER: ['deals'],
  GATHER: ['takes'],
  CLIENT: ['deals'],
  SERVER: ['takes'],
};

/** The shares are looked at so often, in milliseconds. */
const LOOK_MS = 500;
const MOST_ROWS = 50;

interface ShareSectionProps {
  readonly socket: SocketKey;
  readonly type: SocketType;
  /** Of a device, whose sockets are told apart by it. */
  readonly side?: DeviceSide;
}

/** Who got how many of a socket's messages, or gave how many, and why. */
export function ShareSection({ socket, type, side }: ShareSectionProps) {
  const cables = useCables(socket);
  if (cables.length < 2) return undefined;
  return SHARING[type]?.map((sharing) => <Shares key={sharing} cables={cables} sharing={sharing} side={side} />);
}

interface SharesProps {
  readonly cables: readonly Cable[];
  readonly sharing: Sharing;
  readonly side: DeviceSide | undefined;
}

function Shares({ cables, sharing, side }: SharesProps) {
  const { t } = useTranslation(['turns', 'inspector']);
  const title = side ? `${t(`share.${sharing}`)} · ${t(`inspector:device.${side}`)}` : t(`share.${sharing}`);
  const shares = useShares(cables, sharing);
  const total = shares.reduce((sum, { messages }) => sum + messages, 0);
  const parts = percentagesOf(shares.map(({ messages }) => messages));
  const most = Math.max(1, ...shares.map(({ messages }) => messages));
  const facts = explainShares(sharing, shares);
  return (
    <section className={classes['section']} aria-label={title} data-testid={`share-${sharing}`}>
      <div className={classes['heading']}>
        <h3>{title}</h3>
      </div>
      <table className={classes['shares']}>
        <tbody>
          {shares.slice(0, MOST_ROWS).map(({ id, name, messages, rate, waiting }, index) => (
            <tr key={id} data-testid={`share-${sharing}-${id}`}>
              <th scope="row">
                <button type="button" onClick={() => show(cables, id)} title={name}>
                  {name}
                </button>
              </th>
              <td className={classes['bar']}>
                <span style={{ width: `${(messages / most) * 100}%` }} />
              </td>
              <td className={classes['number']} title={rateText(rate)}>
                {countText(messages)}
              </td>
              <td className={classes['part']}>{total === 0 ? '–' : `${parts[index] ?? 0} %`}</td>
              {sharing === 'deals' && (
                <td className={classes['part']} title={t('share.waiting', { count: waiting })}>
                  {waiting > 0 ? `+${countText(waiting)}` : ''}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {shares.length > MOST_ROWS && (
        <p className={classes['muted']}>{t('share.more', { count: shares.length - MOST_ROWS })}</p>
      )}
      {cables.some(({ sealed }) => sealed) && <p className={classes['muted']}>{t('share.sealed')}</p>}
      <ul className={classes['facts']}>
        {facts.slice(0, 4).map(({ code, name, seconds = 0, waiting = 0, holder = '' }) => (
          <li key={`${code} ${name}`} data-fact={code}>
            {t(`fact.${sharing}.${code === 'slow' && waiting > 0 ? 'slowWaiting' : code}`, {
              name,
              time: latencyText(seconds),
              waiting: countText(waiting),
              holder,
            })}
          </li>
        ))}
        {facts.length === 0 && <li>{t(`fact.${sharing}.rule`)}</li>}
      </ul>
    </section>
  );
}

function show(cables: readonly Cable[], id: string): void {
  if (cables.find((cable) => cable.id === id)?.kind === 'peer') selectPeer(id);
  else select([], [id]);
}

function useShares(cables: readonly Cable[], sharing: Sharing): readonly PeerShare[] {
  const [shares, setShares] = useState<readonly PeerShare[]>(() => read(cables, sharing));
  useEffect(() => {
    const look = () => setShares(read(cables, sharing));
    look();
    const timer = window.setInterval(look, LOOK_MS);
    return () => window.clearInterval(timer);
  }, [cables, sharing]);
  return shares;
}

function read(cables: readonly Cable[], sharing: Sharing): PeerShare[] {
  const { requests, connected, unheard, t } = useTurns.getState();
  return cables.map(({ id, name, flow, out, connected: on }) => {
    const direction = sharing === 'deals' ? out : 1 - out;
    const counts = requests.get(flow);
    // What a ROUTER does not read was not taken in any turn.
    const vain = sharing === 'takes' ? unheard.get(flow) : undefined;
    return {
      id,
      name,
      messages: Math.max(0, feed.flowMessages(flow, direction) - (vain?.messages ?? 0)),
      rate: vain?.holder === undefined ? feed.flowRate(flow, direction) : 0,
      waiting: counts?.waiting ?? 0,
      latency: counts?.latency,
      age: Math.max(0, t - (connected.get(flow) ?? 0)),
      connected: on,
      ...(vain?.holder === undefined ? {} : { holder: cables.find((cable) => cable.flow === vain.holder)?.name ?? '' }),
    };
  });
}
