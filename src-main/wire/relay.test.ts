import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as zmq from 'zeromq';
import { abstractNamesAreExact } from './endpoint';
import { startRelay, temporaryFolder, until } from './testing/relay-fixture';
import type { RelayFixture } from './testing/relay-fixture';

let abstractNames = 0;

/** Where the bound socket listens and where the relay does, for each way of connecting. */
const transports: Readonly<Record<string, () => { readonly bind: string; readonly listen: string }>> = {
  tcp: () => ({ bind: 'tcp://127.0.0.1:*', listen: 'tcp://127.0.0.1:*' }),
  ws: () => ({ bind: 'ws://127.0.0.1:*', listen: 'ws://127.0.0.1:*/feed' }),
  ipc: () => {
    const folder = temporaryFolder();
    return { bind: `ipc://${join(folder, 'bound')}`, listen: `ipc://${join(folder, 'relay')}` };
  },
  ...(abstractNamesAreExact()
    ? {
        abstract: () => {
          const name = `wire-test-${process.pid}-${abstractNames++}`;
          return { bind: `ipc://@${name}-bound`, listen: `ipc://@${name}-relay` };
        },
      }
    : {}),
};

function closing<Socket extends zmq.Socket>(socket: Socket): Socket {
  onTestFinished(() => socket.close());
  return socket;
}

async function between(transport: string, bound: zmq.Socket, connecting: zmq.Socket): Promise<RelayFixture> {
  const where = transports[transport]?.();
  if (where === undefined) throw new Error(transport);
  await bound.bind(where.bind);
  const endpoint = bound.lastEndpoint ?? where.bind;
  const fixture = await startRelay({ listen: where.listen, dial: () => endpoint });
  connecting.connect(fixture.relay.endpoint);
  await until(() => fixture.log.includes('ready'));
  return fixture;
}

/** Answers libzmq's questions about user names, without which it lets nobody in (RFC 27/ZAP). */
async function admitEverybody(): Promise<void> {
  const handler = closing(new zmq.Router());
  await handler.bind('inproc://zeromq.zap.01');
  void (async () => {
    for await (const [id, delimiter, version, request] of handler) {
      if (id === undefined || delimiter === undefined || version === undefined || request === undefined) continue;
      await handler.send([id, delimiter, version, request, '200', 'OK', 'ada', '']);
    }
  })();
}

