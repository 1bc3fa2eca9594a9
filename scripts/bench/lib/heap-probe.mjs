import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

// Loaded into the engine's thread in front of the engine: a thread's heap can be asked for only in the thread itself.
if (!isMainThread) {
  setFlagsFromString('--expose-gc');
  /** @type {() => void} */
  const collectGarbage = runInNewContext('gc');
  const channel = new BroadcastChannel('heap-probe');
  channel.onmessage = ({ data }) => {
    if (data !== 'measure') return;
    collectGarbage();
    channel.postMessage(process.memoryUsage().heapUsed);
  };
  channel.unref();
}
