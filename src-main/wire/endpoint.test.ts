import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { abstractNamesAreExact, endpointOf, hostAndPort, parseDial, resolveListen } from './endpoint';

const loopback = Object.entries(networkInterfaces()).find(([, addresses]) =>
  addresses?.some(({ address }) => address === '127.0.0.1'),
)?.[0];

describe('where to listen', () => {
  it.each([
    ['tcp://127.0.0.1:*', { type: 'tcp', host: '127.0.0.1', port: 0 }],
    ['tcp://127.0.0.1:0', { type: 'tcp', host: '127.0.0.1', port: 0 }],
    ['tcp://*:5555', { type: 'tcp', host: '0.0.0.0', port: 5555 }],
    ['tcp://[::1]:5555', { type: 'tcp', host: '::1', port: 5555 }],
    ['tcp://localhost:5555', { type: 'tcp', host: '127.0.0.1', port: 5555 }],
    [`tcp://${loopback}:5555`, { type: 'tcp', host: '127.0.0.1', port: 5555 }],
    ['ws://127.0.0.1:8080/zmq', { type: 'tcp', host: '127.0.0.1', port: 8080, webPath: '/zmq' }],
    ['ws://*:*', { type: 'tcp', host: '0.0.0.0', port: 0, webPath: '' }],
    ['ipc:///tmp/feed', { type: 'ipc', path: '/tmp/feed' }],
    ['ipc://feed', { type: 'ipc', path: 'feed' }],
  ])('%s', async (endpoint, address) => {
    expect(await resolveListen(endpoint)).toEqual({ ok: true, value: address });
  });

  it('ipc://* is a new path each time', async () => {
    const [one, two] = await Promise.all([resolveListen('ipc://*'), resolveListen('ipc://*')]);
    expect(
      one.ok && two.ok && one.value.type === 'ipc' && two.value.type === 'ipc' && one.value.path !== two.value.path,
    ).toBe(true);
  });

  it.each([
    ['tcp://127.0.0.1', 'EINVAL'],
    ['tcp://127.0.0.1:', 'EINVAL'],
    ['tcp://127.0.0.1:70000', 'EINVAL'],
    ['tcp://127.0.0.1:http', 'EINVAL'],
    ['tcp://::1:5555', 'EINVAL'],
    ['tcp://', 'EINVAL'],
    ['tcp://no-such-interface-here:5555', 'ENODEV'],
    ['inproc://here', 'EPROTONOSUPPORT'],
    ['udp://127.0.0.1:5555', 'EPROTONOSUPPORT'],
    ['nonsense', 'EPROTONOSUPPORT'],
    ['ipc://', 'EINVAL'],
    ['ipc://@', 'EINVAL'],
    [`ipc:///tmp/${'x'.repeat(103)}`, 'ENAMETOOLONG'],
    [`ipc:///tmp/${'é'.repeat(60)}`, 'ENAMETOOLONG'],
  ])('%s: %s, in a sentence that names it', async (endpoint, code) => {
    const result = await resolveListen(endpoint);
    expect(result).toMatchObject({ ok: false, error: { code } });
    if (!result.ok) expect(result.error.message).toContain(endpoint.replace(/^ipc:\/\/(?=.)/, ''));
  });

  it('takes a path of exactly 107 bytes', async () => {
    const path = `/tmp/${'x'.repeat(102)}`;
    expect(await resolveListen(`ipc://${path}`)).toEqual({ ok: true, value: { type: 'ipc', path } });
  });

  it('takes abstract names where the runtime gets them right, and says so where not', async () => {
    const result = await resolveListen('ipc://@feed');
    if (abstractNamesAreExact()) expect(result).toEqual({ ok: true, value: { type: 'ipc', path: '\0feed' } });
    else expect(result).toMatchObject({ ok: false, error: { code: 'EPROTONOSUPPORT' } });
  });
});

describe('where to dial', () => {
  it.each([
    ['tcp://example.org:5555', { type: 'tcp', host: 'example.org', port: 5555 }],
    ['tcp://[fe80::1%eth0]:5555', { type: 'tcp', host: 'fe80::1%eth0', port: 5555 }],
    [
      'tcp://192.168.0.2:0;10.0.0.1:5555',
      { type: 'tcp', host: '10.0.0.1', port: 5555, localAddress: '192.168.0.2', localPort: 0 },
    ],
    ['tcp://*:7000;10.0.0.1:5555', { type: 'tcp', host: '10.0.0.1', port: 5555, localPort: 7000 }],
    ['ipc:///tmp/feed', { type: 'ipc', path: '/tmp/feed' }],
  ])('%s', (endpoint, address) => {
    expect(parseDial(endpoint)).toEqual({ ok: true, value: address });
  });

  it.each(['tcp://example.org:*', 'tcp://example.org:0', 'tcp://:5555', 'tcp://nonsense;10.0.0.1:5555', 'wss://a:1'])(
    '%s leads nowhere',
    (endpoint) => {
      expect(parseDial(endpoint).ok).toBe(false);
    },
  );
});

describe('how clients write it', () => {
  it('makes every address one that can be connected to', () => {
    expect(endpointOf({ type: 'tcp', host: '0.0.0.0', port: 1 })).toBe('tcp://127.0.0.1:1');
    expect(endpointOf({ type: 'tcp', host: '::', port: 1 })).toBe('tcp://[::1]:1');
    expect(endpointOf({ type: 'tcp', host: '::1', port: 1 })).toBe('tcp://[::1]:1');
    expect(endpointOf({ type: 'ipc', path: '\0feed' })).toBe('ipc://@feed');
    expect(hostAndPort('::ffff:10.0.0.1', 2)).toBe('10.0.0.1:2');
    expect(hostAndPort('fe80::1', 2)).toBe('[fe80::1]:2');
  });
});
