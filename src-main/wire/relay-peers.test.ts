import { describe, expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { RawListener, RawPeer } from './testing/raw-peer';
import { ownAt, startRelay, until } from './testing/relay-fixture';
import { frame, greeting2, greeting3, message, ready } from './testing/zmtp-bytes';

const SUB_2 = 2;
const PUSH_2 = 8;

async function bound<Socket extends zmq.Socket>(socket: Socket): Promise<{ socket: Socket; dial: () => string }> {
  onTestFinished(() => socket.close());
  await socket.bind('tcp://127.0.0.1:*');
  return { socket, dial: () => socket.lastEndpoint ?? '' };
}

describe('hand-made peers against libzmq, through the relay', () => {
  it('ZMTP 3.0 SUB: its subscription by message is a command, and it gets what it asked for', async () => {
    const { socket: pub, dial } = await bound(new zmq.XPublisher({ linger: 0 }));
    const { relay, log, connections, sink } = await startRelay({ dial });
    const peer = await RawPeer.connect(relay.endpoint);
    peer.say(greeting3(0), ready('SUB'));
    // libzmq takes no traffic before it has sent its own READY.
    await until(() => log.includes('ready'));
    peer.say(message('\x01weather'));
    expect((await pub.receive())[0]?.toString()).toBe('\x01weather');
    const heard = peer.heard.length;
    await pub.send(['weather', 'sun']);
    await peer.hears(heard + 2 + 7 + 2 + 3);
    expect(log).toEqual(['opened', 'ready', 'forward SUBSCRIBE weather']);
    expect(sink.messages(1)).toEqual([['weather', 'sun']]);
    expect(connections[0]).toMatchObject({
      connecting: { version: '3.0', socketType: 'SUB' },
      forward: { messages: 0, bytes: 0 },
      backward: { messages: 1, bytes: 10 },
      fault: undefined,
    });
  });

  it('ZMTP 2.0 PUSH: libzmq steps down, and all is read', async () => {
    const { socket: pull, dial } = await bound(new zmq.Pull({ linger: 0 }));
    const { relay, connections, log } = await startRelay({ dial });
    const peer = await RawPeer.connect(relay.endpoint);
    peer.say(greeting2(PUSH_2), frame('old'), message('a', 'bc'));
    expect((await pull.receive()).map(String)).toEqual(['a', 'bc']);
    await until(() => log.includes('ready'));
    expect(connections[0]).toMatchObject({
      connecting: { version: '2.0', mechanism: 'NULL', socketType: 'PUSH' },
      binding: { version: '3', socketType: 'PULL' },
      forward: { messages: 1, bytes: 3 },
      fault: undefined,
    });
    expect(Buffer.from(connections[0]?.connecting.identity ?? []).toString()).toBe('old');
  });

  it('ZMTP 2.0 SUB against a real PUB', async () => {
    const { socket: pub, dial } = await bound(new zmq.XPublisher({ linger: 0 }));
    const { relay, log, sink, connections } = await startRelay({ dial });
    const peer = await RawPeer.connect(relay.endpoint);
    peer.say(greeting2(SUB_2), frame(''), message('\x01'));
    await pub.receive();
    await pub.send('everything');
    await until(() => sink.messages(1).length > 0);
    expect(log).toContain('forward SUBSCRIBE');
    expect(sink.messages(1)).toEqual([['everything']]);
    expect(connections[0]?.fault).toBeUndefined();
  });

  it('ZMTP 1.0: libzmq goes on in its framing', async () => {
    const { socket: pull, dial } = await bound(new zmq.Pull({ linger: 0 }));
    const { relay, connections } = await startRelay({ dial });
    const peer = await RawPeer.connect(relay.endpoint);
    peer.say(Buffer.from([1, 0]), Buffer.from([3, 1]), Buffer.from('ab'), Buffer.from([2, 0]), Buffer.from('c'));
    expect((await pull.receive()).map(String)).toEqual(['ab', 'c']);
    await until(() => connections[0]?.state === 'ready');
    expect(connections[0]).toMatchObject({
      connecting: { version: '1.0' },
      forward: { messages: 1, bytes: 3 },
      fault: undefined,
    });
  });
});

describe('programs that are no ZeroMQ', () => {
  it('garbage does no harm: it is passed on unread, and everybody else goes on', async () => {
    const { socket: pull, dial } = await bound(new zmq.Pull({ linger: 0 }));
    const { relay, log, connections } = await startRelay({ dial });
    const browser = await RawPeer.connect(relay.endpoint);
    browser.say(Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    await until(() => log.includes('fault'));
    expect(connections[0]?.fault).toMatch(
      /^The bytes of the connecting side cannot be read as ZMTP: .*RFC 37.*still passed on\.$/,
    );
    const push = new zmq.Push({ linger: 0 });
    onTestFinished(() => push.close());
    push.connect(relay.endpoint);
    await push.send('fine');
    expect(String((await pull.receive())[0])).toBe('fine');
    expect(connections[1]?.forward).toEqual({ messages: 1, bytes: 4 });
  });

  it('garbage from a stranger is cut off before any of it reaches the socket', async () => {
    const server = await RawListener.open();
    const { relay, log, connections } = await startRelay({
      dial: () => server.endpoint,
      own: ownAt('dialled', 'PULL'),
    });
    const stranger = await RawPeer.connect(relay.endpoint);
    const peer = await server.first();
    stranger.say(Buffer.from('.\xe3 anything at all', 'latin1'));
    await until(() => log.includes('closed'));
    expect(connections[0]).toMatchObject({ cut: true, fault: expect.stringMatching(/RFC 37.*It was cut off\.$/) });
    expect(peer.heard.length).toBe(0);
  });

  it('bytes behind a fault still arrive as they are, in both directions', async () => {
    const server = await RawListener.open();
    const { relay, log } = await startRelay({ dial: () => server.endpoint });
    const client = await RawPeer.connect(relay.endpoint);
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256));
    client.say(noise);
    const peer = await server.first();
    peer.say(noise);
    await Promise.all([peer.hears(noise.length), client.hears(noise.length)]);
    expect(peer.heard.equals(noise)).toBe(true);
    expect(client.heard.equals(noise)).toBe(true);
    expect(log.filter((line) => line === 'fault')).toHaveLength(2);
  });

  it('the bound side may be given by name', async () => {
    const server = await RawListener.open();
    const { relay } = await startRelay({ dial: () => server.endpoint.replace('127.0.0.1', 'localhost') });
    const client = await RawPeer.connect(relay.endpoint);
    client.say(Buffer.alloc(200_000, 'n'));
    const peer = await server.first();
    await peer.hears(200_000);
    expect(peer.heard.equals(Buffer.alloc(200_000, 'n'))).toBe(true);
  });

  it('one half may end while the other still talks', async () => {
    const server = await RawListener.open();
    const { relay, log } = await startRelay({ dial: () => server.endpoint });
    const client = await RawPeer.connect(relay.endpoint);
    client.say(Buffer.from('question'));
    client.socket.end();
    const peer = await server.first();
    await until(() => peer.ended);
    expect(peer.heard.toString()).toBe('question');
    peer.say(Buffer.from('late answer'));
    peer.socket.end();
    await until(() => client.ended && log.includes('closed'));
    expect(client.heard.toString()).toBe('late answer');
  });
});
