import type { Topology } from './topology';

/** An id that no node of the topology has: the kind's name and the lowest free number, as `req2`. */
export function freeNodeId(topology: Topology, kind: string): string {
  return freeId(kind.toLowerCase(), new Set(topology.nodes.map(({ id }) => id)));
}

/** An id that no link of the topology has: `l1`, `l2`, … */
export function freeLinkId(topology: Topology): string {
  return freeId('l', new Set(topology.links.map(({ id }) => id)));
}

/** `stem` with the lowest number, from 1, that is not taken. */
export function freeId(stem: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const id = `${stem}${number}`;
    if (!taken.has(id)) return id;
  }
}

/** An id for a copy of what is called `id`: the same stem with the lowest free number. */
export function copyId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/\d+$/, '').slice(0, 56);
  return freeId(stem === '' ? 'node' : stem, taken);
}
