import { Worker } from 'node:worker_threads';
import { EngineWorker, socketNode, topologyOf } from './lib/engine-worker.mjs';
import { median, rateOf, watchLateness } from './lib/measure.mjs';

const MEASURE_MS = 2500;
/** Each figure is the median of so many turns; the variants take turns, so that all meet the same machine. */
const TURNS = +(process.env.TURNS ?? 3);
const SIZES = process.env.SIZES?[64]:[64,4096];

/**
 * Messages a second of PUSH→PULL over tcp, both sockets in one worker thread: zeromq.js alone, and the engine with direct
 * links and with relays and capture; and how late thread 1 is meanwhile.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function throughput({ root, log }) {
  const rows = [];
  for (const bytes of SIZES) {
    const variants = [
      { name: 'zeromq.js alone', run: () => plainRate(bytes) },
      { name: 'engine, direct link', run: () => engineRate(root, bytes, 'direct') },
      { name: 'engine, relay and capture', run: () => engineRate(root, bytes, 'wire') },
    ];
    /** @type {{ rate: number, lateness: number }[][]} */
    const results = variants.map(() => []);
    for (let turn = 0; turn < TURNS; turn++) {
      for (const [index, { name, run }] of variants.entries()) {
        const result = await run();
        results[index]?.push(result);
        log(`${name}, ${bytes} B: ${Math.round(result.rate)} messages/s, thread 1 late by ${result.lateness.toFixed(1)} ms`);
      }
    }
    const base = median((results[0] ?? []).map(({ rate }) => rate));
    for (const [index, { name }] of variants.entries()) {
      const value = median((results[index] ?? []).map(({ rate }) => rate));
      const row = { name: `${name}, ${bytes} B`, value: Math.round(value), unit: 'messages/s' };
      const ratio = value / base;
      if (index === 0) rows.push(row);
      else if (index === 2 && bytes === 64) {
        rows.push({ ...row, of: 'zeromq.js alone', ratio, goal: 'ratio ≥ 0.80', met: ratio >= 0.8 });
      } else rows.push({ ...row, of: 'zeromq.js alone', ratio });
    }
    const lateness = median((results[2] ?? []).map(({ lateness: ms }) => ms));
    rows.push({ name: `thread 1 late (p99), ${bytes} B`, value: lateness, unit: 'ms', goal: '≤ 16 ms', met: lateness <= 16 });
  }
  return { title: 'PUSH→PULL over tcp', rows };
}

/** @param {number} bytes */
async function plainRate(bytes) {
  const worker = new Worker(new URL('./lib/plain-worker.mjs', import.meta.url), { workerData: { kind: 'push-pull', bytes } });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  await new Promise((resolve) => worker.once('message', resolve));
  const count = () =>
    new Promise((resolve) => {
      worker.once('message', resolve);
      worker.postMessage('count');
    });
  const lateness = watchLateness();
  const rate = await rateOf(count, MEASURE_MS);
  const late = lateness();
  worker.postMessage('stop');
  await exited;
  return { rate, lateness: late };
}

/**
 * @param {string} root
 * @param {number} bytes
 * @param {'wire' | 'direct'} observe
 */
async function engineRate(root, bytes, observe) {
  const engine = new EngineWorker(root);
  const nodes = [
    socketNode('PUSH', { behavior: { type: 'generate', rate: 'max', frames: [{ size: bytes }] } }),
    socketNode('PULL', { behavior: { type: 'sink' } }),
  ];
  await engine.run(topologyOf(nodes, [{ id: 'l1', from: 'push', to: 'pull', transport: 'tcp', observe }]));
  const lateness = watchLateness();
  const rate = await rateOf(async () => {
    const { sockets } = await engine.totals();
    return sockets.find(({ key }) => key === 'pull')?.received ?? 0;
  }, MEASURE_MS);
  const late = lateness();
  await engine.end();
  return { rate, lateness: late };
}
