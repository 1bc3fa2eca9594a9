import { newNode, type NodeRecipe } from './defaults';
import { freeNodeId } from './ids';
import { nodeIdOf, type Link, type Position, type Topology, type TopologyNode } from './topology';

/** Ids of nodes and links of a topology, as the window selects them. */
export interface ItemIds {
  readonly nodes: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

/** A topology with one node more, and the id that the node got. */
export function addNode(
  topology: Topology,
  recipe: NodeRecipe,
  position: Position,
): { readonly topology: Topology; readonly id: string } {
  const id = freeNodeId(
    topology,
    recipe.type === 'socket' ? recipe.socket : recipe.type === 'device' ? recipe.device : 'program',
  );
  const node = newNode(recipe, id, rounded(position));
  return { topology: { ...topology, nodes: [...topology.nodes, node] }, id };
}

/** Removes nodes and links, and the links of the removed nodes with them. */
export function removeItems(topology: Topology, items: ItemIds): Topology {
  const stays = (link: Link) =>
    !items.links.has(link.id) && !items.nodes.has(nodeIdOf(link.from)) && !items.nodes.has(nodeIdOf(link.to));
  const nodes = topology.nodes.filter((node) => !items.nodes.has(node.id));
  const links = topology.links.filter(stays);
  if (nodes.length === topology.nodes.length && links.length === topology.links.length) return topology;
  return { ...topology, nodes, links };
}

/** Puts nodes where they were dragged to; positions are whole pixels, so that files stay readable. */
export function moveNodes(topology: Topology, positions: ReadonlyMap<string, Position>): Topology {
  let moved = false;
  const nodes = topology.nodes.map((node) => {
    const position = positions.get(node.id);
    if (!position) return node;
    const { x, y } = rounded(position);
    if (x === node.position.x && y === node.position.y) return node;
    moved = true;
    return { ...node, position: { x, y } };
  });
  return moved ? { ...topology, nodes } : topology;
}

/** Moves nodes by so many pixels. */
export function nudgeNodes(topology: Topology, ids: ReadonlySet<string>, by: Position): Topology {
  const positions = new Map<string, Position>();
  for (const { id, position } of topology.nodes) {
    if (ids.has(id)) positions.set(id, { x: position.x + by.x, y: position.y + by.y });
  }
  return moveNodes(topology, positions);
}

/** Gives a node another label; an empty one, or one that is the id itself, leaves the id to be shown. */
export function renameNode(topology: Topology, id: string, label: string): Topology {
  return changeNode(topology, id, (node) => {
    const text = label.trim();
    const { label: before, ...rest } = node;
    if (text === (before ?? '') || (text === id && before === undefined)) return node;
    return text === '' || text === id ? rest : { ...rest, label: text };
  });
}

/** Replaces a node by what `change` makes of it; the same object is no change. Its id stays. */
export function changeNode(topology: Topology, id: string, change: (node: TopologyNode) => TopologyNode): Topology {
  const index = topology.nodes.findIndex((node) => node.id === id);
  const node = topology.nodes[index];
  if (!node) return topology;
  const next = change(node);
  return next === node ? topology : { ...topology, nodes: topology.nodes.with(index, next) };
}

/** Replaces a link by what `change` makes of it; the same object is no change. */
export function changeLink(topology: Topology, id: string, change: (link: Link) => Link): Topology {
  const index = topology.links.findIndex((link) => link.id === id);
  const link = topology.links[index];
  if (!link) return topology;
  const next = change(link);
  return next === link ? topology : { ...topology, links: topology.links.with(index, next) };
}

function rounded({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) };
}
