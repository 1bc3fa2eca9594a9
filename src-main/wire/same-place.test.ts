import { describe, expect, it } from 'vitest';
import { parseDial, type SocketAddress } from './endpoint';
import { samePlace } from './same-place';

const OWN = ['192.168.1.5', 'fe80::1'];
const tcp = (host: string, port = 5555): SocketAddress => ({ type: 'tcp', host, port });

function dialled(endpoint: string, listening: SocketAddress) {
  const parsed = parseDial(endpoint);
  return parsed.ok ? samePlace(parsed.value, listening, OWN) : parsed.error.message;
}

describe('who dials an endpoint gets to a listener', () => {
  it('of the very address, however it is written', () => {
    expect(dialled('tcp://127.0.0.1:5555', tcp('127.0.0.1'))).toBe('exact');
    expect(dialled('tcp://[::1]:5555', tcp('::1'))).toBe('exact');
    expect(dialled('tcp://[0:0:0:0:0:0:0:1]:5555', tcp('::1'))).toBe('exact');
    expect(dialled('tcp://[::ffff:127.0.0.1]:5555', tcp('127.0.0.1'))).toBe('exact');
    expect(dialled('tcp://192.168.1.9:*;127.0.0.1:5555', tcp('127.0.0.1'))).toBe('exact');
    expect(dialled('tcp://0.0.0.0:5555', tcp('127.0.0.1'))).toBe('exact');
    expect(dialled('ipc:///tmp/feed', { type: 'ipc', path: '/tmp/feed' })).toBe('exact');
  });

  it('of every address, by one that the machine has', () => {
    expect(dialled('tcp://127.0.0.1:5555', tcp('0.0.0.0'))).toBe('any');
    expect(dialled('tcp://127.9.9.9:5555', tcp('0.0.0.0'))).toBe('any');
    expect(dialled('tcp://192.168.1.5:5555', tcp('0.0.0.0'))).toBe('any');
    expect(dialled('tcp://192.168.1.5:5555', tcp('::'))).toBe('any');
    expect(dialled('tcp://[::1]:5555', tcp('::'))).toBe('any');
  });

  it('and to no other', () => {
    expect(dialled('tcp://127.0.0.1:5556', tcp('127.0.0.1'))).toBeUndefined();
    expect(dialled('tcp://192.168.1.6:5555', tcp('0.0.0.0'))).toBeUndefined();
    expect(dialled('tcp://192.168.1.5:5555', tcp('127.0.0.1'))).toBeUndefined();
    expect(dialled('tcp://[::1]:5555', tcp('0.0.0.0'))).toBeUndefined();
    expect(dialled('tcp://localhost:5555', tcp('0.0.0.0'))).toBeUndefined();
    expect(dialled('ws://127.0.0.1:5555/feed', tcp('127.0.0.1'))).toBeUndefined();
    expect(dialled('ipc:///tmp/feed2', { type: 'ipc', path: '/tmp/feed' })).toBeUndefined();
  });
});
