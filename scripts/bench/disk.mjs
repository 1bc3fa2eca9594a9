import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { QUICK } from './lib/measure.mjs';

const LIMIT_MS = 180_000;
const MESSAGES = QUICK ? 2_000_000 : 4_000_000;

/**
 * Filters over a capture of which the newest million messages of 64 bytes is in memory, and the rest on the disk.
 * @param {{ root: string, log: (line: string) => void }} context
 */
export default async function disk({ root }) {
  const program = await bundle(root, new URL('./lib/disk-figures.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(MESSAGES)], { timeout: LIMIT_MS });
  /**
   * @type {{ onDisk: number, filters: { name: string, firstRowsMs: number, allMs: number, openMs: number,
   *   megabytes: number, found: number }[] }}
   */
  const { onDisk, filters } = JSON.parse(stdout);
  for (const { name, found } of filters) {
    if (found !== MESSAGES / 1000) throw new Error(`the ${name} filter found ${found} of ${MESSAGES / 1000} messages`);
  }
  return {
    title: `Filters over ${MESSAGES / 1e6} million messages`,
    rows: [
      { name: 'on the disk', value: onDisk / 1e6, unit: 'million' },
      ...filters.flatMap(({ name, firstRowsMs, allMs, openMs, megabytes }) => [
        { name: `${name}, first 100 rows`, value: firstRowsMs, unit: 'ms', goal: '≤ 100', met: firstRowsMs <= 100 },
        { name: `${name}, all`, value: allMs, unit: 'ms' },
        { name: `${name}, a row on the disk read`, value: openMs, unit: 'ms' },
        { name: `${name}, memory taken`, value: megabytes, unit: 'MB' },
      ]),
    ],
  };
}
