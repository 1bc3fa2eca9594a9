import { describe, expect, it } from 'vitest';
import type { SocketOptions } from '../zmq/options';
import { canBeDirect, observationOf, unreadable } from './observation';
import { FORMAT } from './schema';
import type { Link, Topology, TopologyNode } from './topology';

const at = { x: 0, y: 0 };
const link: Link = { id: 'l1', from: 'push', to: 'pull' };

function wired(options: SocketOptions, other: Partial<TopologyNode> = {}): Topology {
  const push: TopologyNode = { id: 'push', kind: 'socket', socket: 'PUSH', position: at, options };
  const pull = { id: 'pull', kind: 'socket', socket: 'PULL', position: at, ...other } as TopologyNode;
  return { format: FORMAT, name: 'Wired', nodes: [push, pull], links: [link] };
}

describe('a link is observed', () => {
  it('on the wire, unless the user or its transport says otherwise', () => {
    expect(observationOf(wired({}), link)).toBe('wire');
    expect(observationOf(wired({}), { ...link, observe: 'direct' })).toBe('socket');
    expect(unreadable(wired({}), { ...link, transport: 'inproc' })).toBe('transport');
  });

  it('at its sockets where an option acts on their own connection', () => {
    expect(observationOf(wired({ tcpKeepalive: 1, linger: 5 }), link)).toBe('wire');
    expect(observationOf(wired({ typeOfService: 0 }), link)).toBe('wire');
    expect(unreadable(wired({ typeOfService: 16 }), link)).toBe('options');
    expect(unreadable(wired({ typeOfService: 16 }), { ...link, transport: 'ipc' })).toBeUndefined();
    const outside = { kind: 'external', socket: 'PULL', bind: ['tcp://127.0.0.1:5555'] } as const;
    expect(unreadable(wired({}, outside), link)).toBeUndefined();
    expect(unreadable(wired({ typeOfService: 16 }, outside), link)).toBe('options');
    expect(canBeDirect(wired({}, outside), link)).toBe(true);
    // A tap between two programs is nothing but its relay.
    expect(canBeDirect(wired({}, outside), { ...link, from: 'pull' })).toBe(false);
  });
});
