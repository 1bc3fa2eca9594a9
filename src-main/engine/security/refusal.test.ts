import * as zmq from 'zeromq';
import { curveKeyPair } from 'zeromq';
import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials, Security } from '../../../shared/security/security';
import { applyFix } from '../../../shared/topology/edits-doctor';
import type { SocketNode, Topology } from '../../../shared/topology/topology';
import type { PeerStatus } from '../../../shared/traffic/status';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const [serverKeys, otherKeys, ada, eve] = [curveKeyPair(), curveKeyPair(), curveKeyPair(), curveKeyPair()];
const credentials: Credentials = {
  server: { type: 'curve', ...serverKeys },
  other: { type: 'curve', ...otherKeys },
  ada: { type: 'curve', ...ada },
  eve: { type: 'curve', ...eve },
  login: { type: 'login', user: 'ada', password: 'tinker' },
};
const outside: zmq.Socket[] = [];

afterEach(() => {
  for (const socket of outside.splice(0)) socket.close();
});

async function running(wanted: Topology): Promise<TestEngine> {
  const engine = new TestEngine();
  engine.engine.setCredentials(credentials);
  await engine.run(wanted);
  return engine;
}

const server = (port: number, security: Security, more: Partial<SocketNode> = {}) =>
  topology([node('server', 'REP', { bind: [`tcp://127.0.0.1:${port}`], security, ...more })]);
const refused = (engine: TestEngine): PeerStatus | undefined =>
  engine.status.peers.find((peer) => peer.refused !== undefined);
const finding = (engine: TestEngine) =>
  engine.engine.health().findings.find(({ rule }) => rule === 'mechanism') ?? expect.fail('nothing was found yet');

function call(port: number, options: object): zmq.Request {
  const socket = new zmq.Request({ linger: 0, ...options });
  outside.push(socket);
  socket.connect(`tcp://127.0.0.1:${port}`);
  return socket;
}

const curve = (pair: ReturnType<typeof curveKeyPair>, key: string) => ({
  curveServerKey: key,
  curvePublicKey: pair.publicKey,
  curveSecretKey: pair.secretKey,
});

describe('a program outside is turned away, and its cable says why', () => {
  it.each<[string, Security, object, string, object]>([
    [
      'a wrong server key',
      { type: 'curve-server', key: 'server' },
      curve(ada, otherKeys.publicKey),
      'server-key',
      { server: 'server', key: serverKeys.publicKey },
    ],
    [
      'a public key of somebody else',
      { type: 'curve-server', key: 'server', allow: ['ada'] },
      curve({ publicKey: ada.publicKey, secretKey: eve.secretKey }, serverKeys.publicKey),
      'proof',
      { server: 'server' },
    ],
    [
      'a key that is not listed',
      { type: 'curve-server', key: 'server', allow: ['ada'] },
      curve(eve, serverKeys.publicKey),
      'notListed',
      { who: 'eve' },
    ],
    [
      'a key that is kept out',
      { type: 'curve-server', key: 'server', deny: ['eve'] },
      curve(eve, serverKeys.publicKey),
      'denied',
      { who: 'eve' },
    ],
    [
      'a wrong password',
      { type: 'plain-server', allow: ['login'] },
      { plainUsername: 'ada', plainPassword: 'tailor' },
      'wrongPassword',
      { who: 'login' },
    ],
    [
      'an unknown user',
      { type: 'plain-server', allow: ['login'] },
      { plainUsername: 'bob', plainPassword: 'tinker' },
      'unknownUser',
      { who: 'bob' },
    ],
  ])('for %s', async (_, security, options, code, values) => {
    const port = await freePort();
    const engine = await running(server(port, security));
    call(port, options);
    await eventually(() =>
      expect(refused(engine)).toMatchObject({
        way: 'inbound',
        connected: false,
        problem: { code: `handshake-${code}`, where: 'server', values },
      }),
    );
    await eventually(() => expect(finding(engine)).toMatchObject({ variant: code, node: 'server' }));
    // However often it calls, it is one that calls.
    expect(engine.status.peers).toHaveLength(1);
    await engine.stop();
    expect(engine.status.peers).toEqual([]);
  });

  it('for no CURVE', async () => {
    const port = await freePort();
    const engine = await running(server(port, { type: 'curve-server', key: 'server' }));
    call(port, {});
    // ZeroMQ greets in two parts, so the caller may have said its own mechanism before it hangs up, or may not.
    const heard = { code: 'handshake-left', values: { other: 'server', mechanism: 'CURVE' } };
    const both = {
      code: 'handshake-mechanisms',
      values: { other: 'server', oneMechanism: 'NULL', otherMechanism: 'CURVE' },
    };
    await eventually(() =>
      expect(refused(engine)).toMatchObject({ way: 'inbound', connected: false, problem: expect.anything() }),
    );
    const { problem } = refused(engine)!;
    expect(problem).toMatchObject(problem?.code === both.code ? both : heard);
    await eventually(() => expect(['left', 'mechanisms']).toContain(finding(engine).variant));
  });

  it('by its address, without any mechanism; and no more once it is let in', async () => {
    const port = await freePort();
    const wanted = topology([
      node('server', 'REP', {
        bind: [`tcp://127.0.0.1:${port}`],
        addresses: { allow: ['10.0.0.0/8'] },
        behavior: { type: 'reply', echo: true },
      }),
    ]);
    const engine = await running(wanted);
    call(port, {});
    await eventually(() => expect(refused(engine)?.problem?.code).toBe('handshake-addressNotListed'));
    await eventually(() => expect(finding(engine).fixes).toHaveLength(1));
    const [fix] = finding(engine).fixes;
    await engine.engine.update(applyFix(wanted, fix!));
    const asking = call(port, {});
    await asking.send('Hello');
    await asking.receive();
    await eventually(() => expect(engine.status.peers.map(({ connected }) => connected)).toEqual([true]));
  });

  it('and is listed as let in when it comes with the right key', async () => {
    const port = await freePort();
    const engine = await running(
      server(port, { type: 'curve-server', key: 'server' }, { behavior: { type: 'reply', echo: true } }),
    );
    call(port, curve(ada, otherKeys.publicKey));
    await eventually(() => expect(refused(engine)?.refused).toBeGreaterThan(1));
    outside.pop()?.close();
    const right = call(port, curve(ada, serverKeys.publicKey));
    await right.send('Hello');
    await right.receive();
    await eventually(() => expect(engine.status.peers.filter(({ connected }) => connected)).toHaveLength(1));
    await eventually(() => expect(refused(engine)).toBeUndefined());
  });
});

