import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { Dish, Radio } from 'zeromq/draft';
import type { OwnSocket } from './own-socket';
import { RawListener, RawPeer } from './testing/raw-peer';
import { startRelay, until } from './testing/relay-fixture';
import { command, frame, greeting2, greeting3, message, property, ready } from './testing/zmtp-bytes';
import { answer, request } from './testing/zws-bytes';

type Bindable = zmq.Socket & { bind(endpoint: string): Promise<void>; lastEndpoint: string | null };

/** A relay in front of a real socket, and a stranger that has done its handshake. */
async function stranger(socket: Bindable, own: OwnSocket, as: string, identity: Buffer | string = '') {
  onTestFinished(() => socket.close());
  await socket.bind('tcp://127.0.0.1:*');
  const fixture = await startRelay({
    dial: () => socket.lastEndpoint ?? undefined,
    own: (end) => (end === 'dialled' ? own : undefined),
  });
  const peer = await RawPeer.connect(fixture.relay.endpoint);
  peer.say(greeting3(1), ready(as, identity));
  await peer.hears(64);
  return { ...fixture, peer };
}

/** Why whoever sent something was cut off; by then libzmq would have ended the process. */
async function reasonOfCut({ log, connections }: Awaited<ReturnType<typeof startRelay>>): Promise<string> {
  await until(() => log.includes('closed'));
  await sleep(50);
  const [connection] = connections;
  return connection?.cut === true ? (connection.fault ?? '') : 'not cut off';
}

