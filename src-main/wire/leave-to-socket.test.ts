import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { RawListener, RawPeer } from './testing/raw-peer';
import { ownAt, startRelay, temporaryFolder, until } from './testing/relay-fixture';
import { greeting3, message, ready } from './testing/zmtp-bytes';

const HEARTBEAT = 20;
/** More than such a queue holds, and less than the kernel does: the relay is rid of all of it. */
const FLOOD = Buffer.concat(Array.from({ length: 4 }, () => message(Buffer.alloc(40_000, 'x'))));

/** A PULL with a full receive queue: it reads no more from its connection, and heartbeats on it go on. */
function fullPull(): zmq.Pull {
  const pull = new zmq.Pull({
    linger: 0,
    receiveHighWaterMark: 1,
    heartbeatInterval: HEARTBEAT,
    heartbeatTimeout: 5000,
  });
  onTestFinished(() => pull.close());
  return pull;
}

// Where this fails, libzmq ends the process of the tests.
it.each([
  ['a caller that is reset', 'tcp'],
  ['a caller that is reset', 'ipc'],
  ['the relay that is closed', 'tcp'],
  ['the relay that is closed', 'ipc'],
])('a bound socket that cannot receive survives the end of %s, over %s', async (ending, transport) => {
  const pull = fullPull();
  await pull.bind(transport === 'ipc' ? `ipc://${temporaryFolder()}/pull` : 'tcp://127.0.0.1:*');
  const { relay, log } = await startRelay({
    dial: () => pull.lastEndpoint ?? undefined,
    own: ownAt('dialled', 'PULL'),
  });
  const caller = await RawPeer.connect(relay.endpoint);
  caller.say(greeting3(1), ready('PUSH'));
  await until(() => log.includes('ready'));
  caller.say(FLOOD);
  await sleep(4 * HEARTBEAT);
  if (ending === 'the relay that is closed') await relay.close();
  else caller.socket.resetAndDestroy();
  await until(() => log.includes('closed'));
  await sleep(6 * HEARTBEAT);
  // What had come until then is still received.
  expect((await pull.receive())[0]).toHaveLength(40_000);
  await sleep(2 * HEARTBEAT);
});

it('a connecting socket that cannot receive survives the end of the relay and of its peer', async () => {
  const server = await RawListener.open();
  const { relay, log } = await startRelay({ dial: () => server.endpoint, own: ownAt('caller', 'PULL') });
  const pull = fullPull();
  pull.connect(relay.endpoint);
  const peer = await server.first();
  peer.say(greeting3(1), ready('PUSH'));
  await until(() => log.includes('ready'));
  peer.say(FLOOD);
  await sleep(4 * HEARTBEAT);
  peer.socket.resetAndDestroy();
  await until(() => log.includes('closed'));
  await relay.close();
  await sleep(6 * HEARTBEAT);
  expect((await pull.receive())[0]).toHaveLength(40_000);
});

it('sockets that are let go of while heartbeats and messages pass leave nothing behind, again and again', async () => {
  for (let time = 0; time < 20; time++) {
    const publisher = new zmq.Publisher({ linger: 0, heartbeatInterval: 1, heartbeatTimeout: 1000 });
    await publisher.bind(`ipc://${temporaryFolder()}/pub`);
    const { relay, log } = await startRelay({
      dial: () => publisher.lastEndpoint ?? undefined,
      own: (end) => ({ type: end === 'dialled' ? 'PUB' : 'SUB' }),
    });
    const subscriber = new zmq.Subscriber({ linger: 0, heartbeatInterval: 1, heartbeatTimeout: 1000 });
    subscriber.connect(relay.endpoint);
    subscriber.subscribe();
    let flooding = true;
    const sending = (async () => {
      while (flooding) await publisher.send(Buffer.alloc(1000));
    })();
    await until(() => log.includes('ready'));
    await subscriber.receive();
    subscriber.disconnect(relay.endpoint);
    await relay.close();
    subscriber.close();
    flooding = false;
    await sending;
    publisher.close();
    expect(log).toContain('closed');
  }
});