describe('a server outside turns the app’s own client away', () => {
  async function bound(options: object): Promise<number> {
    const port = await freePort();
    const socket = new zmq.Reply({ linger: 0, ...options });
    outside.push(socket);
    await socket.bind(`tcp://127.0.0.1:${port}`);
    return port;
  }

  const asks = (security: Security) => ({
    security,
    behavior: { type: 'request', every: '50ms', timeout: '1s', frames: ['x'] } as const,
  });
  const secured = {
    curveServer: true,
    curvePublicKey: serverKeys.publicKey,
    curveSecretKey: serverKeys.secretKey,
  };

  it('for a wrong server key: its endpoint, its cable and the doctor say so', async () => {
    const port = await bound(secured);
    const endpoint = `tcp://127.0.0.1:${port}`;
    const engine = await running(
      topology([
        node('client', 'REQ', {
          connect: [endpoint],
          ...asks({ type: 'curve-client', key: 'ada', server: 'other' }),
        }),
      ]),
    );
    const problem = { code: 'handshake-server-key-unknown', values: { client: 'client', server: endpoint } };
    await eventually(() => expect(engine.socket('client').endpoints).toMatchObject([{ problem }]));
    expect(refused(engine)).toMatchObject({ way: 'outbound', problem });
    await eventually(() => expect(finding(engine)).toMatchObject({ variant: 'server-key-unknown', node: 'client' }));
  });

  it('on a link to a program that is drawn', async () => {
    const port = await bound(secured);
    const engine = await running(
      topology(
        [
          node('client', 'REQ', asks({ type: 'curve-client', key: 'ada', server: 'other' })),
          {
            id: 'program',
            kind: 'external',
            socket: 'REP',
            position: { x: 0, y: 0 },
            bind: [`tcp://127.0.0.1:${port}`],
          },
        ],
        [link('l1', 'client', 'program')],
      ),
    );
    await eventually(() =>
      expect(engine.link('l1')).toMatchObject({
        state: 'waiting',
        problem: { code: 'handshake-server-key-unknown', where: 'l1', values: { client: 'client', server: 'program' } },
      }),
    );
  });
});

it('a link between two sockets of the app says who is not let in, and the doctor offers to', async () => {
  const wanted = topology(
    [
      node('client', 'REQ', {
        security: { type: 'curve-client', key: 'eve', server: 'server' },
        behavior: { type: 'request', every: '10ms', timeout: '300ms', frames: ['x'] },
      }),
      node('server', 'REP', {
        security: { type: 'curve-server', key: 'server', allow: ['ada'] },
        behavior: { type: 'reply', echo: true },
      }),
    ],
    [link('l1', 'client', 'server')],
  );
  const engine = await running(wanted);
  await eventually(() => expect(engine.link('l1').problem).toMatchObject({ code: 'handshake-notListed' }));
  await eventually(() => expect(finding(engine).fixes).toEqual([{ type: 'allow', socket: 'server', name: 'eve' }]));
  await engine.engine.update(applyFix(wanted, finding(engine).fixes[0]!));
  await eventually(() => expect(engine.received('client')).toBeGreaterThan(2));
  expect(engine.link('l1').problem).toBeUndefined();
});

it('a wrong key between two sockets of the app is mended by a button', async () => {
  const wanted = topology(
    [
      node('client', 'REQ', {
        security: { type: 'curve-client', key: 'ada', server: 'other' },
        behavior: { type: 'request', every: '10ms', timeout: '300ms', frames: ['x'] },
      }),
      node('server', 'REP', {
        security: { type: 'curve-server', key: 'server' },
        behavior: { type: 'reply', echo: true },
      }),
    ],
    [link('l1', 'client', 'server')],
  );
  const engine = await running(wanted);
  await eventually(() => expect(engine.link('l1').problem).toMatchObject({ code: 'wrong-server-key' }));
  await eventually(() =>
    expect(finding(engine).fixes).toEqual([{ type: 'serverKey', socket: 'client', key: 'server' }]),
  );
  await engine.engine.update(applyFix(wanted, finding(engine).fixes[0]!));
  await eventually(() => expect(engine.received('client')).toBeGreaterThan(2));
});
