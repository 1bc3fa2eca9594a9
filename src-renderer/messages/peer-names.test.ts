import i18next, { type Resource } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { ItemDetail } from '../../shared/traffic/detail';
import type { PeerStatus } from '../../shared/traffic/status';
import { resources } from '../i18n/i18n';
import { labelsByAddress, withPeerNames } from './peer-names';

const PEERS = [
  { id: 'peer1', socketType: 'REQ', identity: '', remote: '127.0.0.1:40312' },
  { id: 'peer2', socketType: 'DEALER', identity: '', remote: '' },
  { id: 'peer3', socketType: 'REQ', identity: 'north', remote: '127.0.0.1:40313' },
] as PeerStatus[];

beforeAll(() => i18next.init({ resources: resources() as Resource, lng: 'en' }));

test('a program without an identity has its number, wherever the engine names it by its address', () => {
  const labels = labelsByAddress(PEERS);
  expect([...labels]).toEqual([
    ['REQ 127.0.0.1:40312', 'Program 1'],
    ['DEALER peer2', 'Program 2'],
  ]);
  const detail = {
    sender: { name: 'broker', node: 'broker', socketType: 'ROUTER' },
    receiver: { name: 'REQ 127.0.0.1:40312', node: 'peer1', socketType: 'REQ' },
    names: [
      ['0080000001', 'REQ 127.0.0.1:40312'],
      ['6e6f727468', 'north'],
    ],
  } as unknown as ItemDetail;
  const { sender, receiver, names } = withPeerNames(detail, (name) => labels.get(name) ?? name);
  expect([sender.name, receiver.name, names.map(([, name]) => name)]).toEqual([
    'broker',
    'Program 1',
    ['Program 1', 'north'],
  ]);
});