// Where one of these fails, libzmq ends the process of the tests.
it.each(['JOIN', 'LEAVE'])('a %s of a group with too long a name does not reach a RADIO', async (name) => {
  const told = await stranger(new Radio({ linger: 0 }) as unknown as Bindable, { type: 'RADIO' }, 'DISH');
  await until(() => told.log.includes('ready'));
  told.peer.say(command(name, 'g'.repeat(255)));
  await until(() => told.log.some((line) => line.includes(name)));
  expect(told.connections[0]?.cut).toBe(false);
  told.peer.say(command(name, 'g'.repeat(256)));
  expect(await reasonOfCut(told)).toMatch(
    /^What the connecting side sends could end this app: .*more than 255 bytes \(RFC 48.*It was cut off\.$/,
  );
});

it.each([
  ['without a name', ''],
  ['that begins with a zero', '\0a'],
])('messages of a group %s do not reach a DISH whose queue is full', async (_, group) => {
  const dish = new Dish({ linger: 0, receiveHighWaterMark: 1 });
  dish.join('news');
  const told = await stranger(dish as unknown as Bindable, { type: 'DISH' }, 'RADIO');
  await until(() => told.log.includes('ready'));
  const full = Array.from({ length: 20 }, () => message('news', 'full'));
  told.peer.say(...full, ...Array.from({ length: 20 }, () => message(group, 'x')));
  expect(await reasonOfCut(told)).toMatch(/a group without a name/);
  // The queue moves again, which is when libzmq would look at the message a second time.
  await dish.receive();
  await sleep(50);
});

it('a message of several frames does not reach a socket that conflates, also in two chunks', async () => {
  const pull = new zmq.Pull({ linger: 0, conflate: true });
  const told = await stranger(pull as unknown as Bindable, { type: 'PULL', conflates: true }, 'PUSH');
  await until(() => told.log.includes('ready'));
  told.peer.say(message('one'));
  expect(String((await pull.receive())[0])).toBe('one');
  pull.receiveTimeout = 200;
  const pending = pull.receive().catch(() => undefined);
  told.peer.say(frame('first', true));
  expect(await reasonOfCut(told)).toMatch(/option conflate/);
  await pending;
});

it.each([
  ['its READY', [greeting3(1), ready('DEALER', '\0abcd')]],
  ['the last of several', [greeting3(1), twoIds()]],
  ['ZMTP 2.0', [greeting2(5), frame('\0abcd')]],
  ['ZMTP 1.0', [Buffer.from([6, 0, 0, 1, 2, 3, 4])]],
])('a routing id that a ROUTER could make up itself does not reach one: %s', async (_, says) => {
  const router = new zmq.Router({ linger: 0 });
  onTestFinished(() => router.close());
  await router.bind('tcp://127.0.0.1:*');
  const told = await startRelay({ dial: () => router.lastEndpoint ?? undefined, own: () => ({ type: 'ROUTER' }) });
  const peer = await RawPeer.connect(told.relay.endpoint);
  peer.say(...says);
  expect(await reasonOfCut(told)).toMatch(/routing id begins with a zero byte/);
});

function twoIds(): Buffer {
  return command(
    'READY',
    Buffer.concat([property('Identity', 'a'), property('identity', 'b'), property('Identity', '\0b')]),
  );
}

it.each(['', 'x'])('a PING without a time to live is not answered with memory', async (rest) => {
  const told = await stranger(new zmq.Pull({ linger: 0 }) as unknown as Bindable, { type: 'PULL' }, 'PUSH');
  await until(() => told.log.includes('ready'));
  told.peer.say(command('PING', rest));
  expect(await reasonOfCut(told)).toMatch(/no room for its time to live/);
  expect(told.peer.heard.includes('PONG')).toBe(false);
});

it.each([
  ['a command', (topic: string) => command('SUBSCRIBE', topic)],
  ['a message', (topic: string) => frame(`\u0001${topic}`)],
  ['a message of many frames', (topic: string) => frame(`\u0001${topic}`, true)],
])('a subscription that would cost a publisher much memory is not let through: %s', async (_, subscription) => {
  const told = await stranger(new zmq.Publisher({ linger: 0 }) as unknown as Bindable, { type: 'PUB' }, 'SUB');
  await until(() => told.log.includes('ready'));
  told.peer.say(subscription('x'.repeat(1000)));
  told.peer.say(subscription('x'.repeat(70_000)));
  expect(await reasonOfCut(told)).toMatch(/70\d+ bytes, and the app takes 65536/);
});

it('after bytes that cannot be read nothing more reaches a socket', async () => {
  const told = await stranger(new Radio({ linger: 0 }) as unknown as Bindable, { type: 'RADIO' }, 'DISH');
  await until(() => told.log.includes('ready'));
  const odd = command('JOIN', 'a');
  odd[0]! |= 0x80;
  told.peer.say(odd, command('JOIN', 'g'.repeat(300)));
  await until(() => told.log.includes('closed'));
  expect(told.connections[0]?.fault).toMatch(/cannot be read as ZMTP: .*reserved bits are set.*It was cut off\.$/);
  await sleep(50);
});

it.each([
  ['ZWS2.0', true],
  ['ZWS2.0,ZWS2.0/NULL', true],
  ['foo,  ZWS2.0/NULL,ZWS2.0', true],
  ['ZWS2.0/NULL,ZWS2.0', false],
  ['foo, ZWS2.0/NULL', false],
])('a socket with heartbeats is kept from ZWS without a mechanism: a caller offers %s', async (protocols, cut) => {
  const pull = new zmq.Pull({ linger: 0, heartbeatInterval: 5 });
  onTestFinished(() => pull.close());
  await pull.bind('ws://127.0.0.1:*');
  const told = await startRelay({
    listen: 'ws://127.0.0.1:*',
    dial: () => pull.lastEndpoint ?? undefined,
    own: (end) => (end === 'dialled' ? { type: 'PULL', beatsOpenly: true } : undefined),
  });
  const peer = await RawPeer.connect(told.relay.endpoint);
  peer.say(request(protocols));
  await until(() => told.log.includes('closed') || peer.heard.includes('ZWS2.0/NULL'));
  await sleep(50);
  expect(told.connections[0]?.fault ?? '').toMatch(cut ? /no heartbeats.*RFC 45/ : /^$/);
});

it('a socket with heartbeats is kept from ZWS without a mechanism: a server chooses it', async () => {
  const server = await RawListener.open();
  const told = await startRelay({
    listen: 'ws://127.0.0.1:*',
    dial: () => server.endpoint.replace('tcp', 'ws'),
    own: (end) => (end === 'caller' ? { type: 'PULL', beatsOpenly: true } : undefined),
  });
  const pull = new zmq.Pull({ linger: 0, heartbeatInterval: 5 });
  onTestFinished(() => pull.close());
  pull.connect(told.relay.endpoint);
  const peer = await server.first();
  await peer.hears(50);
  peer.say(answer('ZWS2.0'));
  expect(await reasonOfCut(told)).toMatch(/no heartbeats.*RFC 45/);
});
