import { curveKeyPair } from 'zeromq';
import { describe, expect, it } from 'vitest';
import type { Credentials } from '../../../shared/security/security';
import type { Link, SocketNode, Topology } from '../../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';
import { allLost, burst, gaugeOf, lossRows, lost, uncounted } from '../testing/losses';

const keys = curveKeyPair();
const credentials: Credentials = { server: { type: 'curve', ...keys }, client: { type: 'curve', ...curveKeyPair() } };
type Kind = 'inproc' | 'tcp direct' | 'ipc direct' | 'ws' | 'CURVE';
const KINDS: readonly Kind[] = ['inproc', 'tcp direct', 'ipc direct', 'ws', 'CURVE'];

/** A cable that cannot be read; the socket that is named second binds. */
function cable(kind: Kind, id: string, from: string, to: string): Link {
  switch (kind) {
    case 'inproc':
      return link(id, from, to, { transport: 'inproc' });
    case 'ws':
      return link(id, from, to, { transport: 'ws', observe: 'direct' });
    case 'tcp direct':
    case 'ipc direct':
      return link(id, from, to, { transport: kind === 'tcp direct' ? 'tcp' : 'ipc', observe: 'direct' });
    case 'CURVE':
      return link(id, from, to);
  }
}

function client(kind: Kind, id: string, type: SocketNode['socket'], fields: Partial<SocketNode> = {}): SocketNode {
  const security = { type: 'curve-client', key: 'client', server: 'server' } as const;
  return node(id, type, { ...fields, ...(kind === 'CURVE' ? { security } : {}) });
}

function server(kind: Kind, id: string, type: SocketNode['socket'], fields: Partial<SocketNode> = {}): SocketNode {
  const security = { type: 'curve-server', key: 'server' } as const;
  return node(id, type, { ...fields, ...(kind === 'CURVE' ? { security } : {}) });
}

async function running(wanted: Topology): Promise<TestEngine> {
  const engine = new TestEngine();
  engine.engine.setCredentials(credentials);
  await engine.run(wanted);
  return engine;
}

