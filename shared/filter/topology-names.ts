import { labelOf, type FrameTemplate, type Topology } from '../topology/topology';
import type { PeerStatus } from '../traffic/status';
import type { FilterNames } from './complete';

const PUBLISHERS = new Set(['PUB', 'XPUB']);

/** The names in a topology, and those of the programs outside and of the meetings of a run. */
export function filterNames(
  topology: Topology,
  peers: readonly Pick<PeerStatus, 'id' | 'identity' | 'meets'>[],
): FilterNames {
  const nodes = topology.nodes.flatMap((node) => [labelOf(node), node.id]);
  const topics = topology.nodes.flatMap((node) => {
    if (node.kind !== 'socket') return [];
    const { socket, behavior } = node;
    if (behavior?.type === 'subscribe') return behavior.topics;
    return PUBLISHERS.has(socket) && behavior?.type === 'generate' ? topicsOf(behavior.frames[0]) : [];
  });
  const outside = peers.filter(({ meets }) => meets === undefined);
  return {
    nodes: [...new Set(nodes)],
    links: [...topology.links, ...peers.filter(({ meets }) => meets !== undefined)].map(({ id }) => id),
    peers: [...new Set(outside.flatMap(({ id, identity }) => (identity === '' ? [id] : [identity, id])))],
    topics: [...new Set(topics)].filter((topic) => topic !== ''),
    paths: [],
  };
}

/** What a published message's first frame begins with, as far as it is the same each time. */
function topicsOf(frame: FrameTemplate | undefined): readonly string[] {
  if (typeof frame !== 'string') return [];
  const cycle = /^\{\{cycle ([^}]*)\}\}/.exec(frame);
  if (cycle) return (cycle[1] ?? '').split('|');
  return [frame.split('{{', 1)[0] ?? ''];
}
