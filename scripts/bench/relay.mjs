import { bundle } from './lib/bundle.mjs';
import { compilePair, runPair } from './lib/c-pair.mjs';
import { median, QUICK } from './lib/measure.mjs';

/** Each figure is the median of so many turns; the ways take turns, so that all meet the same machine. */
const TURNS = QUICK ? 1 : 7;
const WARM_UP = 0.5;
const WINDOW = QUICK ? 0.7 : 1.5;
/** What a relay must reach at 64 B, of the two programs connected directly. */
const LEAST = { counts: 0.8, capture: 0.6 };
const NAMES = { direct: 'direct', counts: 'through a relay, counted', capture: 'through a relay, captured' };

/**
 * Two programs in C on libzmq, PUSH→PULL over tcp: connected directly, and through a relay in a plain Node process that
 * counts every message, and one that keeps them too.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function relay({ root, log }) {
  const programs = {
    ...(await compilePair(root)),
    relay: await bundle(root, new URL('./lib/relay-process.ts', import.meta.url)),
  };
  const rows = [];
  for (const bytes of [64, 4096]) rows.push(...(await rowsOf(programs, bytes, log)));
  return { title: 'A relay between two C programs, PUSH→PULL over tcp', rows };
}

/**
 * @param {Parameters<typeof runPair>[0]} programs
 * @param {number} bytes
 * @param {(line: string) => void} log
 */
async function rowsOf(programs, bytes, log) {
  const ways = /** @type {const} */ (['direct', 'counts', 'capture']);
  /** @type {Record<import('./lib/c-pair.mjs').Way, number[]>} */
  const rates = { direct: [], counts: [], capture: [] };
  let miscounted = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    for (const way of ways) {
      const { rate, sent, received, counted } = await runPair(programs, way, {
        bytes,
        warmUp: WARM_UP,
        window: WINDOW,
      });
      rates[way].push(rate);
      miscounted += Math.abs(sent - received) + Math.abs(sent - (counted ?? sent));
      log(`${bytes} B, ${NAMES[way]}: ${Math.round(rate)} messages/s`);
    }
  }
  const direct = { name: `${bytes} B, ${NAMES.direct}`, value: Math.round(median(rates.direct)), unit: 'messages/s' };
  return [
    direct,
    .../** @type {const} */ (['counts', 'capture']).map((way) => {
      // The ratio of each turn is of runs that followed one another.
      const ratio = median(rates[way].map((rate, turn) => rate / (rates.direct[turn] ?? NaN)));
      const goal = bytes === 64 ? { goal: `≥ ${LEAST[way].toFixed(2)}`, met: ratio >= LEAST[way] } : {};
      return {
        name: `${bytes} B, ${NAMES[way]}`,
        value: Math.round(median(rates[way])),
        unit: 'messages/s',
        ratio,
        of: NAMES.direct,
        ...goal,
      };
    }),
    { name: `${bytes} B, lost or miscounted`, value: miscounted, unit: 'messages', goal: '0', met: miscounted === 0 },
  ];
}
