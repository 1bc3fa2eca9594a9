import { curveKeyPair } from 'zeromq';
import { expect, it } from 'vitest';
import type { Turn, TurnsAnswer } from '../../shared/traffic/turns';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { turnsOf } from './turns';

function read(engine: TestEngine, ...devices: string[]): TurnsAnswer {
  const answer = engine.engine.ask((run) => turnsOf(run, devices));
  if (!answer) throw new Error('nothing has run');
  return answer;
}

function turn(engine: TestEngine, key: string): Turn | undefined {
  return read(engine).turns.find((one) => one.key === key)?.turn;
}

it('says whose turn it is at a REQ and a REP, from request to reply', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('client', 'REQ'),
        node('again', 'REQ', { options: { relaxed: true, correlate: true } }),
        node('server', 'REP'),
      ],
      [link('l', 'client', 'server'), link('m', 'again', 'server')],
    ),
  );
  expect(['client', 'again', 'server'].map((key) => turn(engine, key))).toEqual(['maySend', 'maySend', 'mayReceive']);
  expect(engine.engine.send('client', ['Hello']).ok).toBe(true);
  await eventually(() => expect(turn(engine, 'server')).toBe('mustReply'));
  expect(turn(engine, 'client')).toBe('mustReceive');
  const { flow } = engine.link('l');
  const requests = () => read(engine).requests.find((one) => one.flow === flow);
  expect(requests()).toMatchObject({ answered: 0, waiting: 1, abandoned: 0 });
  expect(engine.engine.send('client', ['Hello?'])).toMatchObject({ ok: false, error: { code: 'EFSM-REQ' } });
  expect(engine.engine.send('server', ['World']).ok).toBe(true);
  await eventually(() => expect(turn(engine, 'client')).toBe('maySend'));
  expect(turn(engine, 'server')).toBe('mayReceive');
  expect(requests()).toMatchObject({ answered: 1, waiting: 0 });
  expect(engine.engine.send('again', ['Hello']).ok).toBe(true);
  await eventually(() => expect(turn(engine, 'again')).toBe('mayAsk'));
});

it('writes down each turn of a device: what was readable, how long it waited and worked', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('client', 'REQ', { behavior: { type: 'request', every: '20ms', count: 10, frames: ['{{seq}}'] } }),
        { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 }, delay: '4ms' },
        node('worker', 'REP', { behavior: { type: 'reply', echo: true } }),
      ],
      [link('c', 'client', 'broker.frontend'), link('w', 'worker', 'broker.backend')],
    ),
  );
  await eventually(() => expect(engine.received('client')).toBe(10));
  const poll = () => read(engine, 'broker').polls[0];
  await eventually(() => expect(poll()?.waitingSince).toBeGreaterThan(0));
  const { recent = [], sockets, turns, waited = 0, worked = 0, oneOf } = poll() ?? {};
  expect(sockets).toEqual(['frontend', 'backend']);
  expect([turns, oneOf]).toEqual([recent.length, 1]);
  // Every request made the frontend readable once, every reply the backend.
  expect(recent.reduce((sum, { frontend }) => sum + frontend, 0)).toBe(10);
  expect(recent.reduce((sum, { backend }) => sum + backend, 0)).toBe(10);
  expect(waited).toBeCloseTo(
    recent.reduce((sum, one) => sum + one.waited, 0),
    6,
  );
  // Each request was worked on for its 4 ms.
  expect(worked).toBeGreaterThan(0.03);
  expect(read(engine).polls).toEqual([]);
});

it('tells of the turn that a device is held at, because nobody takes what it sends', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('client', 'REQ', { behavior: { type: 'request', count: 1, frames: ['Hello'] } }),
        { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } },
      ],
      [link('c', 'client', 'broker.frontend')],
    ),
  );
  const poll = () => read(engine, 'broker').polls[0];
  await eventually(() => expect(poll()?.current).toMatchObject({ frontend: 1, backend: 0 }));
  await eventually(() => expect(poll()?.current?.worked).toBeGreaterThan(0.05));
  expect(poll()).toMatchObject({ turns: 0, worked: 0, waitingSince: undefined });
});

it('writes down one of several turns at high rates, and its totals are of all', async () => {
  const engine = new TestEngine();
  await engine.run(
    topology(
      [
        node('source', 'PUSH', { behavior: { type: 'generate', rate: 'max', frames: ['x'] } }),
        { id: 'mill', kind: 'device', device: 'streamer', position: { x: 0, y: 0 } },
        node('sink', 'PULL', { behavior: { type: 'sink' } }),
      ],
      [link('in', 'source', 'mill.frontend'), link('out', 'mill.backend', 'sink')],
    ),
  );
  const poll = () => read(engine, 'mill').polls[0];
  await eventually(() => expect(poll()?.oneOf).toBeGreaterThan(1));
  expect(poll()?.sockets).toEqual(['frontend']);
  expect(poll()?.recent.length).toBeLessThanOrEqual(256);
  await eventually(() => expect(poll()?.turns).toBeGreaterThan(1000));
});

it('counts requests, and not the sealed frames that they are on the wire, under CURVE', async () => {
  const engine = new TestEngine();
  engine.engine.setCredentials({
    server: { type: 'curve', ...curveKeyPair() },
    client: { type: 'curve', ...curveKeyPair() },
  });
  await engine.run(
    topology(
      [
        node('client', 'REQ', {
          security: { type: 'curve-client', key: 'client', server: 'server' },
          behavior: { type: 'request', every: '1ms', count: 20, frames: ['one', 'two'] },
        }),
        node('server', 'REP', {
          security: { type: 'curve-server', key: 'server' },
          behavior: { type: 'reply', echo: true },
        }),
      ],
      [link('l', 'client', 'server')],
    ),
  );
  await eventually(() => expect(engine.received('client')).toBe(20));
  await eventually(() => expect(read(engine).requests).toMatchObject([{ answered: 20, waiting: 0, abandoned: 0 }]));
});
