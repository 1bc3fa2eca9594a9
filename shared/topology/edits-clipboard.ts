import { fail, ok, type Problem, type Result } from '../result';
import type { Endpoint } from '../zmq/endpoint';
import type { ItemIds } from './edits-nodes';
import { boundEndpoints, claimEndpoint } from './free-endpoints';
import { copyId, freeId } from './ids';
import { formatTopology, parseTopologyText } from './parse';
import { FORMAT } from './schema';
import { nodeIdOf, type Link, type Position, type Topology, type TopologyNode } from './topology';

/** The text of the selected nodes and the links among them: a topology file of its own, so that it can be read by anyone. */
export function copyItems(topology: Topology, ids: ReadonlySet<string>): string | undefined {
  const nodes = topology.nodes.filter((node) => ids.has(node.id));
  if (nodes.length === 0) return undefined;
  const links = topology.links.filter((link) => ids.has(nodeIdOf(link.from)) && ids.has(nodeIdOf(link.to)));
  return formatTopology({ format: FORMAT, name: topology.name, nodes, links });
}

/** Reads what `copyItems` wrote, or any topology file; the problems say why a text cannot be pasted. */
export function readClip(text: string): Result<Topology, readonly Problem[]> {
  const parsed = parseTopologyText(text);
  if (!parsed.ok) return parsed;
  if (parsed.value.nodes.length === 0)
    return fail([{ code: 'empty-clip', message: 'There is no node in what was copied.' }]);
  return ok(parsed.value);
}

/**
 * Pastes nodes and the links among them under new ids, moved by so many pixels. A bound endpoint that would clash gets
 * another port or name, because two sockets cannot bind the same one.
 */
export function pasteClip(
  topology: Topology,
  clip: Topology,
  by: Position,
): { readonly topology: Topology; readonly pasted: ItemIds } {
  const nodeIds = new Set(topology.nodes.map(({ id }) => id));
  const linkIds = new Set(topology.links.map(({ id }) => id));
  const renamed = new Map<string, string>();
  const taken = boundEndpoints(topology);
  const nodes: TopologyNode[] = [];
  const links: Link[] = [];
  const pasted = { nodes: new Set<string>(), links: new Set<string>() };
  for (const node of clip.nodes) {
    const id = copyId(node.id, nodeIds);
    nodeIds.add(id);
    renamed.set(node.id, id);
    pasted.nodes.add(id);
    const position = { x: node.position.x + by.x, y: node.position.y + by.y };
    nodes.push(withFreeBinds(taken, { ...node, id, position }));
  }
  for (const link of clip.links) {
    const id = freeId('l', linkIds);
    linkIds.add(id);
    pasted.links.add(id);
    const copy: Link = { ...link, id, from: rekeyed(link.from, renamed), to: rekeyed(link.to, renamed) };
    links.push(copy.endpoint === undefined ? copy : { ...copy, endpoint: claimEndpoint(taken, copy.endpoint) });
  }
  return {
    topology: { ...topology, nodes: [...topology.nodes, ...nodes], links: [...topology.links, ...links] },
    pasted,
  };
}

function rekeyed(key: string, renamed: ReadonlyMap<string, string>): string {
  const node = nodeIdOf(key);
  return `${renamed.get(node) ?? node}${key.slice(node.length)}`;
}

function withFreeBinds(taken: Endpoint[], node: TopologyNode): TopologyNode {
  const free = (bind: readonly string[] | undefined) =>
    bind ? { bind: bind.map((text) => claimEndpoint(taken, text)) } : {};
  switch (node.kind) {
    // What a program outside listens at is no bind of the app's own, so copies of it may share it.
    case 'external':
      return node;
    case 'socket':
      return { ...node, ...free(node.bind) };
    case 'device':
      return {
        ...node,
        ...(node.frontend ? { frontend: { ...node.frontend, ...free(node.frontend.bind) } } : {}),
        ...(node.backend ? { backend: { ...node.backend, ...free(node.backend.bind) } } : {}),
      };
  }
}