describe.each(KINDS)('over %s', (kind) => {
  it('a PUB has no subscriber, or none that wants it', async () => {
    const engine = await running(
      topology(
        [
          server(kind, 'pub', 'PUB', {
            behavior: { type: 'generate', every: '2ms', count: 200, frames: ['{{cycle a|b}}', '{{seq}}'] },
          }),
          client(kind, 'sub', 'SUB', { behavior: { type: 'subscribe', topics: ['b', 'bc'] } }),
        ],
        [cable(kind, 'l1', 'sub', 'pub')],
      ),
    );
    await eventually(() => expect(engine.sent('pub')).toBe(200));
    await eventually(() => expect(engine.received('sub') + allLost(engine)).toBe(200));
    expect(lost(engine, 'pub', 'noMatch')).toBeGreaterThan(80);
    expect(lossRows(engine, 'pub', 'noMatch')).toMatchObject([{ flow: engine.link('l1').flow, exact: 0 }]);
    expect(lost(engine, 'pub', 'highWater')).toBe(0);
    expect(uncounted(engine)).toEqual([]);
    expect(engine.rows('l1').find((row) => row.lost?.cause === 'noMatch')).toMatchObject({
      lost: { known: 'inferred', count: 1 },
    });
  });

  it('a PUB drops at the high-water mark of a slow subscriber', async () => {
    const engine = await running(
      topology(
        [
          server(kind, 'pub', 'PUB', { options: { sendHighWaterMark: 5 } }),
          client(kind, 'sub', 'SUB', {
            options: { receiveHighWaterMark: 5 },
            behavior: { type: 'subscribe', topics: [''], delay: '10ms' },
          }),
        ],
        [cable(kind, 'l1', 'sub', 'pub')],
      ),
    );
    await eventually(() => {
      engine.engine.send('pub', ['ready?']);
      expect(engine.received('sub')).toBeGreaterThan(0);
    });
    const size = kind === 'inproc' ? 10 : 256 * 1024;
    for (let sent = 0; sent < 300; sent++) engine.engine.send('pub', [{ size }, 'more']);
    await eventually(() => expect(lost(engine, 'pub', 'highWater')).toBeGreaterThan(0), 20_000);
    await eventually(() => expect(engine.received('sub') + allLost(engine)).toBe(engine.sent('pub')), 20_000);
    expect(gaugeOf(engine, 'pub')).toMatchObject({ depth: 0, mark: 10, known: 'estimated' });
    expect(lossRows(engine, 'pub', 'highWater')).toMatchObject([{ exact: 0 }]);
  }, 40_000);

  it('nothing is lost where a REQ asks and a REP answers', async () => {
    const engine = await running(
      topology(
        [
          client(kind, 'client', 'REQ', { behavior: { type: 'request', count: 50, frames: ['Hello', 'you'] } }),
          server(kind, 'server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
        ],
        [cable(kind, 'l1', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(50));
    await engine.stop();
    expect(engine.engine.health().losses.rows).toEqual([]);
    expect(uncounted(engine)).toEqual([]);
  });

  it('what a PUSH gave to a PULL that is taken out is lost, and not what it had taken', async () => {
    const push = client(kind, 'push', 'PUSH', { behavior: burst(20) });
    const engine = await running(
      topology(
        [push, server(kind, 'pull', 'PULL', { behavior: { type: 'sink', delay: '10s' } })],
        [cable(kind, 'l1', 'push', 'pull')],
      ),
    );
    await eventually(() => expect(gaugeOf(engine, 'push')).toMatchObject({ depth: 19, known: 'estimated' }));
    expect(allLost(engine)).toBe(0);
    await engine.engine.update(topology([push]));
    await eventually(() => expect(lost(engine, 'push', 'linger')).toBe(19));
    expect(allLost(engine)).toBe(19);
  });

  it('a ROUTER sends to nobody', async () => {
    const engine = await running(
      topology(
        [
          server(kind, 'router', 'ROUTER'),
          client(kind, 'dealer', 'DEALER', { options: { routingId: 'here' } }),
          client(kind, 'nameless', 'DEALER', { behavior: burst(1) }),
        ],
        [cable(kind, 'l1', 'dealer', 'router'), cable(kind, 'l2', 'nameless', 'router')],
      ),
    );
    await eventually(() => expect(engine.received('router')).toBe(1));
    await eventually(() => {
      engine.engine.send('router', ['here', 'ping']);
      expect(engine.received('dealer')).toBeGreaterThan(0);
    });
    const before = lost(engine, 'router', 'unroutable');
    for (let index = 0; index < 3; index++) engine.engine.send('router', ['elsewhere', 'x']);
    await eventually(() => expect(lost(engine, 'router', 'unroutable')).toBe(before + 3));
    // An id that the ROUTER made up is known as well.
    const row = engine.rows('l2').find(({ direction, kind: what }) => direction === 'forward' && what === 'message');
    const id = engine.engine.item(row?.seq ?? 0)?.routing?.id ?? new Uint8Array(0);
    const hex = Buffer.from(id).toString('hex');
    engine.engine.send('router', [{ hex }, 'pong']);
    await eventually(() => expect(engine.received('nameless')).toBe(1));
    expect(lost(engine, 'router', 'unroutable')).toBe(before + 3);
  });

  it('a PULL that keeps the newest only has the others replaced', async () => {
    const engine = await running(
      topology(
        [
          server(kind, 'push', 'PUSH', { behavior: burst(200) }),
          client(kind, 'pull', 'PULL', { options: { conflate: true }, behavior: { type: 'sink', delay: '300ms' } }),
        ],
        // Over inproc it is the connecting side that decides.
        [cable(kind, 'l1', 'pull', 'push')],
      ),
    );
    await eventually(() => expect(lost(engine, 'push', 'conflated')).toBeGreaterThan(0));
    await eventually(() => expect(lost(engine, 'push', 'conflated') + engine.received('pull')).toBe(200));
  });

  it('what is on its way when the run stops is told', async () => {
    const engine = await running(
      topology(
        [
          client(kind, 'push', 'PUSH', { behavior: burst(30) }),
          server(kind, 'pull', 'PULL', { behavior: { type: 'sink', delay: '10s' } }),
        ],
        [cable(kind, 'l1', 'push', 'pull')],
      ),
    );
    await eventually(() => expect(engine.received('pull')).toBe(1));
    await eventually(() => expect(engine.sent('push')).toBe(30));
    await engine.stop();
    expect(lost(engine, 'push', 'stopped')).toBe(29);
    expect(allLost(engine)).toBe(29);
  });
});
