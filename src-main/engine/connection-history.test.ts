import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ConnectionHistory } from './connection-history';
import { freePort } from './testing/free-port';
import { eventually, node, TestEngine, topology } from './testing/harness';

it('is over for an endpoint that the socket was disconnected from, whatever its monitor still tells', () => {
  const history = new ConnectionHistory(() => 1);
  history.name('tcp://127.0.0.1:40000', 'tcp://127.0.0.1:5555');
  history.note({ type: 'connect:retry', address: 'tcp://127.0.0.1:40000', interval: 100 });
  expect(history.retries('tcp://127.0.0.1:5555')).toBe(1);
  history.leave('tcp://127.0.0.1:40000');
  history.note({ type: 'connect:retry', address: 'tcp://127.0.0.1:40000', interval: 100 });
  expect(history.retries('tcp://127.0.0.1:5555')).toBe(0);
  expect(history.read().entries.map(({ type, endpoint }) => [type, endpoint])).toEqual([
    ['connect:retry', 'tcp://127.0.0.1:5555'],
    ['left', 'tcp://127.0.0.1:5555'],
  ]);
  // Connected again, it is told of again.
  history.name('tcp://127.0.0.1:40000', 'tcp://127.0.0.1:5555');
  history.note({ type: 'connect:retry', address: 'tcp://127.0.0.1:40000', interval: 100 });
  expect(history.retries('tcp://127.0.0.1:5555')).toBe(1);
});

it('tells of no more attempts where an endpoint is taken away while it runs', async () => {
  const endpoint = `tcp://127.0.0.1:${await freePort()}`;
  const engine = new TestEngine();
  const pull = node('pull', 'PULL', { bind: [endpoint] });
  const push = node('push', 'PUSH', { behavior: { type: 'generate', every: '5ms', frames: ['x'] } });
  await engine.run(topology([pull, { ...push, connect: [endpoint] }]));
  await eventually(() => expect(engine.received('pull')).toBeGreaterThan(1));
  await engine.engine.update(topology([pull, push]));
  const types = () =>
    engine.engine.ask((run) =>
      run
        .socket('push')
        ?.history.read()
        .entries.map(({ type }) => type),
    ) ?? [];
  await eventually(() => expect(types()).toContain('left'));
  // libzmq tells of the disconnect too where the relay was gone before the socket let go.
  await sleep(300);
  const after = types().slice(types().indexOf('left') + 1);
  expect(after.filter((type) => type !== 'disconnect')).toEqual([]);
});
