import { parentPort } from 'node:worker_threads';
import { Reply } from 'zeromq';

// A program outside that answers each request with the request itself. Its first message is where it listens.

const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');
const reply = new Reply({ linger: 0 });
await reply.bind('tcp://127.0.0.1:*');
port.postMessage(reply.lastEndpoint);
const echoing = (async () => {
  for await (const frames of reply) await reply.send(frames);
})();
port.once('message', async () => {
  reply.close();
  await Promise.allSettled([echoing]);
  // ZeroMQ's own threads still give back its memory; a worker that is gone by then aborts.
  setTimeout(() => port.close(), 150);
});
