import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, percentile, QUICK } from './lib/measure.mjs';
import { openFlood } from './lib/open-flood.mjs';
import { BASE, plainRate } from './lib/plain.mjs';

const BYTES = 64;
const WARM_UP_MS = 1000;
const MEASURE_MS = QUICK ? 1500 : 3000;
const TURNS = QUICK ? 1 : 7;
const MOST_LATE_MS = 16;
const LEAST_RATE = 100_000;
const LEAST_RATIO = 0.8;

/**
 * The flood of PUSH→PULL in the real app with its window open and the list following, through relays, capture, batches and
 * drawing; and how late its thread 1 is meanwhile.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function window({ root, log }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'zmq-patchbay-bench-'));
  const app = await openFlood(root, folder, BYTES);
  /** @type {number[]} */
  const alone = [];
  /** @type {import('./lib/window-app').FloodFigures[]} */
  const floods = [];
  /** @type {number[]} */
  const idle = [];
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      idle.push(...(await app.idle(MEASURE_MS)));
      // The two that are compared follow one another at once, while the machine is as it is.
      const { rate } = await plainRate(BYTES, MEASURE_MS);
      alone.push(rate);
      const flood = await app.flood('pull', WARM_UP_MS, MEASURE_MS);
      floods.push(flood);
      const late = percentile(flood.late, 0.99).toFixed(1);
      log(
        `${BASE}: ${Math.round(rate)} messages/s; with the window open: ${Math.round(flood.rate)}, late by ${late} ms`,
      );
    }
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
  const late = percentile(
    floods.flatMap((flood) => flood.late),
    0.99,
  );
  const rate = median(floods.map((flood) => flood.rate));
  const ratio = median(floods.map((flood, turn) => flood.rate / (alone[turn] ?? NaN)));
  const uncounted = Math.max(...floods.map((flood) => flood.uncounted));
  return {
    title: 'PUSH→PULL over tcp with the window open and the list following, 64 B',
    rows: [
      { name: BASE, value: median(alone), unit: 'messages/s' },
      {
        name: 'the app: relay, capture, window',
        value: rate,
        unit: 'messages/s',
        ratio,
        of: BASE,
        goal: `≥ ${LEAST_RATE / 1000} k/s and ≥ ${LEAST_RATIO.toFixed(2)}`,
        met: rate >= LEAST_RATE && ratio >= LEAST_RATIO,
      },
      { name: 'messages that no counter has', value: uncounted, unit: '', goal: '0', met: uncounted === 0 },
      { name: 'batches drawn', value: median(floods.map(({ batches }) => batches)), unit: '/s' },
      { name: 'thread 1 late (p99), nothing running', value: percentile(idle, 0.99), unit: 'ms' },
      {
        name: 'thread 1 late (p99), under the flood',
        value: late,
        unit: 'ms',
        goal: `≤ ${MOST_LATE_MS} ms`,
        met: late <= MOST_LATE_MS,
      },
    ],
  };
}
