import { expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { RawListener } from './testing/raw-peer';
import { startRelay, until } from './testing/relay-fixture';

/** Milliseconds of the waits that a socket's monitor has told of. */
function waitsOf(socket: zmq.Push): number[] {
  const waits: number[] = [];
  socket.events.on('connect:retry', ({ interval }) => waits.push(interval));
  return waits;
}

it('a caller is refused while nobody is there, waits longer each time as its options say, and goes through then', async () => {
  const free = await RawListener.open();
  await free.close();
  const { relay } = await startRelay({ dial: () => free.endpoint, leavesWithTarget: true });
  const push = new zmq.Push({ linger: 0, reconnectInterval: 20, reconnectMaxInterval: 160 });
  const pull = new zmq.Pull({ linger: 0 });
  onTestFinished(() => [push, pull].forEach((socket) => socket.close()));
  const waits = waitsOf(push);
  push.connect(relay.endpoint);
  await push.send('patient');
  // The first attempt is let in and then cut off, since nobody knew before; the others are refused.
  await until(() => waits.length >= 6);
  expect(waits.slice(-2)).toEqual([160, 160]);
  expect(waits).toContain(40);
  await pull.bind(free.endpoint);
  expect(String((await pull.receive())[0])).toBe('patient');
});

it('closes at any moment', async () => {
  const free = await RawListener.open();
  await free.close();
  const { relay } = await startRelay({ dial: () => free.endpoint, leavesWithTarget: true });
  const push = new zmq.Push({ linger: 0, reconnectInterval: 10 });
  onTestFinished(() => push.close());
  const waits = waitsOf(push);
  push.connect(relay.endpoint);
  await until(() => waits.length >= 3);
  await relay.close();
  await relay.close();
  // Nobody listens in its place when somebody comes.
  const back = await RawListener.open(Number(free.endpoint.split(':').at(-1)));
  const before = waits.length;
  await until(() => waits.length > before + 2);
  expect(back.peers).toHaveLength(0);
});
