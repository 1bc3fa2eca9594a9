import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySteps, NOTHING, planChanges, planSteps, wantedOf, type Step } from './plan';
import { arbitraryTopology } from './testing/arbitrary-topology';
import { checkTopology } from './topology/check';
import { FORMAT } from './topology/schema';
import type { Topology } from './topology/topology';

const hello: Topology = {
  format: FORMAT,
  name: 'Hello',
  nodes: [
    {
      id: 'client',
      kind: 'socket',
      socket: 'REQ',
      position: { x: 0, y: 0 },
      behavior: { type: 'request', every: '1s', frames: ['Hello'] },
    },
    {
      id: 'server',
      kind: 'socket',
      socket: 'REP',
      position: { x: 300, y: 0 },
      bind: ['tcp://127.0.0.1:5555'],
      behavior: { type: 'reply', frames: ['World'] },
    },
  ],
  links: [{ id: 'l1', from: 'client', to: 'server', transport: 'tcp' }],
};

const types = (steps: readonly Step[]) => steps.map((step) => step.type);

function withNode(topology: Topology, id: string, fields: object): Topology {
  const nodes = topology.nodes.map((node) => (node.id === id ? { ...node, ...fields } : node));
  return { ...topology, nodes } as Topology;
}

describe('planChanges', () => {
  it('makes topologies of legal parts only, for the properties below', () => {
    fc.assert(fc.property(arbitraryTopology, (topology) => void expect(checkTopology(topology)).toEqual([])));
  });

  it('applied to what runs gives what is wanted, for any two topologies', () => {
    fc.assert(
      fc.property(arbitraryTopology, arbitraryTopology, (previous, next) => {
        const reached = applySteps(wantedOf(previous), planChanges(previous, next));
        expect(reached).toEqual(wantedOf(next));
      }),
    );
  });

  it('does nothing when nothing changed', () => {
    fc.assert(fc.property(arbitraryTopology, (topology) => void expect(planChanges(topology, topology)).toEqual([])));
  });

  it('never opens a link or an activity before its sockets, nor closes a socket before them', () => {
    fc.assert(
      fc.property(arbitraryTopology, arbitraryTopology, (previous, next) => {
        let state = wantedOf(previous);
        for (const step of planChanges(previous, next)) {
          state = applySteps(state, [step]);
          for (const link of state.links.values()) {
            const keys = [link.from, link.to].flatMap((end) => (end.type === 'socket' ? [end.key] : []));
            expect(keys.every((key) => state.sockets.has(key))).toBe(true);
          }
          for (const endpoint of state.endpoints.values()) expect(state.sockets.has(endpoint.key)).toBe(true);
        }
      }),
    );
  });

  it('starts Hello with the binding end first and the requests last', () => {
    expect(types(planChanges(undefined, hello))).toEqual([
      'socket:open',
      'socket:open',
      'endpoint:open',
      'link:open',
      'activity:start',
      'activity:start',
    ]);
    const last = planChanges(undefined, hello).at(-1);
    expect(last).toMatchObject({ type: 'activity:start', node: 'client' });
  });

  it('stops everything, and from nothing to nothing there is nothing to do', () => {
    expect(applySteps(wantedOf(hello), planChanges(hello, undefined))).toEqual(NOTHING);
    expect(planSteps(NOTHING, NOTHING)).toEqual([]);
  });

  it('leaves all sockets alone when a node is moved or the topology renamed', () => {
    const moved = { ...withNode(hello, 'client', { position: { x: 50, y: 9 } }), name: 'Hello again' };
    expect(planChanges(hello, moved)).toEqual([]);
  });

  it('restarts only the behavior when only the behavior changed', () => {
    const slower = withNode(hello, 'client', { behavior: { type: 'request', every: '2s', frames: ['Hello'] } });
    expect(types(planChanges(hello, slower))).toEqual(['activity:stop', 'activity:start']);
  });

  it('takes links and behavior down and up with a socket whose options changed, and leaves the other end', () => {
    const changed = withNode(hello, 'client', { options: { ipv6: true } });
    expect(planChanges(hello, changed).map((step) => ('key' in step ? step.key : step.type))).toEqual([
      'activity:stop',
      'link:close',
      'client',
      'socket:open',
      'link:open',
      'activity:start',
    ]);
  });

  it('sets what takes effect at once, and leaves everything as it is', () => {
    const changed = withNode(hello, 'client', { options: { linger: 0 } });
    expect(planChanges(hello, changed)).toMatchObject([{ type: 'socket:set', change: { linger: 0 } }]);
  });

  it('opens and closes a single endpoint by itself', () => {
    const more = withNode(hello, 'server', { bind: ['tcp://127.0.0.1:5555', 'tcp://127.0.0.1:5556'] });
    expect(planChanges(hello, more)).toEqual([
      { type: 'endpoint:open', endpoint: { use: 'bind', key: 'server', endpoint: 'tcp://127.0.0.1:5556' } },
    ]);
    expect(types(planChanges(more, hello))).toEqual(['endpoint:close']);
  });
});
