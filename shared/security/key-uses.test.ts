import { describe, expect, it } from 'vitest';
import { FORMAT } from '../topology/schema';
import type { Topology } from '../topology/topology';
import { renameKey, usesOfKey } from './key-uses';

const position = { x: 0, y: 0 };
const topology: Topology = {
  format: FORMAT,
  name: 'Keys',
  nodes: [
    {
      id: 'client',
      kind: 'socket',
      socket: 'REQ',
      position,
      security: { type: 'curve-client', key: 'ada', server: 's' },
    },
    {
      id: 'server',
      kind: 'socket',
      socket: 'REP',
      position,
      security: { type: 'curve-server', key: 's', allow: ['ada', 'bob'], deny: ['eve'] },
    },
    {
      id: 'broker',
      kind: 'device',
      device: 'queue',
      position,
      frontend: { security: { type: 'plain-server', allow: ['bob'], deny: ['ada'] } },
      backend: { security: { type: 'plain-client', login: 'bob' } },
    },
    { id: 'open', kind: 'socket', socket: 'REP', position },
  ],
  links: [],
};

describe('a key or login', () => {
  it('is used by the sockets that name it, as their own or on a list', () => {
    expect(usesOfKey(topology, 'ada')).toEqual(['client', 'server', 'broker.frontend']);
    expect(usesOfKey(topology, 's')).toEqual(['client', 'server']);
    expect(usesOfKey(topology, 'bob')).toEqual(['server', 'broker.frontend', 'broker.backend']);
    expect(usesOfKey(topology, 'eve')).toEqual(['server']);
    expect(usesOfKey(topology, 'nobody')).toEqual([]);
  });

  it('is called by its new name wherever it was named, and nothing else changes', () => {
    const next = renameKey(topology, 'ada', 'ada lovelace');
    expect(usesOfKey(next, 'ada')).toEqual([]);
    expect(usesOfKey(next, 'ada lovelace')).toEqual(usesOfKey(topology, 'ada'));
    expect(renameKey(next, 'ada lovelace', 'ada')).toEqual(topology);
    expect(renameKey(topology, 'nobody', 'somebody')).toBe(topology);
  });
});
