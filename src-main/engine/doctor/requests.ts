import type { Fix } from '../../../shared/traffic/findings';
import { placeOf, socketOf, type CableFacts, type Facts, type Found } from './facts';

/** A REQ waits for the reply of a peer that is gone: by its protocol it would wait for ever. */
export function lostReply(facts: Facts): Found[] {
  return facts.sockets.flatMap((socket): Found[] => {
    const { awaitsSince: since } = socket;
    if (since === undefined || socket.type !== 'REQ') return [];
    const gone = facts.cables.find(
      ({ connecting, binding, lostAt }) =>
        (connecting.socket === socket.key || binding.socket === socket.key) && lostAt !== undefined && lostAt >= since,
    );
    if (!gone || gone.lostAt === undefined) return [];
    const other = gone.connecting.socket === socket.key ? gone.binding : gone.connecting;
    const asks = socket.behavior?.type === 'request' && socket.behavior.timeout === undefined;
    const fixes: Fix[] = [
      {
        type: 'options',
        socket: socket.key,
        options: [
          ['relaxed', true],
          ['correlate', true],
        ],
      },
      ...(asks ? [{ type: 'timeout', node: socket.node, timeout: '1s' } as const] : []),
    ];
    const values = { name: socket.name, peer: other.name, t: since, gone: gone.lostAt };
    return [{ rule: 'lostReply', severity: 'problem', node: socket.node, ...placeOf(gone), values, fixes }];
  });
}

/**
 * Two peers of a ROUTER call themselves the same: it keeps the first and hears nothing of the second. With `handover` it is
 * the other way round: the newer one takes the name over, and the older one stays connected and is not heard any more.
 */
export function identityClash(facts: Facts): Found[] {
  return facts.sockets.flatMap((router): Found[] => {
    if (router.type !== 'ROUTER') return [];
    const handover = router.options['handover'] === true;
    const byIdentity = new Map<string, CableFacts[]>();
    for (const cable of facts.cables) {
      const other = otherEnd(cable, router.key);
      if (!other || !cable.connected || other.identity === '') continue;
      byIdentity.set(other.identity, [...(byIdentity.get(other.identity) ?? []), cable]);
    }
    return [...byIdentity].flatMap(([identity, cables]): Found[] => {
      const [first, second] = cables.toSorted((one, other) => (one.readySince ?? 0) - (other.readySince ?? 0));
      if (!first || !second) return [];
      const ends = [otherEnd(first, router.key), otherEnd(second, router.key)];
      const own = [...ends].reverse().flatMap((end) => socketOf(facts, end?.socket) ?? [])[0];
      const renamed: Fix[] = own
        ? [{ type: 'options', socket: own.key, options: [['routingId', `${identity}-2`]] }]
        : [];
      const values = { identity, router: router.name, one: ends[0]?.name ?? '', other: ends[1]?.name ?? '' };
      return [
        {
          rule: 'identityClash',
          severity: 'problem',
          node: router.node,
          ...placeOf(second),
          values,
          variant: handover ? 'handover' : 'kept',
          fixes: handover
            ? renamed
            : [...renamed, { type: 'options', socket: router.key, options: [['handover', true]] }],
        },
      ];
    });
  });
}

function otherEnd({ connecting, binding }: CableFacts, key: string) {
  if (binding.socket === key) return connecting;
  return connecting.socket === key ? binding : undefined;
}
