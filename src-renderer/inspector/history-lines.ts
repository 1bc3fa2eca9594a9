import type { TFunction } from 'i18next';
import type { ConnectionFacts } from '../../shared/wire/ladder';
import type { HistoryEntry, SocketHistory } from '../../shared/wire/socket-history';
import { durationText } from '../ui/numbers';
import { closingText } from '../wire-view/wire-text';
import { seenFrom } from './seen-from';

/** A line of a socket's connection history. Times are seconds since the run began. */
export interface HistoryLine {
  readonly key: string;
  /** When it happened, or happened first; lines are in the order of `last`. */
  readonly at: number;
  readonly last: number;
  readonly times: number;
  readonly text: string;
  readonly failed: boolean;
  /** The connection whose ladder tells more. */
  readonly connection?: number;
}

/** A socket's monitor and the relay tell of the same thing within this time, in seconds. */
const NEAR_S = 0.5;

/** Looks into both namespaces: why a connection ended is told in the words of the ladder. */
type Translate = TFunction<readonly ['peers', 'wire']>;

/** What the sockets' monitors say and what was seen on the wire, together, newest first. */
export function historyLines(
  histories: readonly SocketHistory[],
  connections: readonly ConnectionFacts[],
  node: string,
  t: Translate,
): HistoryLine[] {
  const said = histories.flatMap(({ entries }, index) =>
    entries.flatMap((entry) => {
      const text = reachedOnlyARelay(entry, connections) ? undefined : entryText(entry, t);
      const { first, last, count, type } = entry;
      const key = `${index} ${type} ${entry.endpoint} ${first}`;
      return text === undefined ? [] : [{ key, at: first, last, times: count, text, failed: type.includes(':error') }];
    }),
  );
  const lines = [...said, ...folded(connections.flatMap((connection) => wireLines(connection, node, t)))];
  return lines.sort((one, other) => other.last - one.last);
}

/** What failed again and again in the same way is one line, which leads to the newest of them. */
function folded(lines: readonly HistoryLine[]): HistoryLine[] {
  const byText = new Map<string, HistoryLine>();
  for (const line of lines) {
    const key = line.failed ? line.text : line.key;
    const known = byText.get(key);
    if (!known) byText.set(key, line);
    else {
      const newest = known.last > line.last ? known : line;
      byText.set(key, { ...newest, at: Math.min(known.at, line.at), times: known.times + line.times });
    }
  }
  return [...byText.values()];
}

function wireLines(connection: ConnectionFacts, node: string, t: Translate): HistoryLine[] {
  const { id, readyAt, closedAt, phase, remote } = connection;
  const [seen] = seenFrom(connection, node);
  if (!seen) return [];
  // A program outside calls from another port each time: what fails in the same way is one line.
  const anyPort = (text: string) =>
    phase === 'failed' && remote !== '' ? text.replaceAll(remote, remote.replace(/:\d+$/, '')) : text;
  const name = anyPort(seen.side.name) || t('outside');
  const line = (at: number, text: string, failed: boolean): HistoryLine => {
    return { key: `${id} ${at}`, at, last: at, times: 1, text, failed, connection: id };
  };
  const reason = anyPort(closingText(connection, t as unknown as TFunction<'wire'>) ?? '');
  return [
    ...(readyAt === undefined ? [] : [line(readyAt, t('history.wireReady', { name }), false)]),
    ...(closedAt === undefined
      ? []
      : [
          phase === 'failed'
            ? line(closedAt, t('history.wireFailed', { name, reason }), true)
            : line(closedAt, t('history.wireEnded', { name, reason }), false),
        ]),
  ];
}

/**
 * Where nobody listens, a relay has taken the socket's first attempt before it knew: the socket was connected with the relay
 * alone. The wire tells what that was, and the socket's own words would only puzzle.
 */
function reachedOnlyARelay(entry: HistoryEntry, connections: readonly ConnectionFacts[]): boolean {
  const { type, endpoint, first, last } = entry;
  if (type !== 'connect' && type !== 'disconnect' && !type.startsWith('handshake:')) return false;
  return connections.some(({ openedAt, closedAt = openedAt, closing }) => {
    const refused = closing?.code === 'refused' && closing.values['endpoint'] === endpoint;
    return refused && first >= openedAt - NEAR_S && last <= closedAt + NEAR_S;
  });
}

/** `undefined` for what the wire tells better. Without an endpoint it is where only relays come in. */
function entryText({ type, endpoint, waits = [], detail = '' }: HistoryEntry, t: Translate): string | undefined {
  const inward = endpoint === '';
  switch (type) {
    case 'connect':
      return inward ? undefined : t('history.connect', { endpoint });
    case 'connect:delay':
      return t('history.delay', { endpoint });
    case 'connect:retry':
      return t('history.retry', { endpoint, interval: durationText(waits.at(-1)?.ms ?? 0) });
    case 'handshake':
      return inward ? undefined : t('history.handshake', { endpoint });
    case 'disconnect':
      return inward ? undefined : t('history.disconnect', { endpoint });
    case 'left':
      return t('history.left', { endpoint });
    case 'accept:error':
      return t('history.accept', { detail });
    case 'bind:error':
      return t('history.bind', { endpoint, detail });
    default:
      return t('history.protocol', { reason: t([`failure.${detail}`, 'failure.other'], { detail }) });
  }
}
