import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { adoptSocket, deliverByEvents } from './byte-source';
import type { ReceiveChunk } from './byte-source';
import { RawPeer } from './testing/raw-peer';
import { until } from './testing/relay-fixture';

/** A plain client, and the socket that was accepted from it, received from in one of the two ways. */
async function acceptedBy(receiveFrom: (socket: Socket, receive: ReceiveChunk) => Socket, receive: ReceiveChunk) {
  const accepted: Socket[] = [];
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (socket) =>
    accepted.push(receiveFrom(socket, receive)),
  );
  server.listen(0, '127.0.0.1');
  onTestFinished(() => {
    accepted.forEach((socket) => socket.destroy());
    server.close();
  });
  await until(() => server.listening);
  const { port } = server.address() as { port: number };
  const client = await RawPeer.connect(`tcp://127.0.0.1:${port}`);
  await until(() => accepted.length > 0);
  return { client, server, socket: accepted[0] as Socket };
}

const ways = { 'a reused buffer': adoptSocket, 'chunks as they come': deliverByEvents };

describe.each(Object.entries(ways))('%s', (_name, receiveFrom) => {
  it('gives all bytes in order, and stops when told to until it is resumed', async () => {
    const heard: Buffer[] = [];
    let stops = 0;
    const { client, socket } = await acceptedBy(receiveFrom, (chunk) => {
      heard.push(Buffer.from(chunk));
      if (heard.length % 2 === 0) return true;
      stops++;
      setImmediate(() => socket.resume());
      return false;
    });
    const sent = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * 31 + (i >> 9)) % 256));
    client.say(sent);
    await until(() => client.socket.writableLength === 0);
    expect(heard).toEqual([]);
    socket.resume();
    await until(() => heard.reduce((sum, chunk) => sum + chunk.length, 0) === sent.length);
    expect(Buffer.concat(heard).equals(sent)).toBe(true);
    expect(stops).toBeGreaterThan(1);
  });

  it('tells the end of the other side, and can still answer', async () => {
    let ended = false;
    const { client, socket } = await acceptedBy(receiveFrom, () => true);
    socket.on('end', () => (ended = true)).resume();
    client.socket.end();
    await until(() => ended);
    socket.end('bye');
    await until(() => client.ended);
    expect(client.heard.toString()).toBe('bye');
  });

  it('keeps no server from closing once it is gone', async () => {
    let closed = false;
    const { server, socket } = await acceptedBy(receiveFrom, () => true);
    server.close(() => (closed = true));
    socket.destroy();
    await until(() => closed);
    expect(socket.destroyed).toBe(true);
  });
});
