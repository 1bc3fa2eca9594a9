import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { FilterWorld } from '../../../src-main/capture/filter/world';
import { CaptureRing } from '../../../src-main/capture/ring';
import { Spill } from '../../../src-main/capture/spill';
import { KeptReader } from '../../../src-main/capture/stored/kept-reader';
import { endNames, linkFacts } from '../../../src-main/capture/testing/filter-worlds';
import { viewOf } from '../../../src-main/capture/view';

// Filters over a capture that is on the disk in part: disk-figures MESSAGES. Prints what it measured as JSON.

const count = Number(process.argv[2] ?? 4_000_000);
/** Messages that are captured between two looks of the spill. */
const BATCH = 50_000;
const FILTERS = { text: 'needle', regex: 'body~/ne+dle [0-9]+/i', json: 'json.price>10' };

const folder = mkdtempSync(join(tmpdir(), 'zpb-bench-'));
try {
  console.log(JSON.stringify(await figures()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function figures() {
  const ring = new CaptureRing({ now: () => performance.now() / 1000 });
  const stored = new Spill({ ring, folder, most: 2 ** 30, free: 0 });
  await fill(ring, stored);
  const onDisk = stored.count;
  const filters: unknown[] = [];
  for (const [name, query] of Object.entries(FILTERS)) filters.push(await filterFigures(ring, stored, name, query));
  await stored.close();
  return { onDisk, filters };
}

/** Messages of 64 bytes, one of a thousand of which is wanted. */
async function fill(ring: CaptureRing, stored: Spill): Promise<void> {
  const records = [recordOf(9, 'ordinary'), recordOf(11, 'Needle 1')] as const;
  const length = records[0].length;
  const chunk = Buffer.concat(Array.from({ length: 1000 }, (_, index) => (index === 999 ? records[1] : records[0])));
  const ends = Uint32Array.from({ length: 1000 }, (_, index) => (index + 1) * length);
  const writer = ring.writer(0, 0, 1);
  for (let written = 0; written < count; written += 1000) {
    writer.run(chunk, 0, ends, 1000, false);
    if (written % BATCH !== 0) continue;
    stored.beat();
    await stored.idle();
  }
}

/** A message of one frame, as it lies in the ring. */
function recordOf(price: number, name: string): Buffer {
  const body = JSON.stringify({ price, name }).slice(0, -1).padEnd(63) + '}';
  return Buffer.concat([Buffer.from([0, body.length]), Buffer.from(body)]);
}

async function filterFigures(ring: CaptureRing, stored: Spill, name: string, query: string) {
  const facts = linkFacts('l1', endNames('PUSH', 'source'), endNames('PULL', 'sink'));
  const world: FilterWorld = { flow: () => facts, startedAt: 0, now: () => 0 };
  const memory = process.memoryUsage().rss;
  const from = performance.now();
  const view = viewOf({ ring: () => ring, world, stored }, { query });
  while (view.count < 100) view.advance(5);
  const rows = view.rows(view.firstIndex, 100).length;
  const firstRowsMs = performance.now() - from;
  while (!view.advance(5)) await breathe();
  const allMs = performance.now() - from;
  const megabytes = (process.memoryUsage().rss - memory) / 1e6;
  // The oldest that was found is read from the disk.
  const before = performance.now();
  const [seq = 0] = view.seqs(view.firstIndex, 1);
  const oldest = await new KeptReader({ ring, stored }).ringOf(seq);
  const openMs = performance.now() - before;
  const found = rows === 100 && oldest?.has(seq) === true ? view.count : 0;
  return { name, firstRowsMs, allMs, openMs, megabytes, found };
}
