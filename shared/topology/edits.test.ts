import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canTalk, SOCKET_TYPES } from '../zmq/socket-types';
import { checkTopology } from './check';
import { emptyTopology, newNode, type NodeRecipe } from './defaults';
import { copyItems, pasteClip, readClip } from './edits-clipboard';
import { connectSockets, flipLink, linkRefusal } from './edits-links';
import { addNode, moveNodes, nudgeNodes, removeItems, renameNode } from './edits-nodes';
import { parseTopology } from './parse';
import { DEVICE_TYPES } from './schema';
import { findSocket, socketsOf, type Topology } from './topology';

const RECIPES: readonly NodeRecipe[] = [
  ...SOCKET_TYPES.map((socket): NodeRecipe => ({ type: 'socket', socket })),
  ...DEVICE_TYPES.map((device): NodeRecipe => ({ type: 'device', device })),
  { type: 'external' },
];

function withNodes(...recipes: NodeRecipe[]): Topology {
  return recipes.reduce<Topology>(
    (topology, recipe) => addNode(topology, recipe, { x: 0, y: 0 }).topology,
    emptyTopology('t'),
  );
}

function connected(topology: Topology, one: string, other: string): Topology {
  const result = connectSockets(topology, one, other);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.topology;
}

const req: NodeRecipe = { type: 'socket', socket: 'REQ' };
const rep: NodeRecipe = { type: 'socket', socket: 'REP' };
const pair: NodeRecipe = { type: 'socket', socket: 'PAIR' };
const program: NodeRecipe = { type: 'external' };

describe('new nodes', () => {
  it.each(RECIPES.map((recipe) => [JSON.stringify(recipe), recipe] as const))(
    'a new %s can be saved and opened',
    (_name, recipe) => {
      const topology = withNodes(recipe);
      expect(parseTopology(JSON.parse(JSON.stringify(topology)))).toEqual({ ok: true, value: topology });
    },
  );

  it('get the lowest free number of their kind', () => {
    const three = withNodes(req, req, req);
    const gap = removeItems(three, { nodes: new Set(['req2']), links: new Set() });
    expect(addNode(gap, req, { x: 0, y: 0 }).id).toBe('req2');
    expect(addNode(three, { type: 'device', device: 'queue' }, { x: 0, y: 0 }).id).toBe('queue1');
  });

  it('lie on whole pixels', () => {
    expect(addNode(emptyTopology(''), req, { x: 1.4, y: 2.6 }).topology.nodes[0]?.position).toEqual({ x: 1, y: 3 });
  });
});

describe('links', () => {
  it('let the stabler end bind, whichever the cable was dragged from', () => {
    const nodes = withNodes(req, rep);
    for (const topology of [connected(nodes, 'req1', 'rep1'), connected(nodes, 'rep1', 'req1')]) {
      expect(topology.links).toEqual([{ id: 'l1', from: 'req1', to: 'rep1', transport: 'tcp' }]);
    }
  });

  it('join exactly the types that ZeroMQ lets talk', () => {
    for (const one of SOCKET_TYPES) {
      for (const other of SOCKET_TYPES) {
        const topology = withNodes({ type: 'socket', socket: one }, { type: 'socket', socket: other });
        const [from, to] = topology.nodes.map(({ id }) => id);
        expect(linkRefusal(topology, from ?? '', to ?? '') === undefined).toBe(canTalk(one, other));
      }
    }
  });

  it('say which types would fit where a pair is refused', () => {
    const refusal = linkRefusal(withNodes(req, { type: 'socket', socket: 'SUB' }), 'req1', 'sub1');
    expect(refusal).toMatchObject({ code: 'pair', values: { from: 'REQ', to: 'SUB', fitting: 'REP, ROUTER' } });
  });

  it('give a PAIR one peer only, and nobody a link to itself', () => {
    const topology = connected(withNodes(pair, pair, pair), 'pair1', 'pair2');
    expect(linkRefusal(topology, 'pair3', 'pair1')?.code).toBe('exclusive');
    expect(linkRefusal(topology, 'pair3', 'pair3')?.code).toBe('self-link');
  });

  it('end at one side of a device', () => {
    const topology = connected(withNodes(req, { type: 'device', device: 'queue' }), 'queue1.frontend', 'req1');
    expect(topology.links[0]).toMatchObject({ from: 'req1', to: 'queue1.frontend' });
  });

  it('dial a program that listens, and give one that does not an endpoint to connect to', () => {
    const nodes = withNodes(req, program);
    expect(connected(nodes, 'req1', 'program1').links[0]).toMatchObject({ from: 'req1', to: 'program1' });
    const silent: Topology = {
      ...nodes,
      nodes: nodes.nodes.map((node) => (node.kind === 'external' ? { ...node, bind: [] } : node)),
    };
    expect(connected(silent, 'req1', 'program1').links[0]).toMatchObject({
      from: 'program1',
      to: 'req1',
      endpoint: 'tcp://127.0.0.1:5555',
    });
  });

  it('are refused between two programs outside', () => {
    const topology = withNodes(program, program);
    const router: Topology = {
      ...topology,
      nodes: topology.nodes.map((node, index) =>
        index === 0 && node.kind === 'external' ? { ...node, socket: 'REQ' } : node,
      ),
    };
    expect(linkRefusal(router, 'program1', 'program2')?.code).toBe('both-external');
  });

  it('can be flipped there and back, also with a program outside', () => {
    const plain = connected(withNodes(req, rep), 'req1', 'rep1');
    expect(flipLink(plain, 'l1').links[0]).toMatchObject({ from: 'rep1', to: 'req1' });
    expect(flipLink(flipLink(plain, 'l1'), 'l1')).toEqual(plain);
    const outside = connected(withNodes(req, program), 'req1', 'program1');
    const flipped = flipLink(outside, 'l1');
    expect(flipped.links[0]).toMatchObject({ from: 'program1', to: 'req1', endpoint: 'tcp://127.0.0.1:5555' });
    expect(checkTopology(flipped)).toEqual([]);
    expect(flipLink(flipped, 'l1').links[0]).toEqual({ id: 'l1', from: 'req1', to: 'program1', transport: 'tcp' });
  });

  it('become something a program can dial where they were bound to every address', () => {
    const nodes = withNodes(req, program);
    const topology: Topology = {
      ...nodes,
      nodes: nodes.nodes.map((node) => (node.kind === 'external' ? { ...node, bind: [] } : node)),
      links: [{ id: 'l1', from: 'program1', to: 'req1', endpoint: 'tcp://*:7000' }],
    };
    const flipped = flipLink(topology, 'l1');
    expect(flipped.nodes[1]).toMatchObject({ bind: ['tcp://127.0.0.1:7000'] });
    expect(checkTopology(flipped)).toEqual([]);
  });
});

