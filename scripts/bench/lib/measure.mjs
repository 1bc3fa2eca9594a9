import { setTimeout as sleep } from 'node:timers/promises';

/** Set to see in short whether a benchmark works; its figures are then less sure. */
export const QUICK = process.env['BENCH_QUICK'] === '1';

const WARM_UP_MS = 800;
const SLICE_MS = 50;

/**
 * Counts per second of something that counts up, after a warm-up.
 * @param {() => Promise<number>} count
 * @param {number} ms how long it is measured
 * @param {number} [warmUpMs]
 */
export async function rateOf(count, ms, warmUpMs = WARM_UP_MS) {
  await sleep(warmUpMs);
  const from = performance.now();
  const before = await count();
  await sleep(ms);
  const after = await count();
  return ((after - before) / (performance.now() - from)) * 1000;
}

/**
 * The same as the median over short slices, so that a moment in which the machine did something else does not count.
 * @param {() => Promise<number>} count
 * @param {number} ms how long it is measured
 */
export async function medianRateOf(count, ms) {
  await sleep(WARM_UP_MS);
  /** @type {number[]} */
  const rates = [];
  const until = performance.now() + ms;
  let from = performance.now();
  let before = await count();
  while (from < until) {
    await sleep(SLICE_MS);
    const after = await count();
    const now = performance.now();
    rates.push(((after - before) / (now - from)) * 1000);
    from = now;
    before = after;
  }
  return median(rates);
}

/** @param {readonly number[]} values */
export function median(values) {
  return percentile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 */
export function percentile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/**
 * Watches how late this thread's timers are.
 * @returns {() => number[]} ends it, and gives the milliseconds of every sample
 */
export function watchLateness() {
  const every = 5;
  /** @type {number[]} */
  const late = [];
  let due = performance.now() + every;
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - due));
    due = now + every;
  }, every);
  return () => {
    clearInterval(timer);
    return late;
  };
}
