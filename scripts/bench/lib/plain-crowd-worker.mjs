import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Dealer, Publisher, Reply, Request, Router, Subscriber } from 'zeromq';
import { CopyingRelay } from './copying-relay.mjs';

// zeromq.js alone with many sockets, written as its guide writes it, in the same layout as the engine: all in one worker.

const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');
/** @type {import('./plain.mjs').PlainCrowd} */
const { crowd, many, workers, bytes, relayed } = workerData;
const message = Buffer.alloc(bytes);
/** @type {import('zeromq').Socket[]} */
const sockets = [];
/** @type {CopyingRelay[]} */
const relays = [];
const folder = await mkdtemp(path.join(tmpdir(), 'bench-'));
let stopped = false;
let count = 0;
/** Clients and subscribers that have received something: all are connected once they all have. */
let begun = 0;
/** @type {(() => void) | undefined} */
let allBegun;

const loops = crowd === 'queue' ? await queue() : await publish();
port.on('message', async (asked) => {
  if (asked === 'count') port.postMessage(count);
  if (asked === 'stop') {
    stopped = true;
    for (const socket of sockets) socket.close();
    for (const relay of relays) relay.close();
    await Promise.allSettled(loops);
    await rm(folder, { recursive: true, force: true });
    // ZeroMQ's own threads still give back its memory; a worker that is gone by then aborts.
    setTimeout(() => port.close(), 150);
  }
});
if (begun < many) await new Promise((resolve) => (allBegun = () => resolve(undefined)));
port.postMessage('ready');

/** Counts replies of clients that ask through a broker as fast as they are answered. */
async function queue() {
  const [frontend, backend] = [opened(new Router({ linger: 0 })), opened(new Dealer({ linger: 0 }))];
  const [frontEnd, backEnd] = [await reached(frontend), await reached(backend)];
  const repliers = Array.from({ length: workers }, async () => {
    const reply = opened(new Reply({ linger: 0 }));
    reply.connect(backEnd);
    while (!stopped) await reply.send(await reply.receive());
  });
  const clients = Array.from({ length: many }, async () => {
    const request = opened(new Request({ linger: 0 }));
    request.connect(frontEnd);
    for (let answered = 0; !stopped; answered++) {
      await request.send(message);
      await request.receive();
      note(answered);
    }
  });
  return [passed(frontend, backend), passed(backend, frontend), ...repliers, ...clients];
}

/**
 * @param {Router | Dealer} from
 * @param {Router | Dealer} to
 */
async function passed(from, to) {
  while (!stopped) await to.send(await from.receive());
}

/** Counts what all subscribers together receive of a publisher that sends as fast as it can. */
async function publish() {
  const publisher = opened(new Publisher({ linger: 0 }));
  const end = await reached(publisher);
  const subscribers = Array.from({ length: many }, async () => {
    const subscriber = opened(new Subscriber({ linger: 0 }));
    subscriber.connect(end);
    subscriber.subscribe();
    for (let received = 0; !stopped; received++) {
      await subscriber.receive();
      note(received);
    }
  });
  const sending = (async () => {
    while (!stopped) await publisher.send(message);
  })();
  return [sending, ...subscribers];
}

/**
 * Binds a socket, and gives where the others reach it.
 * @param {import('zeromq').Socket} socket
 */
async function reached(socket) {
  if (!relayed) {
    await socket.bind('tcp://127.0.0.1:*');
    return socket.lastEndpoint ?? '';
  }
  const behind = path.join(folder, String(relays.length));
  await socket.bind(`ipc://${behind}`);
  const relay = new CopyingRelay(behind);
  relays.push(relay);
  return relay.listen();
}

/** @param {number} before what this one received before */
function note(before) {
  count++;
  if (before > 0) return;
  begun++;
  if (begun === many) allBegun?.();
}

/**
 * @template {import('zeromq').Socket} T
 * @param {T} socket
 * @returns {T}
 */
function opened(socket) {
  sockets.push(socket);
  return socket;
}