describe('removing, moving, renaming', () => {
  it('removes the links of a node with it', () => {
    const topology = connected(withNodes(req, rep), 'req1', 'rep1');
    expect(removeItems(topology, { nodes: new Set(['rep1']), links: new Set() })).toMatchObject({ links: [] });
  });

  it('is no change where nothing changes', () => {
    const topology = withNodes(req);
    expect(removeItems(topology, { nodes: new Set(['none']), links: new Set() })).toBe(topology);
    expect(moveNodes(topology, new Map([['req1', { x: 0.2, y: 0 }]]))).toBe(topology);
    expect(nudgeNodes(topology, new Set(), { x: 4, y: 0 })).toBe(topology);
    expect(renameNode(topology, 'req1', ' req1 ')).toBe(topology);
  });

  it('shows the id again where the label is emptied', () => {
    const named = renameNode(withNodes(req), 'req1', 'client');
    expect(named.nodes[0]?.label).toBe('client');
    expect(renameNode(named, 'req1', '  ').nodes[0]).not.toHaveProperty('label');
  });
});

describe('copy and paste', () => {
  it('keeps links among the copied, drops the others and renews ids', () => {
    const topology = connected(connected(withNodes(req, rep, rep), 'req1', 'rep1'), 'req1', 'rep2');
    const clip = readClip(copyItems(topology, new Set(['req1', 'rep1'])) ?? '');
    if (!clip.ok) throw new Error('nothing was copied');
    const { topology: pasted, pasted: ids } = pasteClip(topology, clip.value, { x: 10, y: 20 });
    expect([...ids.nodes]).toEqual(['req2', 'rep3']);
    expect(pasted.links.at(-1)).toMatchObject({ id: 'l3', from: 'req2', to: 'rep3' });
    expect(pasted.nodes.at(-1)?.position).toEqual({ x: 10, y: 20 });
  });

  it('moves bound endpoints out of each other’s way', () => {
    const node = {
      ...newNode(rep, 'rep1', { x: 0, y: 0 }),
      bind: ['tcp://*:5555', 'tcp://127.0.0.1:5556', 'ipc:///tmp/a', 'inproc://a'],
    };
    const topology: Topology = { ...emptyTopology(''), nodes: [node as Topology['nodes'][number]] };
    const { topology: pasted } = pasteClip(topology, topology, { x: 0, y: 0 });
    expect(pasted.nodes[1]).toMatchObject({
      bind: ['tcp://*:5557', 'tcp://127.0.0.1:5558', 'ipc:///tmp/a-2', 'inproc://a-2'],
    });
    expect(checkTopology(pasted)).toEqual([]);
  });

  it('refuses a text that holds no nodes', () => {
    expect(readClip('hello').ok).toBe(false);
    expect(readClip(JSON.stringify(emptyTopology(''))).ok).toBe(false);
  });
});

it('whatever is added, linked, flipped, copied and removed can be saved and opened', () => {
  const step = fc.record({ what: fc.nat(4), one: fc.nat(40), other: fc.nat(40) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const result = steps.reduce<Topology>((topology, { what, one, other }) => {
        const keys = topology.nodes.flatMap((node) => socketsOf(node).map(({ key }) => key));
        const pick = (index: number) => keys[index % Math.max(keys.length, 1)] ?? '';
        const link = topology.links[one % Math.max(topology.links.length, 1)]?.id ?? '';
        if (what === 1) {
          const made = connectSockets(topology, pick(one), pick(other));
          return made.ok ? made.value.topology : topology;
        }
        if (what === 2) return flipLink(topology, link);
        if (what === 3) {
          const nodes = new Set([pick(one), pick(other)].flatMap((key) => findSocket(topology, key)?.node.id ?? []));
          const clip = readClip(copyItems(topology, nodes) ?? '');
          return clip.ok ? pasteClip(topology, clip.value, { x: 8, y: 8 }).topology : topology;
        }
        if (what === 4) return removeItems(topology, { nodes: new Set(), links: new Set([link]) });
        return addNode(topology, RECIPES[one % RECIPES.length] ?? req, { x: one, y: other }).topology;
      }, emptyTopology('any'));
      expect(checkTopology(result)).toEqual([]);
    }),
  );
});
