import { describe, expect, it } from 'vitest';
import { checkTopology } from '../topology/check';
import { parseTopology } from '../topology/parse';
import { FORMAT } from '../topology/schema';
import { settingsOf } from '../topology/socket-settings';
import type { CredentialFacts } from './security';
import { freeKeyName, linkMechanism, secureLink } from './secure-link';

const position = { x: 0, y: 0 };
const parsed = parseTopology({
  format: FORMAT,
  name: 'x',
  nodes: [
    { id: 'a', kind: 'socket', socket: 'REQ', position, label: 'client / 1' },
    { id: 'b', kind: 'socket', socket: 'REQ', position, label: 'client / 1' },
    { id: 'broker', kind: 'device', device: 'queue', position },
    { id: 'out', kind: 'external', socket: 'REP', position, bind: ['tcp://127.0.0.1:5999'] },
  ],
  links: [
    { id: 'l1', from: 'a', to: 'broker.frontend' },
    { id: 'l2', from: 'b', to: 'broker.frontend' },
    { id: 'l3', from: 'broker.backend', to: 'out' },
  ],
});
if (!parsed.ok) throw new Error(parsed.error[0]?.message);
const topology = parsed.value;
const key = (name: string): CredentialFacts => ({ name, type: 'curve', publicKey: '', hasSecret: true });

describe('securing a link', () => {
  it('makes the binding side the server, with keys named after the nodes', () => {
    const secured = secureLink(topology, 'l1', 'CURVE', []);
    expect(secured?.generate).toEqual(['broker frontend', 'client - 1']);
    expect(settingsOf(secured?.topology ?? topology, 'a').security).toEqual({
      type: 'curve-client',
      key: 'client - 1',
      server: 'broker frontend',
    });
    expect(linkMechanism(secured?.topology ?? topology, 'a', 'broker.frontend')).toBe('CURVE');
    expect(checkTopology(secured?.topology ?? topology)).toEqual([]);
  });

  it('keeps the server and its key when one client more is secured', () => {
    const first = secureLink(topology, 'l1', 'CURVE', []);
    const second = secureLink(first?.topology ?? topology, 'l2', 'CURVE', (first?.generate ?? []).map(key));
    expect(second?.generate).toEqual(['client - 1 2']);
    expect(settingsOf(second?.topology ?? topology, 'broker.frontend').security).toEqual({
      type: 'curve-server',
      key: 'broker frontend',
    });
  });

  it('with PLAIN lets in the login of each client', () => {
    const first = secureLink(topology, 'l1', 'PLAIN', []);
    expect(first?.login).toBe('client - 1');
    const second = secureLink(first?.topology ?? topology, 'l2', 'PLAIN', [
      { name: 'client - 1', type: 'login', user: 'x' },
    ]);
    expect(settingsOf(second?.topology ?? topology, 'broker.frontend').security).toEqual({
      type: 'plain-server',
      allow: ['client - 1', 'client - 1 2'],
    });
  });

  it('with NULL leaves nothing behind', () => {
    const secured = secureLink(topology, 'l1', 'CURVE', []);
    expect(secureLink(secured?.topology ?? topology, 'l1', 'NULL', [])?.topology).toEqual(topology);
  });

  it('is not for a program outside, which has keys of its own', () => {
    expect(secureLink(topology, 'l3', 'CURVE', [])).toBeUndefined();
  });
});

describe('the name of a key', () => {
  it.each([
    ['server', 'server'],
    ['//', 'key'],
    ['服务器', '服务器'],
    ['x'.repeat(60), 'x'.repeat(28)],
  ])('is made of %s', (wish, name) => expect(freeKeyName(wish, new Set())).toBe(name));
});
