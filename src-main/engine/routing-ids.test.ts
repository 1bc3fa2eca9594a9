import { describe, expect, it, vi } from 'vitest';
import type { WireConnection } from '../wire/tap';
import { RoutingIds } from './routing-ids';
import { turnsOf } from './turns';
import { lost } from './testing/losses';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

let lastId = 0;

function connection(flow: number, identity = ''): WireConnection {
  const side = {
    version: '3.1',
    mechanism: 'NULL',
    socketType: 'DEALER',
    identity: Buffer.from(identity),
    properties: [],
  };
  return {
    id: ++lastId,
    flow,
    state: 'ready',
    remote: '',
    connecting: side,
    binding: side,
    forward: { messages: 0, bytes: 0 },
    backward: { messages: 0, bytes: 0 },
    fault: undefined,
  };
}

const id = (text: string) => Buffer.from(`\0${text}`);

describe('routing ids that a ROUTER makes up', () => {
  it('are learned one connection after the other', async () => {
    const ids = new RoutingIds();
    expect(ids.admit(connection(1))).toBeUndefined();
    const second = ids.admit(connection(2));
    const third = ids.admit(connection(3));
    const passed: number[] = [];
    void second?.then(() => passed.push(2));
    void third?.then(() => passed.push(3));
    ids.received(id('one'));
    await second;
    expect(passed).toEqual([2]);
    // A known id says nothing about who waits.
    ids.received(id('one'));
    ids.received(id('two'));
    await third;
    ids.received(id('three'));
    expect([1, 2, 3].map((flow) => ids.ofFlow(flow))).toMatchObject([
      { id: new Uint8Array(id('one')), known: 'exact' },
      { id: new Uint8Array(id('two')), known: 'exact' },
      { id: new Uint8Array(id('three')), known: 'exact' },
    ]);
    ids.close();
  });

  it('are known at once where the peer names itself', () => {
    const ids = new RoutingIds();
    const named = connection(7, 'me');
    ids.greeted(named, named.connecting);
    expect(ids.admit(named)).toBeUndefined();
    expect(ids.lookUp(Buffer.from('me').toString('hex'))).toMatchObject({ flow: 7, known: 'exact' });
    ids.close();
  });

  it('are matched in order, and marked so, where the ROUTER does not read in time', async () => {
    vi.useFakeTimers();
    const ids = new RoutingIds();
    await ids.admit(connection(1));
    const second = ids.admit(connection(2));
    vi.advanceTimersByTime(250);
    vi.useRealTimers();
    await second;
    ids.received(id('x'));
    ids.received(id('y'));
    expect(ids.ofFlow(1)).toMatchObject({ known: 'inferred', id: new Uint8Array(id('x')) });
    // Only one was left to be matched with the last.
    expect(ids.ofFlow(2)).toMatchObject({ known: 'inferred', id: new Uint8Array(id('y')) });
    ids.close();
  });

  it('let go of who waits when a connection, or the ROUTER, ends', async () => {
    const ids = new RoutingIds();
    await ids.admit(connection(1));
    const gone = connection(2);
    const waiting = ids.admit(gone);
    ids.closed(gone);
    await waiting;
    const last = ids.admit(connection(3));
    ids.close();
    await expect(last).resolves.toBeUndefined();
  });
});

