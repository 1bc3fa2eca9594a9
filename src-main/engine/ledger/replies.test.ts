import * as zmq from 'zeromq';
import { afterEach, describe, expect, it } from 'vitest';
import { countOf, type LossCause } from '../../../shared/traffic/losses';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

let asker: zmq.Request | undefined;

afterEach(() => asker?.close());

function lost(engine: TestEngine, of: string, why: LossCause): number {
  const rows = engine.engine.health().losses.rows.filter(({ socket, cause }) => socket === of && cause === why);
  return rows.reduce((sum, row) => sum + countOf(row), 0);
}

describe('what a REP replies', () => {
  it.each([true, false])('has nobody to go to when who asked is gone, another one being there: %s', async (another) => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    const server = node('server', 'REP', {
      bind: [endpoint],
      behavior: { type: 'reply', delay: '800ms', frames: ['World'] },
    });
    const other = node('client', 'REQ');
    await engine.run(another ? topology([server, other], [link('l1', 'client', 'server')]) : topology([server], []));
    asker = new zmq.Request({ linger: 0 });
    asker.connect(endpoint);
    await asker.send('Hello');
    await eventually(() => expect(engine.received('server')).toBe(1));
    asker.close();
    // The reply comes when its queue is long empty, and that settled.
    expect(engine.sent('server')).toBe(0);
    await eventually(() => expect(lost(engine, 'server', 'peerGone')).toBe(1));
    expect(engine.engine.health().losses.pipes.filter(({ queue, depth }) => queue === 'send' && depth > 0)).toEqual([]);
  });
});

describe('what a REQ asks while nobody is there', () => {
  it('is in its queue until it gives up, and goes with the socket then', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    await engine.run(
      topology([
        node('client', 'REQ', {
          connect: [endpoint],
          behavior: { type: 'request', every: '150ms', timeout: '150ms', count: 4, frames: ['{{seq}}'] },
        }),
      ]),
    );
    await eventually(() => expect(engine.sent('client')).toBe(4));
    await eventually(() => expect(lost(engine, 'client', 'linger')).toBe(3));
    const depths = engine.engine.health().losses.pipes.map(({ depth }) => depth);
    expect(depths).toEqual([1]);
  });
});
