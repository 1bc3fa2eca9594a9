import { nodeIdOf } from '../../shared/topology/topology';
import type { ConnectionFacts, WireSideFacts, WireTotal } from '../../shared/wire/ladder';

/** A connection as one of its ends sees it. */
export interface SeenPeer {
  readonly connection: ConnectionFacts;
  /** The other side. */
  readonly side: WireSideFacts;
  /** `in`: the other side connected to us. */
  readonly way: 'in' | 'out';
  readonly to: WireTotal;
  readonly from: WireTotal;
}

/** A connection as a node sees it: once, or twice where the node is connected with itself. */
export function seenFrom(connection: ConnectionFacts, node: string): SeenPeer[] {
  const { connecting, binding, forward, backward } = connection;
  const is = (side: WireSideFacts) => side.socket !== undefined && nodeIdOf(side.socket) === node;
  return [
    ...(is(binding) ? [{ connection, side: connecting, way: 'in' as const, to: backward, from: forward }] : []),
    ...(is(connecting) ? [{ connection, side: binding, way: 'out' as const, to: forward, from: backward }] : []),
  ];
}