/** Does something again and again, a little apart, until a promise is kept. */
async function repeatUntil(kept: Promise<unknown>, step: () => Promise<void>): Promise<void> {
  let done = false;
  void kept.then(() => (done = true));
  while (!done) {
    await step();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const text = (frames: readonly Buffer[]): string[] => frames.map((frame) => frame.toString());

describe.each(Object.keys(transports))('over %s, between real sockets', (transport) => {
  it('REQ–REP: delimiters are seen, each answer goes back', async () => {
    const rep = closing(new zmq.Reply({ linger: 0 }));
    const req = closing(new zmq.Request({ linger: 0 }));
    const { connections, sink, log } = await between(transport, rep, req);
    await req.send('Hello');
    expect(text(await rep.receive())).toEqual(['Hello']);
    await rep.send('World');
    expect(text(await req.receive())).toEqual(['World']);
    expect(sink.messages(0)).toEqual([['', 'Hello']]);
    expect(sink.messages(1)).toEqual([['', 'World']]);
    expect(connections[0]).toMatchObject({
      state: 'ready',
      flow: 3,
      connecting: { socketType: 'REQ', version: transport === 'ws' ? 'ZWS 2.0' : '3.1', mechanism: 'NULL' },
      binding: { socketType: 'REP' },
      forward: { messages: 1, bytes: 5 },
      backward: { messages: 1, bytes: 5 },
    });
    expect(connections[0]?.remote).toMatch(['tcp', 'ws'].includes(transport) ? /^127\.0\.0\.1:\d+$/ : /^$/);
    req.close();
    await until(() => log.includes('closed'));
    expect(log).toEqual(['opened', 'ready', 'closed']);
    expect(connections[0]?.state).toBe('closed');
  });

  it('DEALER–ROUTER: the identity is in READY and not on the wire', async () => {
    const router = closing(new zmq.Router({ linger: 0 }));
    const dealer = closing(new zmq.Dealer({ linger: 0, routingId: 'worker-1' }));
    const { connections, sink } = await between(transport, router, dealer);
    await dealer.send(['', 'job']);
    expect(text(await router.receive())).toEqual(['worker-1', '', 'job']);
    await router.send(['worker-1', 'done']);
    expect(text(await dealer.receive())).toEqual(['done']);
    expect(sink.messages(0)).toEqual([['', 'job']]);
    expect(sink.messages(1)).toEqual([['done']]);
    expect(Buffer.from(connections[0]?.connecting.identity ?? []).toString()).toBe('worker-1');
  });

  it('SUB–PUB: subscriptions are commands, only what was asked for comes by', async () => {
    const pub = closing(new zmq.XPublisher({ linger: 0 }));
    const sub = closing(new zmq.Subscriber({ linger: 0 }));
    sub.subscribe('weather');
    const { sink, log, connections } = await between(transport, pub, sub);
    expect(text(await pub.receive())).toEqual(['\x01weather']);
    await pub.send(['news', 'none']);
    await pub.send(['weather', 'rain']);
    expect(text(await sub.receive())).toEqual(['weather', 'rain']);
    sub.unsubscribe('weather');
    await until(() => log.includes('forward CANCEL weather'));
    expect(log).toEqual(['opened', 'ready', 'forward SUBSCRIBE weather', 'forward CANCEL weather']);
    expect(sink.messages(1)).toEqual([['weather', 'rain']]);
    expect(connections[0]?.forward.messages).toBe(0);
  });

  it('PUB that connects to a SUB that is bound: subscriptions go backward', async () => {
    const sub = closing(new zmq.Subscriber({ linger: 0 }));
    sub.subscribe('');
    const pub = closing(new zmq.Publisher({ linger: 0 }));
    const { log, sink } = await between(transport, sub, pub);
    // A bound SUB takes notice of its new peer, and subscribes to it, only once it receives.
    const received = sub.receive();
    await until(() => log.includes('backward SUBSCRIBE'));
    // The relay has seen the subscription before the PUB has: what is sent until then, the PUB drops.
    const sending = repeatUntil(received, () => pub.send('x'));
    expect(text(await received)).toEqual(['x']);
    await sending;
    expect(sink.messages(0)[0]).toEqual(['x']);
    expect(sink.messages(1)).toEqual([]);
  });

  it('PUSH–PULL: thousands of messages of all sizes arrive whole and are counted exactly', async () => {
    const pull = closing(new zmq.Pull({ linger: 0 }));
    const push = closing(new zmq.Push({ linger: 0 }));
    const { connections, sink } = await between(transport, pull, push);
    const sizes = Array.from({ length: 3000 }, (_, i) => (i % 100 === 0 ? 300_000 : (i * 37) % 700));
    const bodyOf = (i: number): Buffer => Buffer.alloc(sizes[i] ?? 0, i % 251);
    const sending = (async () => {
      for (let i = 0; i < sizes.length; i++) await push.send([String(i), bodyOf(i)]);
    })();
    for (let i = 0; i < sizes.length; i++) {
      const [index, body] = await pull.receive();
      expect(index?.toString()).toBe(String(i));
      if (!body?.equals(bodyOf(i))) throw new Error(`message ${i} came damaged`);
    }
    await sending;
    const bytes = sizes.reduce((sum, size, i) => sum + size + String(i).length, 0);
    expect(connections[0]?.forward).toEqual({ messages: sizes.length, bytes });
    expect(sink.messages(0).map((frames) => frames[1]?.length)).toEqual(sizes);
  });

  it('PAIR–PAIR: both ways at once', async () => {
    const left = closing(new zmq.Pair({ linger: 0 }));
    const right = closing(new zmq.Pair({ linger: 0 }));
    const { connections } = await between(transport, left, right);
    const count = 500;
    const talk = async (socket: zmq.Pair): Promise<void> => {
      const sending = (async () => {
        for (let i = 0; i < count; i++) await socket.send(Buffer.alloc(1000));
      })();
      for (let i = 0; i < count; i++) await socket.receive();
      await sending;
    };
    await Promise.all([talk(left), talk(right)]);
    expect(connections[0]?.forward).toEqual({ messages: count, bytes: count * 1000 });
    expect(connections[0]?.backward).toEqual({ messages: count, bytes: count * 1000 });
  });

  it('a sender that closes at once with linger loses nothing on the way', async () => {
    const pull = closing(new zmq.Pull({ linger: 0 }));
    const push = closing(new zmq.Push({ linger: 5000 }));
    await between(transport, pull, push);
    for (let i = 0; i < 200; i++) await push.send(Buffer.alloc(10_000, i));
    push.close();
    for (let i = 0; i < 200; i++) expect((await pull.receive())[0]?.[0]).toBe(i);
  });
});

describe('security mechanisms', () => {
  it('PLAIN: properties are read, messages too', async () => {
    await admitEverybody();
    const rep = closing(new zmq.Reply({ linger: 0, plainServer: true }));
    const req = closing(new zmq.Request({ linger: 0, plainUsername: 'ada', plainPassword: 'secret' }));
    const { connections, sink } = await between('tcp', rep, req);
    await req.send('Hello');
    await rep.receive();
    expect(connections[0]?.connecting).toMatchObject({ mechanism: 'PLAIN', socketType: 'REQ' });
    expect(connections[0]?.binding).toMatchObject({ mechanism: 'PLAIN', socketType: 'REP' });
    expect(sink.messages(0)).toEqual([['', 'Hello']]);
  });

  it.runIf(zmq.capability.curve)(
    'CURVE: sealed messages are counted with their lengths, and nothing else is claimed',
    async () => {
      const server = zmq.curveKeyPair();
      const client = zmq.curveKeyPair();
      const pull = closing(new zmq.Pull({ linger: 0, curveServer: true, curveSecretKey: server.secretKey }));
      const push = closing(
        new zmq.Push({
          linger: 0,
          curveServerKey: server.publicKey,
          curvePublicKey: client.publicKey,
          curveSecretKey: client.secretKey,
        }),
      );
      const { connections, sink, log } = await between('tcp', pull, push);
      for (let i = 0; i < 50; i++) await push.send(['part', Buffer.alloc(i * 20)]);
      for (let i = 0; i < 50; i++) await pull.receive();
      const messages = sink.items.filter(({ kind }) => kind === 0);
      expect(connections[0]).toMatchObject({
        connecting: { mechanism: 'CURVE', socketType: '' },
        forward: { messages: 100 },
        fault: undefined,
      });
      expect(messages).toHaveLength(100);
      expect(messages.every(({ sealed, frames }) => sealed && frames.length === 1)).toBe(true);
      expect(messages.some(({ frames }) => frames[0]?.bytes.includes('part'))).toBe(false);
      const bytes = messages.reduce((sum, { frames }) => sum + (frames[0]?.size ?? 0), 0);
      expect(connections[0]?.forward.bytes).toBe(bytes);
      expect(log.filter((line) => line.startsWith('forward'))).toEqual([]);
    },
  );
});
