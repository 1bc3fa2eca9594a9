import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { QUICK } from './lib/measure.mjs';

const LIMIT_MS = 120_000;
/** How long each rate is measured. */
const BUDGET_MS = QUICK ? 300 : 1500;

/**
 * The ZMTP reader alone, with and without the capture ring behind it, and a full ring: its memory, and filters that
 * look through it.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function capture({ root }) {
  const program = await bundle(root, new URL('./lib/capture-figures.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, String(BUDGET_MS)], {
    timeout: LIMIT_MS,
  });
  /**
   * @type {{ counted: Record<string, number>, captured: Record<string, number>, heapPerFrame: number, megabytes: number,
   *   web: { counted: number, captured: number, heapPerFrame: number },
   *   filters: { name: string, firstRowsMs: number, allMs: number, found: number }[] }}
   */
  const figures = JSON.parse(stdout);
  const { counted, captured, heapPerFrame, web, megabytes, filters } = figures;
  for (const { name, found } of filters) {
    if (found !== 1000) throw new Error(`the ${name} filter found ${found} of 1000 messages`);
  }
  const millions = (/** @type {number} */ rate) => rate / 1e6;
  const gigabytes = (/** @type {number} */ rate) => (rate * 4096) / 1e9;
  return {
    title: 'Reader and capture alone',
    rows: [
      atLeast('reader, 16 B', millions(counted['16'] ?? NaN), 'M frames/s', 5),
      { name: 'reader, 64 B', value: millions(counted['64'] ?? NaN), unit: 'M frames/s' },
      atLeast('reader, 4096 B', gigabytes(counted['4096'] ?? NaN), 'GB/s', 1),
      atMost('reader, heap taken for each frame of 16 B', heapPerFrame, 'B', 0.1),
      { name: 'reader and ring, 16 B', value: millions(captured['16'] ?? NaN), unit: 'M frames/s' },
      { name: 'reader and ring, 64 B', value: millions(captured['64'] ?? NaN), unit: 'M frames/s' },
      { name: 'reader and ring, 4096 B', value: gigabytes(captured['4096'] ?? NaN), unit: 'GB/s' },
      { name: 'ZWS reader, masked, 64 B', value: millions(web.counted), unit: 'M frames/s' },
      { name: 'ZWS reader, masked, and ring, 64 B', value: millions(web.captured), unit: 'M frames/s' },
      atMost('ZWS reader, heap taken for each frame of 16 B', web.heapPerFrame, 'B', 0.1),
      atMost('memory of 1,000,000 captured messages of 64 B', megabytes, 'MB', 200),
      ...filters.flatMap(({ name, firstRowsMs, allMs }) => [
        atMost(`${name} filter over them, first 100 rows`, firstRowsMs, 'ms', 100),
        atMost(`${name} filter over them, all`, allMs, 'ms', 2000),
      ]),
    ],
  };
}

/**
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {number} least
 */
function atLeast(name, value, unit, least) {
  return { name, value, unit, goal: `≥ ${least}`, met: value >= least };
}

/**
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {number} most
 */
function atMost(name, value, unit, most) {
  return { name, value, unit, goal: `≤ ${most}`, met: value <= most };
}
