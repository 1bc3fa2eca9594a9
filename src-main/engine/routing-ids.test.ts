import { describe, expect, it, vi } from 'vitest';
import type { WireConnection } from '../wire/tap';
import { RoutingIds } from './routing-ids';
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
  const none = { messages: 0, bytes: 0 };
  return {
    id: ++lastId,
    flow,
    state: 'ready',
    remote: '',
    connecting: side,
    binding: side,
    forward: none,
    backward: none,
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
    ids.greeted(named, named.connecting.identity);
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
});
