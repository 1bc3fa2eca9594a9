import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openJsonlExport } from './jsonl';
import type { JsonlExport } from './jsonl';
import { CaptureRing } from './ring';
import { writeItem, writeRun } from './testing/write-items';

function ringOf(items = 1000): CaptureRing {
  return new CaptureRing({ now: () => 0.0012341, items, frameLimit: 100 });
}

async function exportOf(ring: CaptureRing): Promise<{ path: string; lines: JsonlExport; read: () => unknown[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'out.jsonl');
  const opened = await openJsonlExport({
    path,
    ring,
    nameOf: (flow) => (flow === 0 ? { link: 'l1', peer: null } : { link: null, peer: 'p1' }),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const read = (): unknown[] =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
  return { path, lines: opened.value, read };
}

describe('a capture file', () => {
  it('has a line for each item, in the promised form', async () => {
    const ring = ringOf();
    const { lines, read } = await exportOf(ring);
    writeItem(ring.writer(0, 0), 0, [Buffer.from(''), Buffer.from('Hello')]);
    writeItem(ring.writer(1, 1), 2, [Buffer.from([0xff, 0, 1])]);
    writeItem(ring.writer(0, 0), 0, [Buffer.alloc(150, 'a')]);
    writeRun(ring.writer(0, 0), [[Buffer.from('\u0007\n')]], true);
    expect(await lines.finish()).toEqual({ ok: true, value: { written: 4, lost: 0 } });
    expect(read()).toEqual([
      {
        seq: 1,
        t: 0.001234,
        link: 'l1',
        peer: null,
        direction: 'forward',
        kind: 'message',
        frames: [
          { hex: '', text: '', more: true },
          { hex: '48656c6c6f', text: 'Hello', more: false },
        ],
      },
      {
        seq: 2,
        t: 0.001234,
        link: null,
        peer: 'p1',
        direction: 'backward',
        kind: 'handshake',
        frames: [{ hex: 'ff0001', more: false }],
      },
      {
        seq: 3,
        t: 0.001234,
        link: 'l1',
        peer: null,
        direction: 'forward',
        kind: 'message',
        frames: [{ hex: '61'.repeat(100), text: 'a'.repeat(100), more: false, size: 150, truncated: true }],
      },
      {
        seq: 4,
        t: 0.001234,
        link: 'l1',
        peer: null,
        direction: 'forward',
        kind: 'message',
        frames: [{ hex: '070a', more: false }],
        sealed: true,
      },
    ]);
  });

  it('is written while the run goes on', async () => {
    const ring = ringOf();
    const { lines, read } = await exportOf(ring);
    writeItem(ring.writer(0, 0), 0, [Buffer.from('one')]);
    await vi.waitUntil(() => read().length === 1, { timeout: 10_000, interval: 5 });
    writeItem(ring.writer(0, 0), 0, [Buffer.from('two')]);
    await vi.waitUntil(() => read().length === 2, { timeout: 10_000, interval: 5 });
    // The lines are in the file a moment before they are counted.
    await vi.waitUntil(() => lines.written === 2);
    expect(lines.lost).toBe(0);
    await lines.finish();
  });

  it('counts what came faster than it could be written: written and lost are all there was', async () => {
    const ring = ringOf(500);
    const { lines, read } = await exportOf(ring);
    for (let round = 0; round < 30; round++) {
      writeRun(
        ring.writer(0, 0),
        Array.from({ length: 400 }, (_, i) => [Buffer.from(`${round}/${i}`)]),
      );
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const done = await lines.finish();
    const rows = read() as { readonly seq: number }[];
    expect(done.ok && done.value.written).toBe(rows.length);
    expect(done.ok && done.value.lost).toBe(30 * 400 - rows.length);
    expect(done.ok && done.value.lost).toBeGreaterThan(0);
    expect(rows.every(({ seq }, i) => i === 0 || seq > (rows[i - 1]?.seq ?? 0))).toBe(true);
    expect(rows.at(-1)?.seq).toBe(12_000);
  });

  it('that cannot be created is a sentence', async () => {
    const opened = await openJsonlExport({
      path: '/no/such/folder/out.jsonl',
      ring: ringOf(),
      nameOf: () => ({ link: null, peer: null }),
    });
    expect(opened).toMatchObject({ ok: false, error: { code: 'ENOENT', where: '/no/such/folder/out.jsonl' } });
    if (!opened.ok)
      expect(opened.error.message).toBe(
        'The capture file /no/such/folder/out.jsonl cannot be created: its folder does not exist.',
      );
  });

  it.runIf(process.platform === 'linux')('on a full disk says so, and counts everything as lost', async () => {
    const ring = ringOf();
    const opened = await openJsonlExport({ path: '/dev/full', ring, nameOf: () => ({ link: 'l1', peer: null }) });
    if (!opened.ok) throw new Error(opened.error.message);
    writeItem(ring.writer(0, 0), 0, [Buffer.from('one')]);
    const done = await opened.value.finish();
    expect(done).toMatchObject({ ok: false, error: { code: 'ENOSPC' } });
    expect(opened.value).toMatchObject({ written: 0, lost: 1 });
  });
});
