import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { QUICK } from './lib/measure.mjs';

/** Seconds of flood, once the capture is full, after which memory is compared. */
const [EARLY, LATE] = QUICK ? [5, 15] : [30, 90];
const MOST_GROWTH = 0.05;
const MEBIBYTE = 1024 * 1024;

/**
 * What the process of the engine holds after a while of flood through a relay and the capture, and after a long while.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function memory({ root, log }) {
  const [early, late] = await flood(root, log);
  if (!early || !late) throw new Error('the flood ended before its memory was measured');
  const growth = (/** @type {'rss' | 'heapUsed'} */ part) => late[part] / early[part] - 1;
  const rows = [
    ...[early, late].flatMap(({ seconds, rss, heapUsed }) => [
      { name: `resident after ${seconds} s of flood`, value: rss / MEBIBYTE, unit: 'MiB' },
      { name: `engine's heap after ${seconds} s of flood`, value: heapUsed / MEBIBYTE, unit: 'MiB' },
    ]),
    ...[
      { name: 'growth of resident memory', share: growth('rss') },
      { name: "growth of the engine's heap", share: growth('heapUsed') },
    ].map(({ name, share }) => ({ name, value: share * 100, unit: '%', goal: '≤ 5 %', met: share <= MOST_GROWTH })),
    { name: 'messages until then', value: late.received, unit: 'messages' },
  ];
  return { title: 'Memory under flood through a relay, with a full capture, 64 B', rows };
}

/** @typedef {{ seconds: number, rss: number, heapUsed: number, received: number }} Held */

/**
 * @param {string} root
 * @param {(line: string) => void} log
 * @returns {Promise<Held[]>}
 */
async function flood(root, log) {
  const script = fileURLToPath(new URL('./lib/memory-flood.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, root, `${EARLY}`, `${LATE}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  /** @type {Held[]} */
  const measured = [];
  for await (const line of createInterface(child.stdout)) {
    /** @type {Held} */
    const held = JSON.parse(line);
    measured.push(held);
    const mebibytes = (/** @type {number} */ bytes) => `${(bytes / MEBIBYTE).toFixed(1)} MiB`;
    log(
      `after ${held.seconds} s: resident ${mebibytes(held.rss)}, heap ${mebibytes(held.heapUsed)}, ${held.received} messages`,
    );
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the flood ended with code ${code}`);
  return measured;
}
