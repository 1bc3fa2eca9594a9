import { expect } from 'vitest';
import { compatiblePeers, SOCKET_TYPES, socketFacts, type SocketType } from '../../../shared/zmq/socket-types';
import { unfitTransport } from '../../../shared/zmq/legal';
import { transportFacts, transportsOf, type Transport } from '../../../shared/zmq/transports';
import type { LinkState } from '../../../shared/traffic/status';
import type { Link, SocketNode } from '../../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from './harness';
import { talker } from './talker';

/** One socket that connects to another over a transport that both can use. */
export interface Pair {
  readonly from: SocketType;
  readonly to: SocketType;
  readonly transport: Transport;
}

/** Every legal pair over a transport, with either side binding where either can. */
export function pairsOver(transport: Transport): readonly Pair[] {
  return SOCKET_TYPES.flatMap((from) =>
    compatiblePeers(from)
      .filter((to) => transportsOf(from, to).includes(transport))
      .filter((to) => !unfitTransport(from, transport, 'connect') && !unfitTransport(to, transport, 'bind'))
      .map((to) => ({ from, to, transport })),
  );
}

/** A ROUTER only answers: two of them begin nothing by themselves. */
export function isNamed({ from, to }: Pair): boolean {
  return from === 'ROUTER' && to === 'ROUTER';
}

/** Whether a type gets anything by a transport: by multicast nothing comes back, so no subscription reaches an XPUB (`zmq_pgm(7)`). */
export function hears(type: SocketType, transport: Transport): boolean {
  return socketFacts(type).receives && !(type === 'XPUB' && transportFacts(transport).multicast);
}

/**
 * Runs all of these pairs at once, each in a link of its own, until every socket that receives has got something. Gives the states
 * in which the links then are.
 */
export async function exchangeAll(
  pairs: readonly Pair[],
  settings: Partial<SocketNode> = {},
): Promise<readonly LinkState[]> {
  const nodes = pairs.flatMap((pair, index) => nodesOf(pair, index).map((one) => ({ ...one, ...settings })));
  const links: Link[] = pairs.map(({ transport }, index) => link(`l${index}`, `a${index}`, `b${index}`, { transport }));
  const engine = new TestEngine();
  await engine.run(topology(nodes, links));
  const quiet = (): string[] =>
    pairs.flatMap((pair, index) => {
      if (isNamed(pair)) engine.engine.send(`a${index}`, [`b${index}`, 'hello']);
      const ends = [engine.received(`a${index}`), engine.received(`b${index}`)] as const;
      const both = [pair.from, pair.to].every(
        (type, end) => !hears(type, pair.transport) || ends[end]! > 0 || (isNamed(pair) && end === 0),
      );
      const seen = engine.messages(`l${index}`);
      return both && seen[0] + seen[1] > 0 ? [] : [`${pair.from}-${pair.to} ${ends.join('/')} ${seen.join('/')}`];
    });
  await eventually(() => expect([...quiet(), ...engine.problems()]).toEqual([]), 40_000);
  return pairs.map((_, index) => engine.link(`l${index}`).state);
}

function nodesOf(pair: Pair, index: number): SocketNode[] {
  const a = node(`a${index}`, pair.from, { behavior: talker(pair.from) });
  const b = node(`b${index}`, pair.to, { behavior: talker(pair.to) });
  if (!isNamed(pair)) return [a, b];
  // The ends name each other, because a ROUTER sends to nobody that it cannot name.
  const named = (one: SocketNode, id: string): SocketNode => ({ ...one, options: { routingId: id } });
  return [
    { ...named(a, `a${index}`), behavior: { type: 'manual' } },
    { ...named(b, `b${index}`), behavior: { type: 'sink' } },
  ];
}
