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
 * all its links and of everybody who is or was connected with it by an endpoint given by hand. Undefined where nothing is selected.
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
    ...status.peers
      .filter(
        ({ id, node, meets }) => id === peer || nodes.has(node) || (meets !== undefined && nodes.has(nodeIdOf(meets))),
      )
      .map(({ flow }) => flow),
  ];
  return [...new Set(flows)].sort((one, other) => one - other);
}
