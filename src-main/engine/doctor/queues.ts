import type { Fix } from '../../../shared/traffic/findings';
import { countOf } from '../../../shared/traffic/losses';
import { lostBy, socketOf, type Facts, type Found, type SocketFacts } from './facts';

/** Seconds that something waits before it is said. */
const LONG_S = 2;
/** The mark that is offered: so many times what it is. */
const RAISE = 10;
const DEFAULT_MARK = 1000;
/** Ids shown of those that nobody has. */
const SHOWN_IDS = 5;

/** Messages were dropped because the queue to a peer was full. */
export function fullQueue(facts: Facts): Found[] {
  return facts.losses.rows.flatMap((row): Found[] => {
    if (row.cause !== 'highWater') return [];
    const socket = socketOf(facts, row.socket);
    const cable = facts.cables.find(({ flow }) => flow === row.flow);
    if (!socket || !cable) return [];
    const other = cable.connecting.socket === row.socket ? cable.binding : cable.connecting;
    const mark = markOf(socket);
    const rate = socketOf(facts, other.socket)?.receiveRate;
    const fixes: Fix[] = [
      { type: 'options', socket: socket.key, options: [['sendHighWaterMark', Math.min(mark * RAISE, 10_000_000)]] },
    ];
    return [
      {
        rule: 'fullQueue',
        severity: 'problem',
        node: socket.node,
        ...(cable.link === undefined ? {} : { link: cable.link }),
        ...(cable.peer === undefined ? {} : { peer: cable.peer }),
        variant: rate === undefined ? 'outside' : 'inside',
        values: {
          sender: socket.name,
          receiver: other.name,
          dropped: countOf(row),
          mark,
          sendRate: socket.sendRate,
          receiveRate: rate ?? 0,
        },
        fixes,
      },
    ];
  });
}

/** A socket's send is not taken: it has no peer, or its peers' queues are full. */
export function nobodyTakes(facts: Facts): Found[] {
  return facts.sockets.flatMap((socket): Found[] => {
    const { blockedSince: since } = socket;
    if (since === undefined || facts.now - since < LONG_S) return [];
    const peers = facts.cables.filter(
      ({ connected, connecting, binding }) =>
        connected && (connecting.socket === socket.key || binding.socket === socket.key),
    ).length;
    const waiting = facts.losses.blocked.find((blocked) => blocked.socket === socket.key)?.waiting ?? 1;
    const values = { name: socket.name, type: socket.type, t: since, peers, waiting, mark: markOf(socket) };
    const variant = peers === 0 ? 'nobody' : 'full';
    const fixes: Fix[] =
      peers === 0
        ? []
        : [{ type: 'options', socket: socket.key, options: [['sendHighWaterMark', markOf(socket) * RAISE]] }];
    return [{ rule: 'nobodyTakes', severity: 'problem', node: socket.node, variant, values, fixes }];
  });
}

/** A ROUTER was given messages for ids that nobody has. */
export function unroutable(facts: Facts): Found[] {
  return facts.sockets.flatMap((socket): Found[] => {
    const count = lostBy(facts, socket.key, 'unroutable');
    if (count === 0) return [];
    const known = facts.cables.flatMap(({ connected, connecting, binding }) => {
      if (!connected) return [];
      const other = connecting.socket === socket.key ? binding : binding.socket === socket.key ? connecting : undefined;
      return other && other.identity !== '' ? [other.identity] : [];
    });
    const values = {
      name: socket.name,
      count,
      ids: socket.unknownIds.slice(0, SHOWN_IDS).join(', '),
      known: known.slice(0, SHOWN_IDS).join(', '),
    };
    const variant = known.length > 0 ? 'others' : 'none';
    const fixes: Fix[] = [{ type: 'options', socket: socket.key, options: [['mandatory', true]] }];
    return [{ rule: 'unroutable', severity: 'problem', node: socket.node, variant, values, fixes }];
  });
}

function markOf({ options }: SocketFacts): number {
  const mark = options['sendHighWaterMark'];
  return typeof mark === 'number' ? mark : DEFAULT_MARK;
}
