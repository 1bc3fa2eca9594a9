import { describe, expect, it } from 'vitest';
import { tipcToConnect } from '../../shared/zmq/tipc';
import { libraryFacts } from './library';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';

const reply = { type: 'reply', frames: ['World'] } as const;

/** A name that no other run of this test has: a range of the system that is left to everybody. */
const name = (number: number) => `tipc://{${30_000 + (process.pid % 1000) * 10 + number},0,0}`;

describe.runIf(libraryFacts().transports.includes('tipc'))('tipc', () => {
  it('joins two sockets, and nobody is seen outside who is not there', async () => {
    const engine = new TestEngine();
    const asking = { type: 'request', every: '1ms', count: 20, frames: ['Hello'] } as const;
    await engine.run(
      topology(
        [node('client', 'REQ', { behavior: asking }), node('server', 'REP', { bind: [name(1)], behavior: reply })],
        [link('l1', 'client', 'server', { transport: 'tipc' })],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    expect(engine.link('l1')).toMatchObject({ observe: 'socket', state: 'connected' });
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
    expect(engine.peers()).toEqual([]);
  });

  it('a program outside is a peer while it is connected, and its answers are counted apart from those to the link', async () => {
    const endpoint = name(2);
    const engine = new TestEngine();
    const asking = { type: 'request', every: '20ms', frames: ['Hello'] } as const;
    await engine.run(
      topology(
        [node('client', 'REQ', { behavior: asking }), node('server', 'REP', { bind: [endpoint], behavior: reply })],
        [link('l1', 'client', 'server', { transport: 'tipc' })],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(2));
    const program = startProgram('Request', 'connect', tipcToConnect(endpoint), { count: 3 });
    await eventually(() => expect(program.lines.at(-1)).toBe('done'));
    await eventually(() => expect(engine.peers()).toMatchObject([{ endpoint, way: 'inbound', connected: true }]));
    const { flow = -1 } = engine.peers()[0] ?? {};
    await eventually(() => expect(engine.messagesOf(flow)).toEqual([3, 3]));
    await program.end();
    await eventually(() => expect(engine.peers()[0]?.connected ?? false).toBe(false));
  });

  it('a program outside that is bound is a peer once it is reached', async () => {
    const endpoint = name(3);
    const engine = new TestEngine();
    const asking = { type: 'request', every: '5ms', count: 5, frames: ['Hello'] } as const;
    await engine.run(topology([node('client', 'REQ', { connect: [tipcToConnect(endpoint)], behavior: asking })]));
    expect(engine.peers()).toEqual([]);
    startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(engine.peers()).toMatchObject([{ way: 'outbound', connected: true }]));
    await eventually(() => expect(engine.received('client')).toBe(5));
  });
});
