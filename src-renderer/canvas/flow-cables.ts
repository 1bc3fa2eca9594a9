import { nodeIdOf, patternOf, type Topology } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import type { LinkStatus, PeerStatus } from '../../shared/traffic/status';
import type { Pattern } from '../../shared/zmq/socket-types';
import type { FlowEnds } from '../traffic/pulses';
import { peerNodeId } from './flow-types';

/** Where on the canvas a flow is drawn. */
export interface FlowCable extends FlowEnds {
  /** Id of the edge that is its cable. */
  readonly edge: string;
  readonly pattern: Pattern;
}

/** The cable of each flow that runs: links' and peers'. A flow whose link is gone from the document has none. */
export function flowCables(
  topology: Topology,
  links: ReadonlyMap<string, LinkStatus>,
  peers: ReadonlyMap<string, PeerStatus>,
): ReadonlyMap<FlowId, FlowCable> {
  const cables = new Map<FlowId, FlowCable>();
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  for (const link of topology.links) {
    const status = links.get(link.id);
    const to = nodes.get(nodeIdOf(link.to));
    if (!status || !to) continue;
    cables.set(status.flow, { edge: link.id, from: nodeIdOf(link.from), to: to.id, pattern: patternOf(to) });
  }
  for (const peer of peers.values()) {
    const node = nodes.get(peer.node);
    if (!node) continue;
    const id = peerNodeId(peer.id);
    const met = peer.meets === undefined ? undefined : nodes.get(nodeIdOf(peer.meets));
    if (met) {
      cables.set(peer.flow, { edge: id, from: node.id, to: met.id, pattern: patternOf(met) });
      continue;
    }
    const [from, to] = peer.way === 'inbound' ? [id, node.id] : [node.id, id];
    cables.set(peer.flow, { edge: id, from, to, pattern: patternOf(node) });
  }
  return cables;
}
