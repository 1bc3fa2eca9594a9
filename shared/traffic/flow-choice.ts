import { nodeIdOf, type Topology } from '../topology/topology';
import type { FlowId } from './flow';
import type { RunStatus } from './status';

/** What is selected on the canvas, by ids. */
export interface SelectedItems {
  readonly nodes: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly peer: string | undefined;
}

/**
 * The flows that a selection is about, in ascending order: those of the selected links and peer, and for a node those of
 * all its links and of all programs outside that are or were connected with it. Undefined where nothing is selected.
 */
export function selectedFlows(selected: SelectedItems, topology: Topology, status: RunStatus): FlowId[] | undefined {
  const { nodes, links, peer } = selected;
  if (nodes.size === 0 && links.size === 0 && peer === undefined) return undefined;
  const wanted = new Set(links);
  for (const { id, from, to } of topology.links) {
    if (nodes.has(nodeIdOf(from)) || nodes.has(nodeIdOf(to))) wanted.add(id);
  }
  const flows = [
    ...status.links.filter(({ id }) => wanted.has(id)).map(({ flow }) => flow),
    ...status.peers.filter(({ id, node }) => id === peer || nodes.has(node)).map(({ flow }) => flow),
  ];
  return [...new Set(flows)].sort((one, other) => one - other);
}
