import { parentPort, workerData } from 'node:worker_threads';
import { Pull, Push, Reply, Request } from 'zeromq';

// zeromq.js alone, written as its guide writes it, in the same layout as the engine: both sockets in one worker.

const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');
/** @type {{ kind: 'push-pull' | 'req-rep', bytes: number }} */
const { kind, bytes } = workerData;
const message = Buffer.alloc(bytes);
let stopped = false;
let count = 0;

if (kind === 'push-pull') {
  const push = new Push({ linger: 0 });
  const pull = new Pull({ linger: 0 });
  await pull.bind('tcp://127.0.0.1:*');
  push.connect(/** @type {string} */ (pull.lastEndpoint));
  const loops = [
    (async () => {
      while (!stopped) await push.send(message);
    })(),
    (async () => {
      while (!stopped) {
        await pull.receive();
        count++;
      }
    })(),
  ];
  port.on('message', async (asked) => {
    if (asked === 'count') port.postMessage(count);
    if (asked === 'stop') {
      stopped = true;
      push.close();
      pull.close();
      await Promise.allSettled(loops);
      setTimeout(() => port.close(), 150);
    }
  });
} else {
  const request = new Request({ linger: 0 });
  const reply = new Reply({ linger: 0 });
  await reply.bind('tcp://127.0.0.1:*');
  request.connect(/** @type {string} */ (reply.lastEndpoint));
  const loops = [
    (async () => {
      for await (const [body] of reply) await reply.send(/** @type {Buffer} */ (body));
    })(),
    (async () => {
      while (!stopped) {
        await request.send(message);
        await request.receive();
        count++;
      }
    })(),
  ];
  port.on('message', async (asked) => {
    if (asked === 'count') port.postMessage(count);
    if (asked === 'stop') {
      stopped = true;
      request.close();
      reply.close();
      await Promise.allSettled(loops);
      setTimeout(() => port.close(), 150);
    }
  });
}
port.postMessage('ready');
