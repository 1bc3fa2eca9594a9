import { parentPort, workerData } from 'node:worker_threads';
import { Pull, Push } from 'zeromq';

// zeromq.js alone, written as its guide writes it, in the same layout as the engine: both sockets in one worker.

const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');
/** @type {{ bytes: number, transport: 'tcp' | 'ws' }} */
const { bytes, transport } = workerData;
const message = Buffer.alloc(bytes);
let stopped = false;
let count = 0;

const push = new Push({ linger: 0 });
const pull = new Pull({ linger: 0 });
await pull.bind(`${transport}://127.0.0.1:*`);
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
    // ZeroMQ's own threads still give back its memory; a worker that is gone by then aborts.
    setTimeout(() => port.close(), 150);
  }
});
port.postMessage('ready');
