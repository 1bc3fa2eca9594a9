import { describe, expect, it } from 'vitest';
import { formatEndpoint, parseEndpoint, readEndpoint, type Endpoint } from './endpoint';
import { endpointsClash, isLocal, isMulticast } from './endpoint-reach';

function read(text: string): Endpoint {
  const parsed = parseEndpoint(text, 'bind');
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function refusal(text: string, use: 'bind' | 'connect' = 'bind'): string {
  const parsed = parseEndpoint(text, use);
  return parsed.ok ? '' : parsed.error;
}

describe('endpoints', () => {
  it.each([
    'tcp://*:5555',
    'tcp://127.0.0.1:*',
    'tcp://[::1]:80',
    'tcp://eth0:5555',
    'ipc:///tmp/feed',
    'ipc://@hidden',
    'inproc://pipe',
    'ws://127.0.0.1:8080/zmq',
    'ws://*:*',
    'udp://127.0.0.1:5556',
    'udp://*:5556',
    'udp://eth0;239.0.0.1:5556',
    'tipc://{5560,0,0}',
    'epgm://127.0.0.1;239.192.1.1:5566',
  ])('reads and writes %s', (text) => {
    expect(formatEndpoint(read(text))).toBe(text);
  });

  it('says what is wrong and how to write it', () => {
    expect(refusal('localhost:5555')).toContain('no transport');
    expect(refusal('inproce://x')).toContain('tcp, ipc, inproc');
    expect(refusal('tcp://localhost')).toContain('no port');
    expect(refusal('tcp://:5555')).toContain('tcp://*:5555 for the network');
    expect(refusal('tcp://h:70000')).toContain('1 to 65535');
    expect(refusal('tcp://a b:1')).toContain('no host');
    expect(refusal('ipc://')).toContain('ipc:///tmp/feed');
    expect(refusal(`ipc:///${'x'.repeat(107)}`)).toContain('108 bytes long');
    expect(refusal('inproc://')).toContain('inproc://pipe');
    expect(refusal('ws://127.0.0.1')).toContain('ws://127.0.0.1:5555');
    expect(refusal('ws://127.0.0.1:80/a b')).toContain('no path of a WebSocket');
    expect(refusal('udp://127.0.0.1:0')).toContain('udp://127.0.0.1;239.192.1.1:5555');
    expect(refusal('epgm://127.0.0.1:5555')).toContain('no multicast group');
    expect(refusal('tipc://5560')).toContain('tipc://{5560,0,0}');
  });

  it('lets only a bind say *', () => {
    expect(refusal('tcp://*:5555', 'connect')).toContain('only a bind');
    expect(refusal('tcp://localhost:*', 'connect')).toContain('only a bind');
    expect(refusal('tcp://localhost:0', 'connect')).toContain('no port');
    expect(refusal('ipc://*', 'connect')).toContain('only a bind');
  });

  it('knows which ones only this machine can reach', () => {
    expect(
      ['tcp://127.0.0.1:1', 'tcp://localhost:1', 'tcp://[::1]:1', 'ipc:///tmp/x', 'inproc://x']
        .map(read)
        .every(isLocal),
    ).toBe(true);
    expect(['tcp://*:1', 'tcp://0.0.0.0:1', 'tcp://eth0:1', 'tcp://192.168.0.1:1'].map(read).some(isLocal)).toBe(false);
  });

  it('knows what many can join, and that only the interface says how far it reaches', () => {
    expect(isMulticast(read('udp://239.0.0.1:1'))).toBe(true);
    expect(isMulticast(read('udp://127.0.0.1:1'))).toBe(false);
    expect(isLocal(read('epgm://127.0.0.1;239.192.1.1:1'))).toBe(true);
    expect(isLocal(read('epgm://eth0;239.192.1.1:1'))).toBe(false);
    expect(isLocal(read('udp://239.0.0.1:1'))).toBe(false);
  });

  it.each([
    ['ws://*:1', 'tcp://127.0.0.1:1', true],
    ['udp://127.0.0.1:1', 'tcp://127.0.0.1:1', false],
    ['udp://239.0.0.1:1', 'udp://239.0.0.1:1', false],
    ['tcp://*:1', 'tcp://127.0.0.1:1', true],
    ['tcp://localhost:1', 'tcp://127.0.0.1:1', true],
    ['tcp://127.0.0.1:1', 'tcp://127.0.0.1:2', false],
    ['tcp://127.0.0.1:*', 'tcp://127.0.0.1:*', false],
    ['tcp://eth0:1', 'tcp://127.0.0.1:1', false],
    ['ipc:///tmp/x', 'ipc:///tmp/x', true],
    ['inproc://x', 'inproc://y', false],
  ])('%s and %s clash: %s', (one, other, clash) => {
    expect(endpointsClash(read(one), read(other))).toBe(clash);
  });

  it('says of a transport that is not there why, and what to use', () => {
    for (const transport of ['wss', 'norm', 'vmci']) {
      const read = readEndpoint(`${transport}://127.0.0.1:5555`, 'bind');
      expect(read).toMatchObject({ ok: false, error: { code: `lacking-${transport}` } });
      expect(read.ok ? '' : read.error.message).toMatch(new RegExp(`^${transport} is .*: use `));
    }
  });
});
