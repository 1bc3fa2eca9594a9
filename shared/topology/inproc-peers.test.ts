import { expect, it } from 'vitest';
import type { SocketStatus } from '../traffic/status';
import { inprocPeers } from './inproc-peers';

function socket(key: string, use: 'bind' | 'connect', actual: string): SocketStatus {
  const type = use === 'bind' ? 'PUSH' : 'PULL';
  const endpoints = [{ use, given: 'inproc://work', actual, local: true }];
  return { key, node: key, index: 0, type, state: 'open', endpoints, problems: [] };
}

it('meet at a name of inproc who binds it and who connects to it', () => {
  const sockets = [
    socket('push', 'bind', 'inproc://work'),
    socket('one', 'connect', 'inproc://work'),
    socket('two', 'connect', 'inproc://work'),
    socket('other', 'connect', 'inproc://else'),
    socket('closed', 'connect', ''),
    socket('tcp', 'connect', 'tcp://127.0.0.1:5555'),
  ];
  const keys = (of: string) => inprocPeers(sockets, [of]).map(({ key }) => key);
  expect(keys('push')).toEqual(['one', 'two']);
  expect(keys('two')).toEqual(['push']);
  expect(keys('other')).toEqual([]);
  expect(keys('tcp')).toEqual([]);
});
