import { IconAlertTriangle, IconPlug, IconPlugConnected, IconWorld, IconX } from '@tabler/icons-react';
import { Tooltip } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/result';
import type { EndpointStatus, SocketStatus } from '../../shared/traffic/status';
import { mechanismOf, type Security } from '../../shared/security/security';
import { parseEndpoint, type EndpointUse } from '../../shared/zmq/endpoint';
import { isLocal } from '../../shared/zmq/endpoint-reach';
import { socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import { problemText } from '../i18n/problem-text';
import { SocketMarks } from '../losses/LossMark';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { rateText, shortCountText } from '../ui/numbers';
import classes from './Node.module.css';
import problemClasses from './NodeProblem.module.css';

/** Shows whether a socket is open. */
export function Lamp({ state }: { readonly state: string }) {
  const { t } = useTranslation('canvas');
  const text = t(`lamp.${state}`);
  return (
    <Tooltip label={text}>
      <span className={classes['lamp']} data-state={state} role="img" aria-label={text} />
    </Tooltip>
  );
}

/** How many messages a socket has sent and received, and how fast. Its line is there before the first run as well, so that nodes keep their size. */
export function Counts({ status, type }: { readonly status: SocketStatus | undefined; readonly type: SocketType }) {
  const { sends, receives } = socketFacts(type);
  return (
    <div className={classes['counts']}>
      {sends && <Count index={status?.index} count="sent" />}
      {receives && <Count index={status?.index} count="received" />}
      {status && <SocketMarks socket={status.key} />}
    </div>
  );
}

function Count({ index, count }: { readonly index: number | undefined; readonly count: 'sent' | 'received' }) {
  const { t } = useTranslation('canvas');
  const total = useCallback(
    () => (index === undefined ? '–' : shortCountText(feed.socketCount(index, count))),
    [index, count],
  );
  const rate = useCallback(() => {
    const perSecond = index === undefined ? 0 : feed.socketRate(index, count);
    return perSecond < 0.05 ? '' : rateText(perSecond);
  }, [index, count]);
  return (
    <Tooltip label={t(`count.${count}`)}>
      <span className={classes['count']} aria-label={t(`count.${count}`)}>
        <span className={classes['arrow']} aria-hidden>
          {count === 'sent' ? '↑' : '↓'}
        </span>
        <LiveText read={total} className={classes['total']} />
        <LiveText read={rate} className={classes['rate']} />
      </span>
    </Tooltip>
  );
}

interface EndpointLinesProps {
  readonly bind: readonly string[] | undefined;
  readonly connect: readonly string[] | undefined;
  readonly statuses: readonly EndpointStatus[];
  /** How the socket is secured. */
  readonly security?: Security | undefined;
  /** Leaves out `tcp://`, where there is little room. */
  readonly short?: boolean;
}

/** The endpoints that the user gave to a socket, one a line, with what became of each. */
export function EndpointLines({ bind = [], connect = [], statuses, security, short = false }: EndpointLinesProps) {
  const line = (use: EndpointUse, text: string) => (
    <EndpointLine
      key={`${use} ${text}`}
      use={use}
      text={text}
      shown={short ? text.replace(/^tcp:\/\//, '') : text}
      mechanism={mechanismOf(security)}
      status={statuses.find((status) => status.use === use && status.given === text)}
    />
  );
  if (bind.length + connect.length === 0) return undefined;
  return (
    <div className={classes['endpoints']}>
      {bind.map((text) => line('bind', text))}
      {connect.map((text) => line('connect', text))}
    </div>
  );
}

interface EndpointLineProps {
  readonly use: EndpointUse;
  readonly text: string;
  readonly shown: string;
  readonly mechanism: ReturnType<typeof mechanismOf>;
  readonly status: EndpointStatus | undefined;
}

function EndpointLine({ use, text, shown, mechanism, status }: EndpointLineProps) {
  const { t } = useTranslation('canvas');
  const parsed = parseEndpoint(text, use);
  const exposed = parsed.ok && !isLocal(parsed.value);
  const actual = status?.actual ?? '';
  const Icon = use === 'bind' ? IconPlugConnected : IconPlug;
  return (
    <div className={classes['endpoint']} data-failed={status?.problem !== undefined}>
      <Icon size={12} stroke={1.75} aria-label={t(`endpoint.${use}`)} />
      <Tooltip
        label={
          actual !== '' && actual !== text
            ? t('endpoint.actual', { given: text, actual })
            : t(`endpoint.${use}Tip`, { endpoint: text })
        }
      >
        <span className={classes['address']}>{shown}</span>
      </Tooltip>
      {exposed && (
        <Tooltip label={t(`endpoint.${use === 'bind' ? 'exposed' : 'reachesOut'}.${mechanism}`)}>
          <span className={classes['network']} role="img" aria-label={t('endpoint.network')}>
            <IconWorld size={12} stroke={1.75} />
            {t('endpoint.network')}
          </span>
        </Tooltip>
      )}
    </div>
  );
}

interface ProblemsProps {
  readonly problems: readonly Problem[];
  /** `failed` where it does not work now; `past` where it happened and the socket goes on. */
  readonly tone: 'failed' | 'past';
}

/** The newest problem of a node, all of them in its tip; one that is past can be put away. */
export function Problems({ problems, tone }: ProblemsProps) {
  const { t } = useTranslation('canvas');
  const [read, setRead] = useState<Problem | undefined>();
  const newest = problems.at(-1);
  if (!newest || newest === read) return undefined;
  const all = problems.map(problemText).join('\n');
  return (
    <div className={problemClasses['problem']} data-tone={tone} role="alert">
      <IconAlertTriangle size={13} stroke={1.75} aria-hidden />
      <Tooltip label={all} styles={{ tooltip: { whiteSpace: 'pre-line' } }}>
        <span>{problemText(newest)}</span>
      </Tooltip>
      {tone === 'past' && (
        <button type="button" className="nodrag" aria-label={t('node.dismiss')} onClick={() => setRead(newest)}>
          <IconX size={12} stroke={1.75} />
        </button>
      )}
    </div>
  );
}

/** All problems of a socket: its own and those of its endpoints. */
export function problemsOf(status: SocketStatus | undefined): readonly Problem[] {
  if (!status) return [];
  // Where it could not be opened at all, that says why its endpoints are not there either.
  if (status.state === 'failed' && status.problems.length > 0) return status.problems;
  return [...status.problems, ...status.endpoints.flatMap(({ problem }) => (problem ? [problem] : []))];
}

/** True where the socket, or an endpoint of it, does not work now. */
export function hasFailed(status: SocketStatus | undefined): boolean {
  return status?.state === 'failed' || status?.endpoints.some(({ problem }) => problem !== undefined) === true;
}
