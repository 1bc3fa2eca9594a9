import { describe, expect, it } from 'vitest';
import { endpointsClash, formatEndpoint, isLocal, parseEndpoint, type Endpoint } from './endpoint';

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

  it.each([
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
});
