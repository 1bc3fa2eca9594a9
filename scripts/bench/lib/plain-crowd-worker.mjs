import { parentPort, workerData } from 'node:worker_threads';
import { Dealer, Publisher, Reply, Request, Router, Subscriber } from 'zeromq';

// zeromq.js alone with many sockets, written as its guide writes it, in the same layout as the engine: all in one worker.

const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');
/** @type {{ crowd: 'queue' | 'publish', many: number, workers: number, bytes: number }} */
const { crowd, many, workers, bytes } = workerData;
const message = Buffer.alloc(bytes);
/** @type {import('zeromq').Socket[]} */
const sockets = [];
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
    await Promise.allSettled(loops);
    // ZeroMQ's own threads still give back its memory; a worker that is gone by then aborts.
    setTimeout(() => port.close(), 150);
  }
});
if (begun < many) await new Promise((resolve) => (allBegun = () => resolve(undefined)));
port.postMessage('ready');

/** Counts replies of clients that ask through a broker as fast as they are answered. */
async function queue() {
  const [frontend, backend] = [opened(new Router({ linger: 0 })), opened(new Dealer({ linger: 0 }))];
  await frontend.bind('tcp://127.0.0.1:*');
  await backend.bind('tcp://127.0.0.1:*');
  const repliers = Array.from({ length: workers }, async () => {
    const reply = opened(new Reply({ linger: 0 }));
    reply.connect(backend.lastEndpoint ?? '');
    while (!stopped) await reply.send(await reply.receive());
  });
  const clients = Array.from({ length: many }, async () => {
    const request = opened(new Request({ linger: 0 }));
    request.connect(frontend.lastEndpoint ?? '');
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
  await publisher.bind('tcp://127.0.0.1:*');
  const subscribers = Array.from({ length: many }, async () => {
    const subscriber = opened(new Subscriber({ linger: 0 }));
    subscriber.connect(publisher.lastEndpoint ?? '');
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
