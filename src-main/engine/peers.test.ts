import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';

const reply = { type: 'reply', frames: ['World'] } as const;

describe('a program outside', () => {
  it('that connects to a public endpoint is a peer of its own, and leaves when it leaves', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [endpoint], behavior: reply })]));
    expect(engine.socket('server').endpoints).toEqual([
      { use: 'bind', given: endpoint, actual: endpoint, local: true },
    ]);
    const one = startProgram('Request', 'connect', endpoint, { count: 3, routingId: 'one' });
    const two = startProgram('Request', 'connect', endpoint, { count: 5 });
    await eventually(() => expect([one.lines.at(-1), two.lines.at(-1)]).toEqual(['done', 'done']));
    await eventually(() => expect(engine.peers().map(({ socketType }) => socketType)).toEqual(['REQ', 'REQ']));
    const peers = engine.peers();
    const named = peers.find(({ identity }) => identity === 'one');
    expect(named).toMatchObject({
      node: 'server',
      socket: 'server',
      endpoint,
      way: 'inbound',
      socketType: 'REQ',
      mechanism: 'NULL',
      version: '3.1',
      connected: true,
    });
    expect(engine.messagesOf(named?.flow ?? -1)).toEqual([3, 3]);
    await one.end();
    await eventually(() => expect(engine.peers().map(({ identity }) => identity)).toEqual(['']));
    await two.end();
    await eventually(() => expect(engine.peers()).toEqual([]));
    // Gone, and still known by name to what was captured of it.
    expect(engine.status.peers).toHaveLength(2);
  });

  it('that is connected to is one peer, however often it comes back', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    const request = { type: 'request', every: '1ms', timeout: '300ms', frames: ['Hello'] } as const;
    await engine.run(topology([node('client', 'REQ', { connect: [endpoint], behavior: request })]));
    // Nobody is there yet: that is nothing wrong, ZeroMQ waits.
    expect(engine.status.peers).toEqual([]);
    expect(engine.socket('client').endpoints[0]).toMatchObject({ actual: endpoint });
    const first = startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(3));
    await eventually(() =>
      expect(engine.peers()).toMatchObject([{ way: 'outbound', endpoint, socketType: 'REP', node: 'client' }]),
    );
    await first.end();
    await eventually(() => expect(engine.peers()).toEqual([]));
    const before = engine.received('client');
    startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(before + 3));
    expect(engine.status.peers).toHaveLength(1);
    await eventually(() => expect(engine.peers()).toMatchObject([{ id: 'peer1' }]));
  });

  it('is an external node where the canvas has one: both ways, and as a tap between two programs', async () => {
    const [server, client, tap] = [await freePort(), await freePort(), await freePort()].map(
      (port) => `tcp://127.0.0.1:${port}`,
    );
    const engine = new TestEngine();
    const position = { x: 0, y: 0 };
    await engine.run(
      topology(
        [
          node('asks', 'REQ', { behavior: { type: 'request', every: '5ms', frames: ['in'] } }),
          { id: 'service', kind: 'external', socket: 'REP', position, bind: [server ?? ''] },
          node('answers', 'REP', { behavior: reply }),
          { id: 'script', kind: 'external', socket: 'REQ', position },
        ],
        [
          link('out', 'asks', 'service'),
          link('in', 'script', 'answers', { endpoint: client ?? '' }),
          link('tap', 'script', 'service', { endpoint: tap ?? '' }),
        ],
      ),
    );
    startProgram('Reply', 'bind', server ?? '', { frames: ['served'] });
    const script = startProgram('Request', 'connect', client ?? '', { count: 4 });
    const tapped = startProgram('Request', 'connect', tap ?? '', { count: 6 });
    await eventually(() => expect([script.lines.at(-1), tapped.lines.at(-1)]).toEqual(['done', 'done']));
    expect(engine.messages('in')).toEqual([4, 4]);
    expect(engine.messages('tap')).toEqual([6, 6]);
    expect(tapped.lines).toContain('served');
    await eventually(() => expect(engine.received('asks')).toBeGreaterThan(3));
    await eventually(() =>
      expect(engine.link('tap')).toMatchObject({ state: 'connected', observe: 'wire', version: '3.1' }),
    );
    expect(engine.status.peers).toEqual([]);
    const row = engine.rows('tap').find(({ kind, direction }) => kind === 'message' && direction === 'backward');
    const detail = engine.engine.item(row?.seq ?? 0);
    expect([detail?.sender.name, detail?.sender.socketType, detail?.receiver.name]).toEqual([
      'service',
      'REP',
      'script',
    ]);
  });

  it('that sends garbage, or nothing, does no harm', async () => {
    const port = await freePort();
    const endpoint = `tcp://127.0.0.1:${port}`;
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [endpoint], behavior: reply })]));
    const knock = (text: string) =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        setTimeout(() => socket.destroy(), 200);
      });
    await Promise.all([
      knock(''),
      knock('GET / HTTP/1.1\r\n\r\n'),
      knock(String.fromCharCode(255).repeat(5000)),
      knock('\0'.repeat(100)),
    ]);
    const good = startProgram('Request', 'connect', endpoint, { count: 3 });
    await eventually(() => expect(good.lines.at(-1)).toBe('done'));
    await eventually(() => expect(engine.peers()).toHaveLength(1));
  });

  it('does not make the list of peers grow without end', async () => {
    const port = await freePort();
    const endpoint = `tcp://127.0.0.1:${port}`;
    const engine = new TestEngine();
    await engine.run(topology([node('pull', 'PULL', { bind: [endpoint], behavior: { type: 'sink' } })]));
    // A greeting of ZMTP 3.1 and a READY of a PUSH, and gone.
    const greeting = Buffer.concat([
      Buffer.from([255, 0, 0, 0, 0, 0, 0, 0, 1, 127, 3, 1]),
      Buffer.from('NULL'),
      Buffer.alloc(48),
    ]);
    const ready = Buffer.concat([
      Buffer.from([4, 25, 5]),
      Buffer.from('READY\x0bSocket-Type'),
      Buffer.from([0, 0, 0, 4]),
      Buffer.from('PUSH'),
    ]);
    ready[1] = ready.length - 2;
    const visit = () =>
      new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.concat([greeting, ready])));
        let got = 0;
        socket.on('error', () => undefined);
        socket.on('data', (data) => (got += data.length) > 70 && socket.destroy());
        socket.on('close', () => resolve());
      });
    for (let round = 0; round < 25; round++) await Promise.all(Array.from({ length: 10 }, visit));
    await eventually(() => expect(engine.peers()).toEqual([]));
    expect(engine.status.peers.length).toBeLessThanOrEqual(200);
    await eventually(() => expect(engine.status.peers.at(-1)?.id).toBe('peer250'));
    expect(engine.status.peers.length).toBeLessThanOrEqual(200);
  });
});
