import { connect } from 'node:net';
import { curveKeyPair } from 'zeromq';
import { describe, expect, it } from 'vitest';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { connectionsOf, ladderOf, messagesBetween } from './wire-questions';

const request = { type: 'request', every: '1ms', count: 20, frames: ['Hello'] } as const;
const reply = { type: 'reply', frames: ['World'] } as const;

function connections(engine: TestEngine, flows?: readonly number[]) {
  return engine.engine.ask((run) => connectionsOf(run, flows))?.connections ?? [];
}

describe('connections of a node', () => {
  it('are those that failed too, of programs that never became peers', async () => {
    const engine = new TestEngine();
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    await engine.run(topology([node('client', 'REQ', { connect: [endpoint] }), node('other', 'PULL')]));
    await eventually(() => {
      const found = engine.engine.ask((run) => connectionsOf(run, [], ['client']))?.connections ?? [];
      expect(found.find(({ phase }) => phase === 'failed')).toMatchObject({ endpoint, closing: { code: 'refused' } });
    });
    expect(engine.engine.ask((run) => connectionsOf(run, [], ['other']))?.connections).toEqual([]);
  });
});

describe('identities', () => {
  it('are told as they were set, made up by a ROUTER, or sealed by CURVE', async () => {
    const engine = new TestEngine();
    engine.engine.setCredentials({ key: { type: 'curve', ...curveKeyPair() } });
    const client = { type: 'curve-client', key: 'key', server: 'key' } as const;
    const once = { type: 'generate', burst: 1, frames: ['x'] } as const;
    await engine.run(
      topology(
        [
          node('router', 'ROUTER'),
          node('named', 'DEALER', { options: { routingId: 'me' }, behavior: once }),
          node('nameless', 'DEALER', { behavior: once }),
          node('vault', 'ROUTER', { security: { type: 'curve-server', key: 'key' } }),
          node('sealed', 'DEALER', { options: { routingId: 'secret' }, behavior: once, security: client }),
        ],
        [link('l1', 'named', 'router'), link('l2', 'nameless', 'router'), link('l3', 'sealed', 'vault')],
      ),
    );
    const routing = (id: string) => connections(engine, [engine.link(id).flow])[0]?.connecting.routing;
    await eventually(() => expect(routing('l1')).toEqual({ id: 'me', made: false, known: 'exact' }));
    await eventually(() => expect(routing('l2')).toMatchObject({ made: true, known: 'exact' }));
    expect(routing('l2')?.id).toMatch(/^0x00[0-9a-f]{8}$/);
    await eventually(() => expect(routing('l3')).toEqual({ id: 'secret', made: false, known: 'exact' }));
  });
});

describe('what can be asked about the wire', () => {
  it('a link has its connection, with both sides named, and a ladder whose gaps are the messages', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('client', 'REQ', { behavior: request }), node('server', 'REP', { behavior: reply })],
        [link('l1', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    const [connection, ...others] = connections(engine, [engine.link('l1').flow]);
    expect(others).toEqual([]);
    expect(connection).toMatchObject({
      link: 'l1',
      phase: 'ready',
      connecting: { name: 'client', socket: 'client', socketType: 'REQ', version: '3.1', mechanism: 'NULL' },
      binding: { name: 'server', socket: 'server', socketType: 'REP' },
      forward: { messages: 20, bytes: 100 },
      backward: { messages: 20, bytes: 100 },
    });
    const id = connection?.id ?? 0;
    const ladder = engine.engine.ask((run) => ladderOf(run, id, 0));
    const ready = ladder?.steps.find(({ type }) => type === 'ready');
    expect(ladder?.steps.map(({ type }) => type).sort()).toEqual(
      ['greeting', 'greeting', 'handshake', 'handshake', 'opened', 'ready'].sort(),
    );
    // The messages of the gap behind it, in pages.
    const range = { connection: id, from: ready?.seq ?? 0, to: ladder?.seq ?? 0 };
    const first = await engine.engine.ask((run) => messagesBetween(run, { ...range, count: 15 }));
    expect(first?.rows).toHaveLength(15);
    const rest = await engine.engine.ask((run) =>
      messagesBetween(run, { ...range, from: first?.next ?? 0, count: 100 }),
    );
    expect([...(first?.rows ?? []), ...(rest?.rows ?? [])].map(({ direction }) => direction)).toEqual(
      Array.from({ length: 20 }, () => ['forward', 'backward']).flat(),
    );
    expect(rest?.next).toBe(range.to);
    // Emptied, the capture has new numbers: the old ones would show the wrong messages.
    engine.engine.clear();
    const after = engine.engine.ask((run) => ladderOf(run, id, 0));
    expect(after?.steps.every(({ seq }) => seq === 0)).toBe(true);
    expect(engine.engine.ask((run) => ladderOf(run, 1e9, 0))).toBeUndefined();
  });

  it('after the stop connections are over, and can still be read', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('client', 'REQ', { behavior: request }), node('server', 'REP', { behavior: reply })],
        [link('l1', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    await engine.stop();
    const [connection] = connections(engine);
    expect(connection).toMatchObject({ phase: 'ended', forward: { messages: 20 } });
    expect(connection?.closedAt).toBeGreaterThan(connection?.readyAt ?? Infinity);
  });

  it('a caller whose bytes are no ZMTP has failed, with the rule that it broke', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [`tcp://127.0.0.1:${port}`], behavior: reply })]));
    const caller = connect(port, '127.0.0.1', () => caller.write('GET / HTTP/1.1\r\n\r\n'));
    caller.on('error', () => undefined);
    await eventually(() =>
      expect(connections(engine)).toMatchObject([
        { phase: 'failed', fault: { code: 'noGreeting', by: 'connecting' }, closing: { code: 'garbage' } },
      ]),
    );
    caller.destroy();
  });

  it('a link between types that cannot talk fails again and again, and says why', async () => {
    const engine = new TestEngine();
    const port = await freePort();
    // The one side is told that it talks with a program, so that the document is legal.
    await engine.run(
      topology([
        node('server', 'PULL', { bind: [`tcp://127.0.0.1:${port}`] }),
        node('client', 'REQ', { connect: [`tcp://127.0.0.1:${port}`] }),
      ]),
    );
    await eventually(() => {
      const failed = connections(engine).filter(({ closing }) => closing?.code === 'typesDiffer');
      expect(failed[0]).toMatchObject({
        phase: 'failed',
        closing: { values: { connecting: 'REQ', binding: 'PULL' }, place: { rfc: 37 } },
      });
    });
  });
});
