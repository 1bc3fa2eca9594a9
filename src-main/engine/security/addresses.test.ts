import { connect } from 'node:net';
import * as zmq from 'zeromq';
import { curveKeyPair } from 'zeromq';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Addresses } from '../../../shared/security/address-range';
import type { Credentials, Security } from '../../../shared/security/security';
import { client, request } from '../../wire/testing/zws-bytes';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const keys = curveKeyPair();
const credentials: Credentials = {
  server: { type: 'curve', ...keys },
  ada: { type: 'login', user: 'ada', password: 'tinker' },
};
const mine = curveKeyPair();
const KINDS: readonly [string, Security | undefined, object][] = [
  ['NULL', undefined, {}],
  ['PLAIN', { type: 'plain-server', allow: ['ada'] }, { plainUsername: 'ada', plainPassword: 'tinker' }],
  [
    'CURVE',
    { type: 'curve-server', key: 'server' },
    { curveServerKey: keys.publicKey, curvePublicKey: mine.publicKey, curveSecretKey: mine.secretKey },
  ],
];
const outside: zmq.Socket[] = [];

afterEach(() => {
  for (const socket of outside.splice(0)) socket.close();
});

const log = (engine: TestEngine) => engine.engine.ask((run) => run.security.log(['server']))?.decisions ?? [];
const seen = (engine: TestEngine) =>
  new Set(log(engine).map(({ address, verdict, reason }) => `${address} ${verdict} ${reason}`));

function push(from: string, port: number, options: object): zmq.Push {
  const socket = new zmq.Push({ linger: 0, ...options });
  outside.push(socket);
  socket.connect(`tcp://${from}:0;127.0.0.1:${port}`);
  return socket;
}

describe.each(KINDS)('a %s socket', (_, security, options) => {
  const server = (port: number, addresses: Addresses) =>
    topology([
      node('server', 'PULL', {
        bind: [`tcp://127.0.0.1:${port}`],
        ...(security ? { security } : {}),
        addresses: { allow: [...(addresses.allow ?? [])], deny: [...(addresses.deny ?? [])] },
      }),
    ]);

  it('lets in by address, keeps out what is denied, and tells where each really came from', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    engine.engine.setCredentials(credentials);
    await engine.run(server(port, { allow: ['127.0.0.0/8', '10.0.0.0/8'], deny: ['127.0.0.3/32'] }));
    await push('127.0.0.2', port, options).send('from two');
    await push('127.0.0.3', port, options).send('from three');
    await eventually(() => expect(engine.received('server')).toBe(1));
    const reason = security?.type === 'plain-server' ? 'listed' : 'everybody';
    await eventually(() =>
      expect(seen(engine)).toEqual(new Set([`127.0.0.2 allowed ${reason}`, '127.0.0.3 denied addressDenied'])),
    );
    expect(engine.rows().filter(({ kind }) => kind === 'message')).toHaveLength(1);
    await engine.engine.update(server(port, { allow: ['127.0.0.3'] }));
    // libzmq does not call again where it was told that it is not let in.
    await push('127.0.0.3', port, options).send('from three');
    await eventually(() => expect(engine.received('server')).toBe(1));
    await eventually(() => expect([...seen(engine)]).toContain('127.0.0.2 denied addressNotListed'));
  });
});

it('over ws too, also where the caller names no mechanism and ZeroMQ asks nobody', async () => {
  const port = await freePort();
  const engine = new TestEngine();
  const addresses = { allow: ['127.0.0.0/8'], deny: ['127.0.0.3/32'] };
  await engine.run(topology([node('server', 'PULL', { bind: [`ws://127.0.0.1:${port}`], addresses })]));
  const call = (localAddress: string, protocol: string) => {
    const first = protocol === 'ZWS2.0' ? client.frame('') : client.ready('PUSH');
    const caller = connect({ port, host: '127.0.0.1', localAddress });
    onTestFinished(() => void caller.destroy());
    caller.on('error', () => undefined);
    caller.once('connect', () => caller.write(request(protocol)));
    caller.once('data', () => caller.write(Buffer.concat([first, client.message(localAddress)])));
  };
  for (const protocol of ['ZWS2.0', 'ZWS2.0/NULL']) for (const from of ['127.0.0.3', '127.0.0.2']) call(from, protocol);
  await eventually(() => expect(engine.received('server')).toBe(2));
  await eventually(() =>
    expect(seen(engine)).toEqual(new Set(['127.0.0.2 allowed everybody', '127.0.0.3 denied addressDenied'])),
  );
  const texts = engine.rows().flatMap(({ kind, preview }) => (kind === 'message' ? [preview] : []));
  expect(texts).toEqual(['127.0.0.2', '127.0.0.2']);
});

it('a socket of the app is known by its address too, and who comes over ipc has none', async () => {
  const engine = new TestEngine();
  const rules = { allow: ['10.0.0.0/8'] };
  await engine.run(
    topology(
      [
        node('near', 'PUSH', { behavior: { type: 'generate', every: '10ms', frames: ['near'] } }),
        node('far', 'PUSH', { behavior: { type: 'generate', every: '10ms', frames: ['far'] } }),
        node('server', 'PULL', { addresses: rules }),
      ],
      [link('l1', 'near', 'server', { transport: 'ipc' }), link('l2', 'far', 'server')],
    ),
  );
  await eventually(() => expect(engine.received('server')).toBeGreaterThan(3));
  await eventually(() =>
    expect(seen(engine)).toEqual(new Set([' allowed everybody', '127.0.0.1 denied addressNotListed'])),
  );
  expect(engine.messages('l2')).toEqual([0, 0]);
});

it('a socket that connects is not kept from those that it calls', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('server', 'PUSH', {
          addresses: { allow: ['10.0.0.0/8'] },
          behavior: { type: 'generate', every: '10ms', frames: ['x'] },
        }),
        node('pull', 'PULL'),
      ],
      [link('l1', 'server', 'pull')],
    ),
  );
  await eventually(() => expect(engine.received('pull')).toBeGreaterThan(3));
});
