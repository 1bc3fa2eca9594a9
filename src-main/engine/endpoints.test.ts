import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { SocketNode } from '../../shared/topology/topology';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';

const asking = { type: 'request', every: '5ms', frames: ['Hello'] } as const;
const answering = { type: 'reply', frames: ['World'] } as const;
const sending = { type: 'generate', every: '2ms', frames: ['{{node}}'] } as const;
const ipv6 = { ipv6: true } as const;

let names = 0;
function newPath(): string {
  return `ipc:///tmp/patchbay-test-${process.pid}-${++names}`;
}

async function tcp(host = '127.0.0.1'): Promise<string> {
  return `tcp://${host}:${await freePort()}`;
}

async function running(...nodes: SocketNode[]): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(nodes));
  return engine;
}

/** Waits until each of the sockets has got more than it has now. */
async function goesOn(engine: TestEngine, ...keys: string[]): Promise<void> {
  const before = keys.map((key) => engine.received(key));
  await eventually(() =>
    keys.forEach((key, at) => expect(engine.received(key)).toBeGreaterThan((before[at] ?? 0) + 3)),
  );
}

describe('the endpoints of one socket', () => {
  it('are many: it binds some and connects to others, and its messages go to all in turn', async () => {
    const [one, two, three, four] = [await tcp(), newPath(), await tcp(), newPath()];
    const engine = await running(
      node('push', 'PUSH', { bind: [one, two], connect: [three, four], behavior: sending }),
      node('a', 'PULL', { connect: [one] }),
      node('b', 'PULL', { connect: [two] }),
      node('c', 'PULL', { bind: [three, four] }),
    );
    await goesOn(engine, 'a', 'b', 'c');
    expect(engine.socket('push').endpoints.map(({ actual }) => actual)).toEqual([one, two, three, four]);
    // Each of its four cables takes its turn, and two of them lead to the same socket.
    await eventually(() => {
      const [a, b, c] = ['a', 'b', 'c'].map((key) => engine.received(key));
      expect(c).toBeGreaterThan(1.5 * Math.max(a ?? 0, b ?? 0));
    });
    expect(engine.problems()).toEqual([]);
  });

  it('may be connected to before anybody binds them', async () => {
    const [one, two] = [await tcp(), newPath()];
    const client = node('client', 'REQ', { connect: [one, two], behavior: asking });
    const server = node('server', 'REP', { bind: [one, two], behavior: answering });
    const engine = await running(client);
    await eventually(() => expect(engine.socket('client').state).toBe('open'));
    expect(engine.received('client')).toBe(0);
    await engine.engine.update(topology([client, server]));
    await goesOn(engine, 'client');
    expect(engine.problems()).toEqual([]);
  });

  it('are let go of while it runs, and the others go on', async () => {
    const [one, two] = [await tcp(), await tcp()];
    const server = node('server', 'REP', { bind: [one, two], behavior: answering });
    const clients = [
      node('a', 'REQ', { connect: [one], behavior: asking }),
      node('b', 'REQ', { connect: [two], behavior: { ...asking, timeout: '300ms' } }),
    ];
    const engine = await running(server, ...clients);
    await goesOn(engine, 'a', 'b');

    // Unbound: the port is free for somebody else, and who was connected there gets no answer.
    await engine.engine.update(topology([{ ...server, bind: [one] }, ...clients]));
    await listensAt(Number(two.split(':').at(-1)));
    await goesOn(engine, 'a');
    const asked = engine.received('b');
    await goesOn(engine, 'a');
    expect(engine.received('b')).toBeLessThanOrEqual(asked + 1);

    // Disconnected, maybe with a request under way: nothing is asked any more.
    await engine.engine.update(topology([{ ...server, bind: [one] }, { ...clients[0]!, connect: [] }, clients[1]!]));
    await eventually(() => expect(engine.peers().filter(({ node: of }) => of === 'a')).toEqual([]));

    // And back again.
    await engine.engine.update(topology([server, ...clients]));
    await goesOn(engine, 'a', 'b');
  });

  it('have a port or a path of the system’s where they ask for any, and say which', async () => {
    const engine = await running(
      node('server', 'REP', { bind: ['tcp://127.0.0.1:*', 'tcp://127.0.0.1:0', 'ipc://*'], behavior: answering }),
    );
    const actual = engine.socket('server').endpoints.map((each) => each.actual);
    expect(actual[0]).toMatch(/^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(actual[1]).toMatch(/^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(actual[2]).toMatch(/^ipc:\/\/\/.+/);
    expect(new Set(actual).size).toBe(3);
    for (const endpoint of actual) {
      const program = startProgram('Request', 'connect', endpoint);
      await eventually(() => expect(program.lines.at(-1)).toBe('done'));
    }
    expect(engine.peers().map(({ socketType }) => socketType)).toEqual(['REQ', 'REQ', 'REQ']);
  });
});

describe('IPv6', () => {
  it('is used by sockets that have the option, in links and with programs outside', async () => {
    const [own, theirs, linked] = [await tcp('[::1]'), await tcp('[::1]'), await tcp('[::1]')];
    startProgram('Reply', 'bind', theirs, { ipv6: true, frames: ['World'] });
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('server', 'REP', { bind: [own], options: ipv6, behavior: answering }),
          node('client', 'REQ', { connect: [theirs], options: ipv6, behavior: asking }),
          node('push', 'PUSH', { options: ipv6, behavior: sending }),
          node('pull', 'PULL', { options: ipv6 }),
        ],
        [link('l', 'push', 'pull', { endpoint: linked })],
      ),
    );
    const program = startProgram('Request', 'connect', own, { ipv6: true });
    await eventually(() => expect(program.lines.at(-1)).toBe('done'));
    await goesOn(engine, 'client', 'pull');
    expect(engine.peers().find(({ node: of }) => of === 'server')?.remote).toMatch(/^\[::1\]:/);
    expect(engine.link('l')).toMatchObject({ observe: 'wire', endpoint: linked, state: 'connected' });
    expect(engine.problems()).toEqual([]);
  });

  it('lets a bind to every address take callers of both kinds', async () => {
    const port = await freePort();
    const engine = await running(
      node('server', 'REP', { bind: [`tcp://*:${port}`], options: ipv6, behavior: answering }),
    );
    for (const host of ['127.0.0.1', '[::1]']) {
      const program = startProgram('Request', 'connect', `tcp://${host}:${port}`, { ipv6: true });
      await eventually(() => expect(program.lines.at(-1)).toBe('done'));
    }
    expect(engine.received('server')).toBe(2);
  });

  it('is said to be off where a socket lacks the option, as ZeroMQ itself would do nothing', async () => {
    const [bound, connected, linked] = [await tcp('[::1]'), await tcp('[::1]'), await tcp('[::1]')];
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('server', 'REP', { bind: [bound], behavior: answering }),
          node('client', 'REQ', { connect: [connected], behavior: asking }),
          node('push', 'PUSH', { behavior: sending }),
          node('pull', 'PULL', { options: ipv6 }),
        ],
        [link('l', 'push', 'pull', { endpoint: linked })],
      ),
    );
    expect(engine.socket('server').endpoints[0]?.problem?.code).toBe('ipv6-off');
    expect(engine.socket('client').endpoints[0]?.problem?.code).toBe('ipv6-off');
    expect(engine.link('l').problem?.message).toBe(
      `${linked} is an IPv6 address, and a socket uses those only with its option "ipv6". Switch it on at push.`,
    );
  });
});