describe('a name that two peers give themselves', () => {
  const named = (flow: number) => connection(flow, 'me');
  const digits = Buffer.from('me').toString('hex');

  it('is the first one’s, until that is gone; the other’s messages are in vain', () => {
    const ids = new RoutingIds();
    const [first, second, third] = [named(1), named(2), named(3)];
    ids.greeted(first, first.connecting);
    ids.greeted(second, second.connecting);
    Object.assign(second.forward, { messages: 5 });
    expect(ids.lookUp(digits)?.flow).toBe(1);
    expect(ids.holders.holderFor(second.id)).toBe(first);
    expect(ids.holders.inVain()).toEqual([{ flow: 2, messages: 5, holder: 1 }]);
    ids.closed(first);
    ids.greeted(third, third.connecting);
    expect(ids.lookUp(digits)?.flow).toBe(3);
    ids.closed(second);
    expect(ids.holders.inVain()).toEqual([{ flow: 2, messages: 5, holder: undefined }]);
    ids.close();
  });

  it('goes to the newer one with handover, and what the older one sends from then on is in vain', () => {
    const ids = new RoutingIds(() => true);
    const [first, second] = [named(1), named(2)];
    ids.greeted(first, first.connecting);
    Object.assign(first.forward, { messages: 5 });
    ids.greeted(second, second.connecting);
    Object.assign(first.forward, { messages: 7 });
    expect(ids.lookUp(digits)?.flow).toBe(2);
    expect(ids.holders.inVain()).toEqual([{ flow: 1, messages: 2, holder: 2 }]);
    ids.close();
  });

  it('is kept by a cable whose connection is made anew', () => {
    const ids = new RoutingIds();
    const [first, again] = [named(1), named(1)];
    ids.greeted(first, first.connecting);
    ids.greeted(again, again.connecting);
    ids.closed(first);
    expect(ids.holders.inVain()).toEqual([]);
    expect(ids.lookUp(digits)?.connection).toBe(again.id);
    ids.close();
  });
});

describe('a ROUTER of the topology', () => {
  it('that is slow does not hold its peers back for long', async () => {
    const engine = new TestEngine();
    const clients = Array.from({ length: 20 }, (_, index) => `c${index}`);
    await engine.run(
      topology(
        [
          ...clients.map((key) => node(key, 'REQ', { behavior: { type: 'request', count: 1, frames: [key] } })),
          node('router', 'ROUTER', { behavior: { type: 'sink', delay: '1h' } }),
        ],
        clients.map((key) => link(`l-${key}`, key, 'router')),
      ),
    );
    await eventually(
      () => expect(clients.map((key) => engine.messages(`l-${key}`)[0])).toEqual(clients.map(() => 1)),
      3000,
    );
  });

  it('answers by hand who is named by the id that the inspector shows', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('one', 'DEALER', { behavior: { type: 'generate', burst: 1, frames: ['I am one'] } }),
          node('two', 'DEALER', { behavior: { type: 'generate', burst: 1, frames: ['I am two'] } }),
          node('router', 'ROUTER'),
        ],
        [link('l1', 'one', 'router'), link('l2', 'two', 'router')],
      ),
    );
    await eventually(() => expect(engine.received('router')).toBe(2));
    const row = engine.rows('l2').find(({ kind }) => kind === 'message');
    const routing = engine.engine.item(row?.seq ?? 0)?.routing;
    expect(
      engine.engine.send('router', [{ hex: Buffer.from(routing?.id ?? []).toString('hex') }, 'hello two']).ok,
    ).toBe(true);
    await eventually(() => expect([engine.received('one'), engine.received('two')]).toEqual([0, 1]));
  });

  it('answers the one of two peers of one name that it hears, and nothing is lost to the other', async () => {
    const engine = new TestEngine();
    const asks = { type: 'request', every: '5ms', timeout: '100ms', frames: ['x'] } as const;
    const options = { routingId: 'me' };
    await engine.run(
      topology(
        [
          node('one', 'DEALER', { options, behavior: asks }),
          node('two', 'DEALER', { options, behavior: asks }),
          node('router', 'ROUTER', { behavior: { type: 'reply', frames: ['y'] } }),
        ],
        [link('l1', 'one', 'router'), link('l2', 'two', 'router')],
      ),
    );
    await eventually(() => expect(Math.max(engine.received('one'), engine.received('two'))).toBeGreaterThan(20));
    const heard = engine.received('one') > 0 ? 'l1' : 'l2';
    const vain = heard === 'l1' ? 'l2' : 'l1';
    await eventually(() => expect(engine.messages(vain)[0]).toBeGreaterThan(1));
    const unheard = engine.engine.ask((run) => turnsOf(run, []).unheard) ?? [];
    expect(unheard).toEqual([
      { flow: engine.link(vain).flow, messages: expect.any(Number), holder: engine.link(heard).flow },
    ]);
    expect(unheard[0]?.messages).toBeGreaterThan(1);
    expect(lost(engine, 'router', 'highWater')).toBe(0);
  });
});
