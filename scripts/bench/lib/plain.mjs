import { Worker } from 'node:worker_threads';
import { rateOf, watchLateness } from './measure.mjs';

/** What every throughput of the engine is a ratio to. */
export const BASE = 'zeromq.js alone';

/**
 * Messages a second of zeromq.js alone, and how late thread 1 was meanwhile.
 * @param {number} bytes of a message
 * @param {number} ms how long it is measured
 * @returns {Promise<{ rate: number, late: number[] }>} with milliseconds of each sample
 */
export async function plainRate(bytes, ms) {
  const worker = new Worker(new URL('./plain-worker.mjs', import.meta.url), { workerData: { bytes } });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  await new Promise((resolve) => worker.once('message', resolve));
  const count = () =>
    new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('count');
    });
  const lateness = watchLateness();
  const rate = await rateOf(count, ms);
  const late = lateness();
  worker.postMessage('stop');
  await exited;
  return { rate, late };
}
