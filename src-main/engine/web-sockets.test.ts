import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answer, client, request, server as serving } from '../wire/testing/zws-bytes';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';
import { connectionsOf, ladderOf } from './wire-questions';

const reply = { type: 'reply', frames: ['World'] } as const;
const asking = { type: 'request', every: '1ms', count: 20, frames: ['Hello'] } as const;

const connections = (engine: TestEngine) =>
  engine.engine.ask((run) => connectionsOf(run, undefined))?.connections ?? [];
const stepsOf = (engine: TestEngine, id: number) =>
  engine.engine.ask((run) => ladderOf(run, id, 0))?.steps.map(({ type, name }) => `${type} ${name}`.trim()) ?? [];

describe('over WebSockets', () => {
  it('a link is read on the wire, from the HTTP upgrade to the messages', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('client', 'REQ', { behavior: asking }), node('server', 'REP', { behavior: reply })],
        [link('l1', 'client', 'server', { transport: 'ws' })],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    expect(engine.link('l1')).toMatchObject({ observe: 'wire', state: 'connected', version: 'ZWS 2.0' });
    expect(engine.link('l1').endpoint).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
    const rows = engine.rows('l1');
    expect(rows.filter(({ kind }) => kind === 'handshake').map(({ label }) => label)).toEqual([
      'GET / ZWS2.0/NULL,ZWS2.0',
      '101 Switching Protocols ZWS2.0/NULL',
      'READY REP',
      'READY REQ',
    ]);
    const [connection] = connections(engine);
    expect(stepsOf(engine, connection?.id ?? 0)).toEqual([
      'opened',
      'upgrade',
      'upgrade',
      'handshake READY',
      'handshake READY',
      'ready',
    ]);
  });

  it('a program outside that connects to a public endpoint is a peer of its own', async () => {
    const endpoint = `ws://127.0.0.1:${await freePort()}/zmq`;
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [endpoint], behavior: reply })]));
    const program = startProgram('Request', 'connect', endpoint, { count: 3, routingId: 'one' });
    await eventually(() => expect(program.lines.at(-1)).toBe('done'));
    await eventually(() =>
      expect(engine.peers()).toMatchObject([
        { endpoint, way: 'inbound', socketType: 'REQ', identity: 'one', mechanism: 'NULL', version: 'ZWS 2.0' },
      ]),
    );
    expect(engine.messagesOf(engine.peers()[0]?.flow ?? -1)).toEqual([3, 3]);
    await program.end();
    await eventually(() => expect(engine.peers()).toEqual([]));
  });

  it('a server outside is reached under its own path and name', async () => {
    const asked: string[] = [];
    const outside = createServer((caller) => {
      caller.on('error', () => undefined);
      caller.once('data', (bytes) => {
        asked.push(bytes.toString('latin1'));
        caller.write(Buffer.concat([answer(), serving.ready('REP')]));
      });
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void outside.close());
    const address = outside.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const engine = new TestEngine();
    await engine.run(topology([node('client', 'REQ', { connect: [`ws://localhost:${port}/zmq`] })]));
    await eventually(() => expect(engine.peers()).toMatchObject([{ way: 'outbound', socketType: 'REP' }]));
    expect(asked[0]?.split('\r\n').slice(0, 2)).toEqual(['GET /zmq HTTP/1.1', 'Host: localhost']);
  });

  it('a server that comes later, and goes, is reached all the same', async () => {
    const endpoint = `ws://127.0.0.1:${await freePort()}/zmq`;
    const engine = new TestEngine();
    const patient = { type: 'request', every: '5ms', timeout: '300ms', frames: ['Hello'] } as const;
    await engine.run(topology([node('client', 'REQ', { connect: [endpoint], behavior: patient })]));
    const first = startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(3));
    await first.end();
    await eventually(() => expect(engine.peers()).toEqual([]));
    const before = engine.received('client');
    startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(before + 3));
    expect(engine.peers()).toMatchObject([{ way: 'outbound', endpoint, socketType: 'REP' }]);
  });

  it('subscriptions and heartbeats are seen', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '5ms', frames: ['weather', 'fine'] } }),
          node('sub', 'SUB', {
            behavior: { type: 'subscribe', topics: ['wea'] },
            options: { heartbeatInterval: 20, heartbeatTimeout: 1000 },
          }),
        ],
        [link('l1', 'sub', 'pub', { transport: 'ws' })],
      ),
    );
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(3));
    await eventually(() => {
      const [connection] = connections(engine);
      expect(connection?.heartbeats.connecting?.pongs).toBeGreaterThan(2);
      expect(connection?.heartbeats.connecting?.roundTrip).toBeGreaterThan(0);
    });
    const commands = engine.rows('l1').filter(({ kind }) => kind === 'command');
    const labels = commands.map(({ label }) => label);
    // Heartbeats go their own way: a PING may come before the subscription, and a second one before the first is answered.
    expect(new Set(labels)).toEqual(new Set(['SUBSCRIBE wea', 'PING', 'PONG']));
    expect(labels.indexOf('PONG')).toBeGreaterThan(labels.indexOf('PING'));
  });

  it('a web page that names no mechanism subscribes, and nothing is said to be lost', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    const news = { type: 'generate', every: '5ms', frames: ['weather', 'fine'] } as const;
    await engine.run(topology([node('pub', 'PUB', { bind: [`ws://127.0.0.1:${port}`], behavior: news })]));
    const got: Buffer[] = [];
    const page = connect(port, '127.0.0.1', () => page.write(request('ZWS2.0')));
    onTestFinished(() => void page.destroy());
    page.once('data', () => page.write(Buffer.concat([client.frame(''), client.frame('\x01wea')])));
    page.on('data', (bytes) => got.push(bytes));
    await eventually(() => expect(Buffer.concat(got).includes(serving.message('weather', 'fine'))).toBe(true));
    await eventually(() => {
      const [peer] = engine.peers();
      expect(peer).toMatchObject({ mechanism: 'NULL', version: 'ZWS 2.0' });
      expect(engine.messagesOf(peer?.flow ?? -1)[1]).toBeGreaterThan(3);
      expect(engine.messagesOf(peer?.flow ?? -1)[0]).toBe(0);
    });
    const matched = () => engine.engine.health().losses.rows.filter(({ cause }) => cause !== 'noSubscriber');
    expect(matched()).toEqual([]);
    expect(engine.rows().find(({ kind }) => kind === 'command')?.label).toBe('SUBSCRIBE wea');
  });

  it('what is no WebSocket of ZeroMQ is cut off, and the rule that it broke is named', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [`ws://127.0.0.1:${port}`], behavior: reply })]));
    const page = ['GET / HTTP/1.1', 'Host: a', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Key: a'];
    for (const [bytes, code] of [
      ['GET / HTTP/1.1\r\nUser-Agent: curl/8\r\n\r\n', 'noUpgradeHeader'],
      [`${page.join('\r\n')}\r\n\r\n`, 'noZws'],
      ['\xff\0\0\0\0\0\0\0\x01\x7f\x03', 'noUpgrade'],
    ] as const) {
      const caller = connect(port, '127.0.0.1', () => caller.write(bytes, 'latin1'));
      caller.on('error', () => undefined);
      await eventually(() =>
        expect(connections(engine).map(({ fault, closing }) => [fault?.code, closing?.code])).toContainEqual([
          code,
          'garbage',
        ]),
      );
    }
    const good = startProgram('Request', 'connect', `ws://127.0.0.1:${port}`, { count: 3 });
    await eventually(() => expect(good.lines.at(-1)).toBe('done'));
  });

  it('a server with other security does not answer, and the ladder says so', async () => {
    const port = await freePort();
    const endpoint = `ws://127.0.0.1:${port}`;
    const engine = new TestEngine();
    await engine.run(
      topology([
        node('server', 'REP', { bind: [endpoint], behavior: reply, security: { type: 'plain-server', allow: [] } }),
        node('client', 'REQ', { connect: [endpoint] }),
      ]),
    );
    await eventually(() =>
      expect(connections(engine).map(({ closing }) => closing)).toContainEqual({
        code: 'upgradeUnanswered',
        by: 'binding',
        values: { protocols: 'ZWS2.0/NULL' },
        place: { rfc: 45, section: 'Handshake' },
      }),
    );
  });
});
