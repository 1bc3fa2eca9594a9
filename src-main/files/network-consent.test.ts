import { describe, expect, it } from 'vitest';
import { FORMAT } from '../../shared/topology/schema';
import type { Topology, TopologyNode } from '../../shared/topology/topology';
import { NetworkConsent, networkEndpoints } from './network-consent';

const position = { x: 0, y: 0 };
const topology = (nodes: TopologyNode[], links: Topology['links'] = []): Topology => ({
  format: FORMAT,
  name: '',
  nodes,
  links,
});
const rep = (bind: string[], connect: string[] = []): TopologyNode => ({
  id: 'rep',
  kind: 'socket',
  socket: 'REP',
  position,
  bind,
  connect,
});

describe('endpoints beyond this machine', () => {
  it('are none on loopback, ipc and inproc', () => {
    const local = [
      'tcp://127.0.0.1:1',
      'tcp://localhost:2',
      'tcp://[::1]:3',
      'tcp://127.0.0.9:4',
      'ipc:///tmp/x',
      'inproc://x',
    ];
    expect(networkEndpoints(topology([rep(local, ['tcp://localhost:9'])]))).toEqual([]);
  });

  it('are found wherever a file can name them, each once', () => {
    const found = networkEndpoints(
      topology(
        [
          rep(['tcp://*:1', 'tcp://0.0.0.0:2'], ['tcp://example.org:3']),
          {
            id: 'q',
            kind: 'device',
            device: 'queue',
            position,
            frontend: { bind: ['tcp://[::]:4'] },
            backend: { connect: ['tcp://10.0.0.1:5'] },
          },
          { id: 'program', kind: 'external', socket: 'REQ', position, bind: ['tcp://192.168.0.2:6', 'tcp://*:1'] },
        ],
        [{ id: 'l', from: 'a', to: 'b', endpoint: 'tcp://*:7' }],
      ),
    );
    expect(found).toEqual([
      'tcp://*:1',
      'tcp://0.0.0.0:2',
      'tcp://example.org:3',
      'tcp://[::]:4',
      'tcp://10.0.0.1:5',
      'tcp://192.168.0.2:6',
      'tcp://*:7',
    ]);
  });

  it('are not hidden by a host that only looks like loopback', () => {
    const looksLocal = ['tcp://127.0.0.1.example.org:1', 'tcp://localhost.example.org:1', 'tcp://2130706433:1'];
    expect(networkEndpoints(topology([rep([], looksLocal)]))).toEqual(looksLocal);
  });
});

describe('consent', () => {
  it('holds for what was agreed to, asks for one more, and ends with the document', () => {
    const consent = new NetworkConsent();
    const one = topology([rep(['tcp://*:1'])]);
    const two = topology([rep(['tcp://*:1', 'tcp://*:2'])]);
    expect(consent.missing(one)).toEqual(['tcp://*:1']);
    consent.agree(one);
    expect(consent.missing(one)).toEqual([]);
    expect(consent.missing(two)).toEqual(['tcp://*:2']);
    consent.forget();
    expect(consent.missing(one)).toEqual(['tcp://*:1']);
  });
});
