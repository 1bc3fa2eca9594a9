import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, percentile, QUICK } from './lib/measure.mjs';
import { openFlood } from './lib/open-flood.mjs';

const BYTES = 64;
const CAPTURED = QUICK ? 100_000 : 1_000_000;
const MEASURE_MS = QUICK ? 1500 : 3000;
const TURNS = QUICK ? 1 : 5;
const MOST_RATIO = 1.25;
const BASE = 'held still';

/**
 * The message list over a full capture while a flood goes on: how long a frame of the window takes while the list is held
 * still, follows the newest, or is scrolled through, by the page itself and by a wheel that is turned.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function scroll({ root, log }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'zmq-patchbay-bench-'));
  const app = await openFlood(root, folder, BYTES);
  /** @type {{ held: number[], following: number[], scrolled: number[], wheeled: number[] }} */
  const times = { held: [], following: [], scrolled: [], wheeled: [] };
  try {
    await app.fill(CAPTURED);
    for (let turn = 0; turn < TURNS; turn++) {
      for (const list of /** @type {const} */ (['held', 'following', 'scrolled', 'wheeled'])) {
        times[list].push(percentile(await app.frames(list, MEASURE_MS), 0.95));
      }
      const shown = Object.entries(times).map(([list, all]) => `${list} ${(all.at(-1) ?? NaN).toFixed(1)} ms`);
      log(`95 % of the frames within: ${shown.join(', ')}`);
    }
    await app.stop();
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
  const { held, following, scrolled, wheeled } = times;
  return {
    title: `The message list over ${CAPTURED.toLocaleString('en-US')} messages in a flood, time of a frame (p95)`,
    rows: [
      { name: BASE, value: median(held), unit: 'ms' },
      row('following', following),
      row('scrolled', scrolled),
      row('scrolled by a wheel', wheeled),
    ],
  };

  /**
   * @param {string} name
   * @param {readonly number[]} values
   */
  function row(name, values) {
    const ratio = median(values.map((value, turn) => value / (held[turn] ?? NaN)));
    const goal = { goal: `≤ ${MOST_RATIO.toFixed(2)}`, met: ratio <= MOST_RATIO };
    return { name, value: median([...values]), unit: 'ms', ratio, of: BASE, ...goal };
  }
}
