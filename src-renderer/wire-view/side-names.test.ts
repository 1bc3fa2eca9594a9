import i18next, { type Resource } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { PeerStatus } from '../../shared/traffic/status';
import type { ConnectionFacts, WireSideFacts } from '../../shared/wire/ladder';
import { resources } from '../i18n/i18n';
import { withNames } from './side-names';

const SIDE: WireSideFacts = {
  name: '',
  node: '',
  socket: undefined,
  version: '3.1',
  mechanism: 'NULL',
  socketType: 'REQ',
  identity: '',
};
const CALLER = { ...SIDE, name: 'REQ 127.0.0.1:40312', node: 'peer2' };
const FRONTEND = { ...SIDE, name: 'Broker frontend', node: 'broker', socket: 'broker.frontend' };
const CLIENT = { ...SIDE, name: 'my frontend', node: 'client', socket: 'client' };

function names(connecting: WireSideFacts, binding: WireSideFacts, peers: readonly Partial<PeerStatus>[] = []) {
  const all = new Map(peers.map((peer) => [peer.id ?? '', { identity: '', ...peer } as PeerStatus]));
  const named = withNames({ connecting, binding } as ConnectionFacts, all);
  return [named.connecting.name, named.binding.name];
}

beforeAll(() => i18next.init({ resources: resources() as Resource, lng: 'zh-CN' }));

test('a program outside is called as on the canvas, and by its address where it is not there', () => {
  expect(names(CALLER, FRONTEND, [{ id: 'peer2' }])).toEqual(['程序 2', 'Broker 前端']);
  expect(names(CALLER, FRONTEND, [{ id: 'peer2', identity: 'north' }])[0]).toBe('north');
  expect(names(CALLER, FRONTEND)[0]).toBe('REQ 127.0.0.1:40312');
});

test('a socket that is no side of a device keeps its name', () => {
  expect(names(CLIENT, FRONTEND)[0]).toBe('my frontend');
});
