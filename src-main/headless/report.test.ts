import { describe, expect, it } from 'vitest';
import type { Topology } from '../../shared/topology/topology';
import {
  STOPPED,
  type LinkStatus,
  type PeerStatus,
  type RunStatus,
  type SocketStatus,
} from '../../shared/traffic/status';
import { UNKNOWN_LIBRARY } from '../../shared/zmq/library';
import type { RunTotals } from '../engine/protocol';
import { reportOf } from './report';

const position = { x: 0, y: 0 };

const topology: Topology = {
  format: 'zmq-patchbay/1',
  name: 'Hello',
  nodes: [
    { id: 'client', kind: 'socket', socket: 'REQ', position },
    { id: 'broker', kind: 'device', device: 'queue', position },
    { id: 'legacy', kind: 'external', socket: 'REP', position, bind: ['tcp://127.0.0.1:7000'] },
  ],
  links: [
    { id: 'l1', from: 'client', to: 'broker.frontend' },
    { id: 'l2', from: 'broker.backend', to: 'legacy' },
  ],
};

function socket(key: string, more: Partial<SocketStatus> = {}): SocketStatus {
  return {
    key,
    node: key.split('.')[0] ?? '',
    type: 'REQ',
    index: 0,
    state: 'open',
    endpoints: [],
    problems: [],
    ...more,
  };
}

function link(id: string, flow: number, more: Partial<LinkStatus> = {}): LinkStatus {
  return {
    id,
    flow,
    observe: 'wire',
    transport: 'tcp',
    state: 'connected',
    endpoint: `tcp://127.0.0.1:4000${flow}`,
    version: '3.1',
    mechanism: 'NULL',
    counted: 'exact',
    ...more,
  };
}

function peer(id: string, flow: number, way: PeerStatus['way']): PeerStatus {
  return {
    id,
    flow,
    way,
    node: 'broker',
    socket: 'broker.frontend',
    endpoint: 'tcp://*:5560',
    socketType: 'REQ',
    identity: 'me',
    mechanism: 'NULL',
    version: '3.1',
    remote: '127.0.0.1:50000',
    since: 1,
    connected: false,
  };
}

const status: RunStatus = {
  ...STOPPED,
  state: 'running',
  library: { ...UNKNOWN_LIBRARY, version: '4.3.5' },
  sockets: [socket('client'), socket('broker.frontend'), socket('broker.backend')],
  links: [link('l1', 0), link('l2', 1)],
};

const totals: RunTotals = {
  durationMs: 5003.4,
  sockets: [
    { key: 'client', sent: 5, received: 4 },
    { key: 'broker.frontend', sent: 4, received: 8 },
    { key: 'broker.backend', sent: 8, received: 6 },
  ],
  flows: [
    { flow: 0, forward: { messages: 5, bytes: 25 }, backward: { messages: 4, bytes: 20 } },
    { flow: 1, forward: { messages: 8, bytes: 40 }, backward: { messages: 6, bytes: 30 } },
    { flow: 2, forward: { messages: 3, bytes: 15 }, backward: { messages: 2, bytes: 10 } },
  ],
  capture: { messages: 40, dropped: 2 },
};

describe('the report of a run', () => {
  it('counts what each node handed over and got', () => {
    expect(reportOf(topology, status, totals)).toMatchObject({
      topology: 'Hello',
      durationMs: 5003,
      libzmq: '4.3.5',
      nodes: { client: { sent: 5, received: 4, errors: [] }, broker: { sent: 12, received: 14, errors: [] } },
      capture: { messages: 40, dropped: 2 },
    });
  });

  it('counts a program outside by what its links saw', () => {
    expect(reportOf(topology, status, totals).nodes['legacy']).toEqual({ sent: 6, received: 8, errors: [] });
  });

  it('says how each link was seen and what went over it', () => {
    expect(reportOf(topology, status, totals).links['l1']).toEqual({
      observe: 'wire',
      state: 'connected',
      endpoint: 'tcp://127.0.0.1:40000',
      forward: { messages: 5, bytes: 25 },
      backward: { messages: 4, bytes: 20 },
    });
  });

  it('turns the directions of a program outside into to and from the node', () => {
    const peers = [peer('peer1', 2, 'inbound'), peer('peer2', 2, 'outbound')];
    const [inbound, outbound] = reportOf(topology, { ...status, peers }, totals).peers;
    expect(inbound).toEqual({
      node: 'broker',
      socket: 'broker.frontend',
      endpoint: 'tcp://*:5560',
      socketType: 'REQ',
      identity: 'me',
      mechanism: 'NULL',
      toNode: { messages: 3, bytes: 15 },
      fromNode: { messages: 2, bytes: 10 },
    });
    expect(outbound).toMatchObject({ toNode: { messages: 2, bytes: 10 }, fromNode: { messages: 3, bytes: 15 } });
  });

  it('tells of sockets that met at an endpoint apart from programs outside', () => {
    const met = { ...peer('meeting1', 2, 'outbound'), socket: 'client', node: 'client', meets: 'broker.frontend' };
    const report = reportOf(topology, { ...status, peers: [met, peer('peer1', 2, 'inbound')] }, totals);
    expect(report.peers).toHaveLength(1);
    expect(report.meetings).toEqual([
      {
        from: 'client',
        to: 'broker.frontend',
        endpoint: 'tcp://*:5560',
        mechanism: 'NULL',
        forward: { messages: 3, bytes: 15 },
        backward: { messages: 2, bytes: 10 },
      },
    ]);
    expect(reportOf(topology, status, totals)).not.toHaveProperty('meetings');
  });

  it('gives each error of a node once, those of a device from both its sockets', () => {
    const inUse = { code: 'EADDRINUSE', message: 'tcp://*:5560 is in use.' };
    const endpoint = { use: 'bind', given: 'tcp://*:5560', actual: '', local: false, problem: inUse } as const;
    const sockets = [
      socket('broker.frontend', { endpoints: [endpoint], problems: [inUse] }),
      socket('broker.backend', { problems: [{ code: 'no-reply', message: 'No reply came.' }] }),
    ];
    expect(reportOf(topology, { ...status, sockets }, totals).nodes['broker']?.errors).toEqual([
      'tcp://*:5560 is in use.',
      'No reply came.',
    ]);
  });

  it('shows a link that never came to be as failed', () => {
    const links = [link('l1', 0, { state: 'failed', endpoint: '', problem: { code: 'x', message: 'It has no end.' } })];
    const report = reportOf(topology, { ...status, links }, { ...totals, flows: [] });
    expect(report.links['l1']).toMatchObject({
      state: 'failed',
      problem: 'It has no end.',
      forward: { messages: 0, bytes: 0 },
    });
    expect(report.links['l2']).toMatchObject({ state: 'failed', observe: 'wire', endpoint: '' });
  });

  it('keeps nodes whatever they are called', () => {
    const odd: Topology = {
      ...topology,
      nodes: [{ id: '__proto__', kind: 'socket', socket: 'REQ', position }],
      links: [],
    };
    expect(JSON.stringify(reportOf(odd, status, totals).nodes)).toBe(
      '{"__proto__":{"sent":0,"received":0,"errors":[]}}',
    );
  });
});
