import * as zmq from 'zeromq';
import { afterEach, describe, expect, it } from 'vitest';
import { countOf } from '../../../shared/traffic/losses';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

let asker: zmq.Request | undefined;

afterEach(() => asker?.close());

function gone(engine: TestEngine): number {
  const rows = engine.engine
    .health()
    .losses.rows.filter(({ socket, cause }) => socket === 'server' && cause === 'peerGone');
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
    await eventually(() => expect(gone(engine)).toBe(1));
    expect(engine.engine.health().losses.pipes.filter(({ queue, depth }) => queue === 'send' && depth > 0)).toEqual([]);
  });
});
