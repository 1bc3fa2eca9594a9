import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { curveKeyPair } from 'zeromq';
import type { Credentials } from '../../shared/security/security';
import type { SocketOptions } from '../../shared/zmq/options';
import { journeyOf } from './journey';
import { freePort } from './testing/free-port';
import { eventually, node, TestEngine, topology } from './testing/harness';
import { allLost, lost } from './testing/losses';
import { startProgram } from './testing/program';

const credentials: Credentials = {
  server: { type: 'curve', ...curveKeyPair() },
  client: { type: 'curve', ...curveKeyPair() },
};

const ask = { type: 'request', every: '2ms', count: 20, frames: ['Hello'] } as const;
const reply = { type: 'reply', frames: ['World'] } as const;

interface Way {
  readonly what: string;
  readonly bind: string;
  readonly connect: string;
  readonly options?: SocketOptions;
}

const ipc = `ipc://${join(tmpdir(), `meet-${process.pid}`)}`;
const WAYS: readonly Way[] = [
  { what: 'tcp', bind: 'tcp://*:PORT', connect: 'tcp://127.0.0.1:PORT' },
  { what: 'a name', bind: 'tcp://*:PORT', connect: 'tcp://localhost:PORT' },
  { what: 'IPv6', bind: 'tcp://[::1]:PORT', connect: 'tcp://[::1]:PORT', options: { ipv6: true } },
  { what: 'both families', bind: 'tcp://*:PORT', connect: 'tcp://[::1]:PORT', options: { ipv6: true } },
  { what: 'ws', bind: 'ws://*:PORT/feed', connect: 'ws://127.0.0.1:PORT/feed' },
  { what: 'ipc', bind: ipc, connect: ipc },
];

/** How many items a filter lets through. */
function found({ engine }: TestEngine, filter: number): number {
  const answer = engine.rows(filter, 0, 1000);
  return answer instanceof Promise ? NaN : answer.rows.length;
}

