import { expect, test } from 'vitest';
import type { Topology } from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import { NOTHING_SELECTED } from '../stores/view';
import { flowCables } from './flow-cables';
import { flowEdges, flowNodes } from './flow-items';

const position = { x: 0, y: 0 };
const topology: Topology = {
  format: 'zmq-patchbay/1',
  name: 'Met',
  nodes: [
    { id: 'client', kind: 'socket', socket: 'REQ', position },
    { id: 'broker', kind: 'device', device: 'queue', position },
  ],
  links: [{ id: 'l1', from: 'client', to: 'broker.frontend' }],
};

const outside: PeerStatus = {
  id: 'peer1',
  flow: 1,
  node: 'client',
  socket: 'client',
  endpoint: 'tcp://127.0.0.1:5555',
  way: 'outbound',
  socketType: 'ROUTER',
  identity: '',
  mechanism: 'NULL',
  version: '3.1',
  remote: '',
  since: 0,
  connected: true,
};
const met: PeerStatus = { ...outside, id: 'peer2', flow: 2, meets: 'broker.frontend' };

test('a program outside has a node of its own, and a socket that is met at an endpoint has a cable to its node', () => {
  const nodes = flowNodes(topology, [outside, met], NOTHING_SELECTED, []);
  expect(nodes.map(({ id }) => id)).toEqual(['client', 'broker', 'peer:peer1']);
  const edges = flowEdges(topology, [outside, met], NOTHING_SELECTED, []);
  expect(edges.map(({ source, target, targetHandle }) => [source, target, targetHandle])).toEqual([
    ['client', 'broker', 'frontend'],
    ['client', 'peer:peer1', 'left'],
    ['client', 'broker', 'frontend'],
  ]);
  // Beside the link that joins the same two.
  expect(edges.map(({ data }) => data?.lane)).toEqual([-0.5, 0, 0.5]);
});

test('what moves between two that met moves along their cable', () => {
  const cables = flowCables(topology, new Map(), new Map([outside, met].map((peer) => [peer.id, peer])));
  expect(cables.get(1)).toMatchObject({ edge: 'peer:peer1', from: 'client', to: 'peer:peer1' });
  expect(cables.get(2)).toMatchObject({ edge: 'peer:peer2', from: 'client', to: 'broker' });
});
