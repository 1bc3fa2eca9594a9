import { expect, test } from 'vitest';
import type { Topology } from '../topology/topology';
import { selectedFlows } from './flow-choice';
import { endsOf, flowNames, type FlowEnd } from './flow-names';
import { STOPPED, type LinkStatus, type PeerStatus, type RunStatus } from './status';

const topology: Topology = {
  format: 'zmq-patchbay/1',
  name: 'Broker',
  nodes: [
    { id: 'client', kind: 'socket', socket: 'REQ', label: 'Client', position: { x: 0, y: 0 } },
    { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } },
    { id: 'worker', kind: 'socket', socket: 'REP', position: { x: 0, y: 0 } },
  ],
  links: [
    { id: 'l1', from: 'client', to: 'broker.frontend' },
    { id: 'l2', from: 'worker', to: 'broker.backend' },
  ],
};

function link(id: string, flow: number): LinkStatus {
  return {
    id,
    flow,
    observe: 'wire',
    transport: 'tcp',
    state: 'connected',
    endpoint: '',
    version: '3.1',
    mechanism: 'NULL',
    counted: 'exact',
  };
}

function peer(id: string, flow: number, more: Partial<PeerStatus>): PeerStatus {
  return {
    id,
    flow,
    node: 'broker',
    socket: 'broker.frontend',
    endpoint: 'tcp://*:5560',
    way: 'inbound',
    socketType: 'REQ',
    identity: '',
    mechanism: 'NULL',
    version: '3.1',
    remote: '127.0.0.1:1',
    since: 0,
    connected: true,
    ...more,
  };
}

const status: RunStatus = {
  ...STOPPED,
  state: 'running',
  links: [link('l1', 0), link('l2', 1)],
  peers: [peer('peer1', 2, {}), peer('peer2', 3, { way: 'outbound', identity: 'north' })],
};

function nameOf({ identity, id }: PeerStatus): string {
  return identity === '' ? id : identity;
}

function said(
  flow: number,
  direction: 'forward' | 'backward',
  names = flowNames(new Map(), topology, status, nameOf),
): string {
  const name = names.get(flow);
  if (!name) return '?';
  const [from, to] = endsOf(name, direction);
  const said = ({ name: called, side, type }: FlowEnd) => `${called}${side === undefined ? '' : `.${side}`} ${type}`;
  return `${said(from)} > ${said(to)}`;
}

test('a message names its ends in the way it went', () => {
  expect(said(0, 'forward')).toBe('Client REQ > broker.frontend ROUTER');
  expect(said(0, 'backward')).toBe('broker.frontend ROUTER > Client REQ');
  expect(said(1, 'backward')).toBe('broker.backend DEALER > worker REP');
});

test('a program outside is named by its identity, and stands where it connects or is connected to', () => {
  expect(said(2, 'forward')).toBe('peer1 REQ > broker.frontend ROUTER');
  expect(said(3, 'forward')).toBe('broker.frontend ROUTER > north REQ');
});

test('a socket that is met at an endpoint given by hand is called what it is, and belongs to both nodes', () => {
  const met = peer('peer3', 4, { node: 'worker', socket: 'worker', way: 'outbound', meets: 'broker.backend' });
  const withMet = { ...status, peers: [...status.peers, met] };
  const names = flowNames(new Map(), topology, withMet, nameOf);
  expect(said(4, 'forward', names)).toBe('worker REP > broker.backend DEALER');
  const none = { nodes: new Set<string>(), links: new Set<string>(), peer: undefined };
  expect(selectedFlows({ ...none, nodes: new Set(['worker']) }, topology, withMet)).toEqual([1, 4]);
  expect(selectedFlows({ ...none, nodes: new Set(['broker']) }, topology, withMet)).toEqual([0, 1, 2, 3, 4]);
});

test('what was lost without a cable, or where nobody ever answered, is of its socket', () => {
  const lost = (flow: number | undefined) => ({
    socket: 'client',
    flow,
    cause: 'stopped' as const,
    exact: 1,
    inferred: 0,
    first: 0,
    last: 0,
    examples: [],
  });
  const ownFlows = [{ flow: 7, socket: 'worker' }];
  const names = flowNames(new Map(), topology, status, nameOf, { ownFlows, rows: [0, undefined, 8].map(lost) });
  expect(said(7, 'forward', names)).toBe('worker REP > ∅ ');
  expect(said(8, 'backward', names)).toBe('Client REQ > ∅ ');
  expect(said(0, 'forward', names)).toBe('Client REQ > broker.frontend ROUTER');
});

test('a link that was removed keeps its names', () => {
  const before = flowNames(new Map(), topology, status, nameOf);
  const after = flowNames(before, { ...topology, links: [] }, { ...status, links: [] }, nameOf);
  expect(said(0, 'forward', after)).toBe('Client REQ > broker.frontend ROUTER');
});

test('a node means all its links and peers, a link and a peer only itself', () => {
  const none = { nodes: new Set<string>(), links: new Set<string>(), peer: undefined };
  expect(selectedFlows(none, topology, status)).toBeUndefined();
  expect(selectedFlows({ ...none, nodes: new Set(['broker']) }, topology, status)).toEqual([0, 1, 2, 3]);
  expect(selectedFlows({ ...none, nodes: new Set(['client']), links: new Set(['l1']) }, topology, status)).toEqual([0]);
  expect(selectedFlows({ ...none, peer: 'peer2' }, topology, status)).toEqual([3]);
  expect(selectedFlows({ ...none, nodes: new Set(['gone']) }, topology, status)).toEqual([]);
});