describe('a socket that reaches another of its topology by an endpoint given by hand', () => {
  it.each(WAYS)('knows it, over $what', async ({ bind, connect, options = {} }) => {
    const port = String(await freePort());
    const [at, to] = [bind.replace('PORT', port), connect.replace('PORT', port)];
    const engine = new TestEngine();
    await engine.run(
      topology([
        node('client', 'REQ', { connect: [to], options, behavior: ask }),
        node('server', 'REP', { bind: [at], options, behavior: reply }),
      ]),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    expect(engine.problems()).toEqual([]);
    const [peer] = engine.status.peers;
    expect(engine.status.peers).toHaveLength(1);
    expect(peer).toMatchObject({
      node: 'client',
      socket: 'client',
      endpoint: to,
      way: 'outbound',
      meets: 'server',
      socketType: 'REP',
      connected: true,
    });
    expect(engine.messagesOf(peer?.flow ?? -1)).toEqual([20, 20]);
    // Read once, and not at each of two relays.
    expect(engine.rows().filter(({ kind }) => kind === 'message')).toHaveLength(40);
  });

  it('beside programs outside that come in by the same endpoint, and whichever is opened first', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    const clients = [
      node('one', 'DEALER', {
        connect: [endpoint],
        behavior: { type: 'generate', every: '1ms', count: 7, frames: ['1'] },
      }),
      node('two', 'DEALER', {
        connect: [endpoint],
        behavior: { type: 'generate', every: '1ms', count: 9, frames: ['2'] },
      }),
    ];
    await engine.run(topology(clients));
    await eventually(() => expect([engine.sent('one'), engine.sent('two')]).toEqual([7, 9]));
    expect(engine.status.peers).toEqual([]);
    // What they have sent waits in their queues for the one that binds.
    await engine.run(
      topology([...clients, node('server', 'ROUTER', { bind: [endpoint], behavior: { type: 'sink' } })]),
    );
    const program = startProgram('Request', 'connect', endpoint, { routingId: 'outsider' });
    await eventually(() => expect(engine.peers().map(({ meets }) => meets ?? '')).toEqual(['server', 'server', '']));
    await eventually(() => expect(engine.received('server')).toBeGreaterThanOrEqual(17));
    const sent = engine.peers().map(({ node: from, flow }) => [from, ...engine.messagesOf(flow)]);
    expect(sent.toSorted((one, other) => String(one).localeCompare(String(other)))).toEqual([
      ['one', 7, 0],
      ['server', 1, 0],
      ['two', 9, 0],
    ]);
    // Meetings are numbered and filtered by apart from programs outside.
    expect(engine.peers().map(({ id }) => id)).toEqual(['meeting1', 'meeting2', 'peer1']);
    engine.engine.filter(1, { query: 'peer:* kind:message' });
    await eventually(() => expect(found(engine, 1)).toBe(1));
    engine.engine.filter(2, { query: 'link:meeting* kind:message' });
    await eventually(() => expect(found(engine, 2)).toBe(16));
    await program.end();
  });

  it('at a device, and is alone again when the endpoint is taken away', async () => {
    const [front, back] = [await freePort(), await freePort()].map((port) => `tcp://127.0.0.1:${port}`);
    const engine = new TestEngine();
    const nodes = [
      node('client', 'REQ', { connect: [front ?? ''], behavior: { ...ask, count: 5 } }),
      node('worker', 'REP', { connect: [back ?? ''], behavior: reply }),
    ];
    const position = { x: 0, y: 0 };
    const broker = { id: 'broker', kind: 'device', device: 'queue', position } as const;
    const whole = { ...broker, frontend: { bind: [front ?? ''] }, backend: { bind: [back ?? ''] } };
    await engine.run(topology([...nodes, whole]));
    await eventually(() => expect(engine.received('client')).toBe(5));
    const asked = engine.rows().findLast(({ kind, direction }) => kind === 'message' && direction === 'forward');
    const journey = engine.engine.ask((run) => journeyOf(run, asked?.seq ?? 0));
    expect(journey?.steps.map(({ detail: { sender, receiver } }) => `${sender.name} > ${receiver.name}`)).toEqual([
      'client > broker',
      'broker > worker',
      'worker > broker',
      'broker > client',
    ]);
    const met = engine.peers().map(({ socket, meets }) => `${socket} ${meets}`);
    expect(met.toSorted()).toEqual(['client broker.frontend', 'worker broker.backend']);
    await engine.run(topology([...nodes, { ...whole, frontend: {} }]));
    await eventually(() => expect(engine.peers().map(({ socket }) => socket)).toEqual(['worker']));
    // Somebody else may be there now.
    startProgram('Reply', 'bind', front ?? '', { frames: ['outside'] });
    await eventually(() =>
      expect(engine.peers().map(({ socket, meets, socketType }) => [socket, meets, socketType])).toEqual([
        ['worker', 'broker.backend', 'DEALER'],
        ['client', undefined, 'REP'],
      ]),
    );
    expect(engine.problems()).toEqual([]);
  });

  it.each<['NULL' | 'CURVE']>([['NULL'], ['CURVE']])(
    'counts what is lost between the two, under %s',
    async (mechanism) => {
      const endpoint = `tcp://127.0.0.1:${await freePort()}`;
      const secured = mechanism === 'CURVE';
      const engine = new TestEngine();
      engine.engine.setCredentials(credentials);
      await engine.run(
        topology([
          node('pub', 'PUB', {
            bind: [endpoint],
            behavior: { type: 'generate', every: '2ms', count: 100, frames: ['{{cycle a|b}}', '{{seq}}'] },
            ...(secured ? { security: { type: 'curve-server', key: 'server' } as const } : {}),
          }),
          node('sub', 'SUB', {
            connect: [endpoint],
            behavior: { type: 'subscribe', topics: ['b'] },
            ...(secured ? { security: { type: 'curve-client', key: 'client', server: 'server' } as const } : {}),
          }),
        ]),
      );
      await eventually(() => expect(engine.sent('pub')).toBe(100));
      await eventually(() => expect(engine.received('sub') + allLost(engine)).toBe(100));
      expect(lost(engine, 'pub', 'noMatch')).toBeGreaterThan(20);
      expect(engine.peers()).toMatchObject([{ socket: 'sub', meets: 'pub', mechanism }]);
    },
  );

  it('says at the cable between the two why the one is turned away', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    engine.engine.setCredentials(credentials);
    await engine.run(
      topology([
        node('server', 'REP', {
          bind: [endpoint],
          behavior: reply,
          security: { type: 'curve-server', key: 'server', deny: ['client'] },
        }),
        node('client', 'REQ', {
          connect: [endpoint],
          behavior: ask,
          security: { type: 'curve-client', key: 'client', server: 'server' },
        }),
      ]),
    );
    await eventually(() =>
      expect(engine.status.peers).toMatchObject([
        { socket: 'client', meets: 'server', connected: false, problem: { code: 'handshake-denied' } },
      ]),
    );
    expect(engine.socket('client').endpoints).toMatchObject([
      { given: endpoint, problem: { code: 'handshake-denied' } },
    ]);
  });
});
