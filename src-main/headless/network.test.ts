import { describe, expect, it } from 'vitest';
import type { Topology } from '../../shared/topology/topology';
import { networkNotes } from './network';

const position = { x: 0, y: 0 };

describe('what a run opens to the network', () => {
  it('is said of every endpoint that listens beyond this machine, and of no other', () => {
    const topology: Topology = {
      format: 'zmq-patchbay/1',
      name: 'Open',
      nodes: [
        {
          id: 'server',
          kind: 'socket',
          socket: 'REP',
          position,
          bind: ['tcp://*:5555', 'tcp://127.0.0.1:5556', 'ipc:///tmp/x'],
        },
        { id: 'client', kind: 'socket', socket: 'REQ', position, connect: ['tcp://example.org:80'] },
        { id: 'broker', kind: 'device', device: 'queue', position, backend: { bind: ['tcp://10.0.0.1:5561'] } },
      ],
      links: [{ id: 'l1', from: 'client', to: 'server', endpoint: 'tcp://0.0.0.0:5557' }],
    };
    expect(networkNotes(topology)).toEqual([
      'server: tcp://*:5555 listens to the network; programs on other machines can connect to it.',
      'broker.backend: tcp://10.0.0.1:5561 listens to the network; programs on other machines can connect to it.',
      'link l1: tcp://0.0.0.0:5557 listens to the network; programs on other machines can connect to it.',
    ]);
  });
});
