import { EngineWorker, pushPull } from './lib/engine-worker.mjs';
import { median, percentile, QUICK, rateOf, watchLateness } from './lib/measure.mjs';
import { BASE, plainRate } from './lib/plain.mjs';

const MEASURE_MS = QUICK ? 1000 : 1500;
/** Each figure is the median of so many turns; the variants take turns, so that all meet the same machine. */
const TURNS = QUICK ? 1 : 9;
const LEAST_RATIO = 0.8;
const MOST_LATE_MS = 16;
/** Bytes that may be on the disk: less than comes in one turn, so that the oldest parts make room as well. */
const SPILL = 512 * 1024 * 1024;

/**
 * Messages a second of PUSH→PULL over tcp and over WebSockets, both sockets in one worker thread: zeromq.js alone, and the
 * engine with direct links and with relays and capture; and how late thread 1 is meanwhile.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function throughput({ root, log }) {
  const rows = [];
  for (const [bytes, transport] of /** @type {const} */ ([
    [64, 'tcp'],
    [4096, 'tcp'],
    [64, 'ws'],
  ])) {
    rows.push(...(await rowsOf(bytes, transport, root, log)));
  }
  return { title: 'PUSH→PULL over tcp and ws', rows };
}

/** @typedef {{ name: string, run: () => Promise<{ rate: number, late: number[] }>, rates: number[], late: number[] }} Variant */

/**
 * @param {number} bytes
 * @param {'tcp' | 'ws'} transport
 * @param {string} root
 * @param {(line: string) => void} log
 */
async function rowsOf(bytes, transport, root, log) {
  const what = transport === 'tcp' ? `${bytes} B` : `${bytes} B over ${transport}`;
  const alone = variant(BASE, () => plainRate(bytes, MEASURE_MS, transport));
  const direct = variant('engine, direct link', () => engineRate(root, bytes, 'direct', transport));
  const relayed = variant('engine, relay and capture', () => engineRate(root, bytes, 'wire', transport));
  // Large messages fill the capture's memory within the first second, and what leaves it goes to the disk.
  const spilled = variant('engine, relay, capture and disk', () => engineRate(root, bytes, 'wire', transport, SPILL));
  const variants = bytes > 64 ? [alone, direct, relayed, spilled] : [alone, direct, relayed];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { name, run, rates, late } of variants) {
      const result = await run();
      rates.push(result.rate);
      late.push(...result.late);
      const p99 = percentile(result.late, 0.99).toFixed(1);
      log(`${what}, ${name}: ${Math.round(result.rate)} messages/s, thread 1 late by ${p99} ms`);
    }
  }
  const row = (/** @type {Variant} */ { name, rates }) => ({
    name: `${what}, ${name}`,
    value: Math.round(median(rates)),
    unit: 'messages/s',
  });
  const compared = (/** @type {Variant} */ measured) => {
    // The ratio of each turn is of two runs that followed one another.
    const ratios = measured.rates.map((rate, turn) => rate / (alone.rates[turn] ?? NaN));
    return { ...row(measured), ratio: median(ratios), of: BASE };
  };
  const relayedRow = compared(relayed);
  const goal =
    bytes === 64 && transport === 'tcp'
      ? { goal: `≥ ${LEAST_RATIO.toFixed(2)}`, met: relayedRow.ratio >= LEAST_RATIO }
      : {};
  const late = percentile(relayed.late, 0.99);
  return [
    row(alone),
    compared(direct),
    { ...relayedRow, ...goal },
    ...(variants.includes(spilled) ? [compared(spilled)] : []),
    { name: `${what}, thread 1 late (p99), ${BASE}`, value: percentile(alone.late, 0.99), unit: 'ms' },
    {
      name: `${what}, thread 1 late (p99), relay and capture`,
      value: late,
      unit: 'ms',
      goal: `≤ ${MOST_LATE_MS} ms`,
      met: late <= MOST_LATE_MS,
    },
  ];
}

/**
 * @param {string} name
 * @param {Variant['run']} run
 * @returns {Variant}
 */
function variant(name, run) {
  return { name, run, rates: [], late: [] };
}

/**
 * @param {string} root
 * @param {number} bytes
 * @param {'wire' | 'direct'} observe
 * @param {'tcp' | 'ws'} transport
 * @param {number} [spill] bytes of the capture that are kept on the disk at the most
 */
async function engineRate(root, bytes, observe, transport, spill = 0) {
  const engine = new EngineWorker(root);
  await engine.run(pushPull(bytes, observe, transport), { spill });
  const lateness = watchLateness();
  const rate = await rateOf(() => engine.received('pull'), MEASURE_MS);
  const late = lateness();
  await engine.end();
  return { rate, late };
}