describe('names', () => {
  it.runIf(process.platform === 'linux')(
    'of ipc may be abstract: no file, and programs outside reach them',
    async () => {
      const [own, theirs, between] = [
        `ipc://@patchbay-${process.pid}-own`,
        `ipc://@patchbay-${process.pid}-theirs`,
        `ipc://@patchbay-${process.pid}-between`,
      ];
      startProgram('Reply', 'bind', theirs, { frames: ['World'] });
      const engine = new TestEngine();
      await engine.run(
        topology(
          [
            node('server', 'REP', { bind: [own], behavior: answering }),
            node('client', 'REQ', { connect: [theirs], behavior: asking }),
            node('push', 'PUSH', { behavior: sending }),
            node('pull', 'PULL'),
          ],
          [link('l', 'push', 'pull', { transport: 'ipc', endpoint: between, observe: 'direct' })],
        ),
      );
      await goesOn(engine, 'client', 'pull');
      // Nobody is drawn who has not come.
      const calling = () => engine.peers().filter(({ node: of }) => of === 'server').length;
      expect(calling()).toBe(0);
      const program = startProgram('Request', 'connect', own);
      await eventually(() => expect(program.lines.at(-1)).toBe('done'));
      expect(engine.received('server')).toBe(1);
      await eventually(() => expect(calling()).toBe(1));
      await program.end();
      await eventually(() => expect(calling()).toBe(0));
      expect(engine.problems()).toEqual([]);
    },
  );

  it('of inproc join nodes of one topology, many to one, whoever comes first', async () => {
    const name = 'inproc://meeting';
    const engine = await running(
      node('a', 'PUSH', { connect: [name], behavior: sending }),
      node('b', 'PUSH', { connect: [name], behavior: sending }),
      node('pull', 'PULL', { bind: [name, 'inproc://other'] }),
      node('c', 'PUSH', { connect: ['inproc://other'], behavior: sending }),
    );
    await goesOn(engine, 'pull');
    await eventually(() => expect(['a', 'b', 'c'].every((key) => engine.sent(key) > 3)).toBe(true));
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(10));
    expect(engine.problems()).toEqual([]);
  });
});

/** Fails where somebody listens there. */
function listensAt(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}
