import { Worker } from 'node:worker_threads';
import { rateOf, watchLateness } from './measure.mjs';

/** What every throughput of the engine is a ratio to. */
export const BASE = 'zeromq.js alone';

/**
 * Messages a second of zeromq.js alone, and how late thread 1 was meanwhile.
 * @param {number} bytes of a message
 * @param {number} ms how long it is measured
 * @param {'tcp' | 'ws'} [transport]
 * @returns {Promise<{ rate: number, late: number[] }>} with milliseconds of each sample
 */
export function plainRate(bytes, ms, transport = 'tcp') {
  return workerRate(new URL('./plain-worker.mjs', import.meta.url), { bytes, transport }, ms);
}

/**
 * @typedef {object} PlainCrowd
 * @property {'queue' | 'publish'} crowd
 * @property {number} many clients or subscribers
 * @property {number} workers
 * @property {number} bytes of a message
 * @property {boolean} [relayed] every conversation passes a relay in the same thread that only copies its bytes
 */

/**
 * The same of many sockets: round trips through a broker, or what a publisher's subscribers receive.
 * @param {PlainCrowd} crowd
 * @param {number} ms how long it is measured
 * @param {number} warmUpMs
 */
export function plainCrowdRate(crowd, ms, warmUpMs) {
  return workerRate(new URL('./plain-crowd-worker.mjs', import.meta.url), crowd, ms, warmUpMs);
}

/**
 * What a worker counts in a second, and how late thread 1 was meanwhile.
 * @param {URL} url
 * @param {object} workerData
 * @param {number} ms how long it is measured
 * @param {number} [warmUpMs]
 */
async function workerRate(url, workerData, ms, warmUpMs) {
  const worker = new Worker(url, { workerData });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  await new Promise((resolve) => worker.once('message', resolve));
  const count = () =>
    new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('count');
    });
  const lateness = watchLateness();
  const rate = await rateOf(count, ms, warmUpMs);
  const late = lateness();
  worker.postMessage('stop');
  await exited;
  return { rate, late };
}
