import { describe, expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { RawListener, RawPeer } from './testing/raw-peer';
import { startRelay, until } from './testing/relay-fixture';
import { command, greeting3, message, ready } from './testing/zmtp-bytes';

describe('backpressure', () => {
  it('a receiver that does not read stops the sender, and the relay keeps no more than a chunk', async () => {
    const server = await RawListener.open();
    const { relay, connections } = await startRelay({ dial: () => server.endpoint });
    const client = await RawPeer.connect(relay.endpoint);
    const peer = await server.first();
    peer.socket.pause();
    client.say(greeting3(1), ready('PUSH'));
    const part = Buffer.concat(Array.from({ length: 64 }, () => message(Buffer.alloc(16 * 1024, 'x'))));
    let offered = 0;
    // Kernel buffers take some megabytes at most; 64 is more than anything may hold.
    while (offered < 64) {
      offered++;
      client.say(part);
    }
    await settled(() => connections[0]?.forward.messages ?? 0);
    const stuck = connections[0]?.forward.bytes ?? 0;
    expect(stuck).toBeGreaterThan(0);
    expect(stuck).toBeLessThan(32 * 1024 * 1024);
    expect(client.socket.writableLength).toBeGreaterThan(0);
    const buffers = process.memoryUsage().arrayBuffers;
    await settled(() => connections[0]?.forward.messages ?? 0);
    expect(process.memoryUsage().arrayBuffers - buffers).toBeLessThan(1024 * 1024);

    let heard = 0;
    peer.socket.removeAllListeners('data').on('data', (chunk: Buffer) => (heard += chunk.length));
    peer.socket.resume();
    const all = 64 + ready('PUSH').length + 64 * part.length;
    await until(() => heard === all);
    expect(connections[0]?.forward).toEqual({ messages: 64 * 64, bytes: 64 * 64 * 16 * 1024 });
  });

  it('the other direction goes on while one is stuck', async () => {
    const server = await RawListener.open();
    const { relay } = await startRelay({ dial: () => server.endpoint });
    const client = await RawPeer.connect(relay.endpoint);
    const peer = await server.first();
    peer.socket.pause();
    client.say(Buffer.alloc(32 * 1024 * 1024));
    peer.say(Buffer.from('still here'));
    await client.hears('still here'.length);
    expect(client.heard.toString()).toBe('still here');
  });

  it('every byte of an uneven stream comes through in order', async () => {
    const server = await RawListener.open();
    const { relay } = await startRelay({ dial: () => server.endpoint });
    const client = await RawPeer.connect(relay.endpoint);
    const peer = await server.first();
    let wanted = 0;
    let checked = 0;
    let wrong = 0;
    peer.socket.removeAllListeners('data').on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte !== (checked++ * 31 + (checked >> 12)) % 256) wrong++;
      if (checked % 5 === 0) {
        peer.socket.pause();
        setImmediate(() => peer.socket.resume());
      }
    });
    for (let i = 0; i < 120; i++) {
      const part = Buffer.alloc(1 + ((i * 7919) % 60_000));
      for (let j = 0; j < part.length; j++) part[j] = (wanted++ * 31 + (wanted >> 12)) % 256;
      client.say(part);
    }
    await until(() => checked === wanted);
    expect(wrong).toBe(0);
  });
});

describe('admission', () => {
  it('lets handshake and commands pass, and holds the first message until it is admitted', async () => {
    const server = await RawListener.open();
    let open = (): void => undefined;
    let asked = 0;
    const { relay, connections, log } = await startRelay({
      dial: () => server.endpoint,
      admit: () => {
        asked++;
        return new Promise<void>((resolve) => (open = resolve));
      },
    });
    const client = await RawPeer.connect(relay.endpoint);
    const first = Buffer.concat([greeting3(1), ready('DEALER'), command('PING', '\0\0')]);
    const messages = Buffer.concat([message('', 'one'), message('two')]);
    client.say(first, messages);
    const peer = await server.first();
    await peer.hears(first.length);
    await until(() => asked === 1);
    await settled(() => peer.heard.length);
    expect(peer.heard.equals(first)).toBe(true);
    expect(connections[0]?.forward.messages).toBe(0);
    expect(log).toContain('forward PING \0\0');
    open();
    await peer.hears(first.length + messages.length);
    client.say(message('three'));
    await until(() => connections[0]?.forward.messages === 3);
    expect(peer.heard.subarray(first.length, first.length + messages.length).equals(messages)).toBe(true);
    expect(asked).toBe(1);
  });

  it('passes at once when nothing has to be waited for, and when the one who is asked fails', async () => {
    const server = await RawListener.open();
    const answers = [(): undefined => undefined, () => Promise.reject(new Error('gone'))];
    const { relay, connections } = await startRelay({ dial: () => server.endpoint, admit: () => answers.shift()?.() });
    for (let i = 0; i < 2; i++) {
      const client = await RawPeer.connect(relay.endpoint);
      client.say(greeting3(1), ready('DEALER'), message('x'));
      await until(() => connections[i]?.forward.messages === 1);
    }
    expect(answers).toEqual([]);
  });

  it('a connection that ends while it is held is simply over', async () => {
    const server = await RawListener.open();
    let open = (): void => undefined;
    const { relay, connections, log } = await startRelay({
      dial: () => server.endpoint,
      admit: () => new Promise<void>((resolve) => (open = resolve)),
    });
    const client = await RawPeer.connect(relay.endpoint);
    client.say(greeting3(1), ready('DEALER'), message('x'));
    const peer = await server.first();
    await peer.hears(64);
    peer.socket.destroy();
    await until(() => log.includes('closed'));
    open();
    await settled(() => connections[0]?.forward.messages ?? 0);
    expect(log).toEqual(['opened', 'closed']);
  });

  it("tells a ROUTER's invented ids apart: one unknown peer at a time", async () => {
    const router = new zmq.Router({ linger: 0 });
    onTestFinished(() => router.close());
    await router.bind('tcp://127.0.0.1:*');
    const waiting: (() => void)[] = [];
    const order: number[] = [];
    const { relay } = await startRelay({
      dial: () => router.lastEndpoint ?? undefined,
      admit: (connection) =>
        new Promise<void>((resolve) => {
          order.push(connection.id);
          waiting.push(resolve);
        }),
    });
    const dealers = Array.from({ length: 5 }, () => new zmq.Dealer({ linger: 0 }));
    onTestFinished(() => dealers.forEach((dealer) => dealer.close()));
    for (const [i, dealer] of dealers.entries()) {
      dealer.connect(relay.endpoint);
      await dealer.send(`from ${i}`);
    }
    await until(() => waiting.length === 5);
    const ids = new Map<string, number>();
    for (const [i, admit] of waiting.entries()) {
      admit();
      const [id] = await router.receive();
      ids.set(id?.toString('hex') ?? '', order[i] ?? 0);
    }
    expect(ids.size).toBe(5);
    expect(new Set(ids.values()).size).toBe(5);
  });
});

/** Waits until a number has not changed for a while. */
async function settled(value: () => number): Promise<void> {
  let last = Number.NaN;
  let same = 0;
  await until(() => {
    same = value() === last ? same + 1 : 0;
    last = value();
    return same > 20;
  });
}
