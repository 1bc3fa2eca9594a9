import { expect, test } from 'vitest';
import { setEndpoints, setOption, settingsOf } from './socket-settings';
import type { Topology } from './topology';

const topology: Topology = {
  format: 'zmq-patchbay/1',
  name: '',
  nodes: [
    {
      id: 'rep',
      kind: 'socket',
      socket: 'REP',
      label: 'Server',
      position: { x: 1, y: 2 },
      bind: ['tcp://*:1'],
      options: { linger: 0 },
    },
    { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } },
    { id: 'program', kind: 'external', socket: 'REQ', position: { x: 0, y: 0 }, bind: ['tcp://127.0.0.1:9'] },
  ],
  links: [],
};

test("a node's endpoints are replaced, and an empty list leaves no field", () => {
  const changed = setEndpoints(topology, 'rep', 'bind', ['tcp://*:1', 'tcp://*:2']);
  expect(changed.nodes[0]).toEqual({ ...topology.nodes[0], bind: ['tcp://*:1', 'tcp://*:2'] });
  expect(Object.keys(setEndpoints(topology, 'rep', 'bind', []).nodes[0] ?? {})).not.toContain('bind');
  expect(settingsOf(changed, 'rep').bind).toEqual(['tcp://*:1', 'tcp://*:2']);
});

test('each side of a device has settings of its own', () => {
  const bound = setEndpoints(topology, 'broker.frontend', 'bind', ['tcp://127.0.0.1:5560']);
  const both = setOption(bound, 'broker.backend', 'sendHighWaterMark', 10);
  expect(both.nodes[1]).toEqual({
    ...topology.nodes[1],
    frontend: { bind: ['tcp://127.0.0.1:5560'] },
    backend: { options: { sendHighWaterMark: 10 } },
  });
  expect(setEndpoints(bound, 'broker.frontend', 'bind', []).nodes[1]).toEqual(topology.nodes[1]);
});

test('an option that is reset leaves the others', () => {
  const two = setOption(topology, 'rep', 'routingId', 'server');
  expect(settingsOf(two, 'rep').options).toEqual({ linger: 0, routingId: 'server' });
  expect(settingsOf(setOption(two, 'rep', 'linger', undefined), 'rep').options).toEqual({ routingId: 'server' });
  expect(settingsOf(setOption(topology, 'rep', 'linger', undefined), 'rep').options).toBeUndefined();
});

test('where a program outside listens is changed the same way', () => {
  expect(settingsOf(setEndpoints(topology, 'program', 'bind', ['ipc:///tmp/x']), 'program').bind).toEqual([
    'ipc:///tmp/x',
  ]);
});
