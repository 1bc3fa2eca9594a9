import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder';
import { exportItems } from '../export';
import { CsvFormat } from '../export-csv';
import { ChosenRows, FilteredItems } from '../export-items';
import type { CaptureRing } from '../ring';
import type { CaptureFilter } from '../../../shared/traffic/capture';
import { Spill, type SpillOptions } from '../spill';
import { CONTEXT, steadyRing, writeMessage } from '../testing/captured';
import { NO_FLOWS } from '../testing/filter-worlds';
import { viewOf, type CaptureView } from '../view';
import { KeptReader } from './kept-reader';
import type { StoredItems } from './stored-items';

const at = temporaryFolder();
const MIB = 2 ** 20;

interface Capture {
  readonly ring: CaptureRing;
  readonly stored: Spill;
}

function capture(options: Partial<SpillOptions> = {}): Capture {
  const ring = steadyRing({ items: 20_000 });
  return { ring, stored: new Spill({ ring, folder: at(), most: 64 * MIB, part: MIB, free: 0, ...options }) };
}

/** Captures so many messages that say their number, some at a time, with time for the disk in between. */
async function capturing({ ring, stored }: Capture, count: number, shown?: CaptureView): Promise<void> {
  for (let written = 0; written < count; written += 1000) {
    for (let index = 0; index < 1000; index++) writeMessage(ring, [`number ${ring.nextSeq}.`, 'x'.repeat(40)]);
    stored.beat();
    await stored.idle();
    shown?.advance(1000);
  }
}

function view({ ring, stored }: Capture, query: string, rank?: 'size'): CaptureView {
  return viewOf({ ring: () => ring, world: NO_FLOWS, stored }, { query, ...(rank ? { rank } : {}) });
}

async function complete(shown: CaptureView): Promise<void> {
  while (!shown.advance(5)) await new Promise((resolve) => setImmediate(resolve));
}

/** What the rows of a view say, wherever they are; undefined for one that is kept nowhere. */
async function previews(from: Capture, shown: CaptureView): Promise<(string | undefined)[]> {
  const kept = new KeptReader(from);
  const texts: (string | undefined)[] = [];
  for (const seq of shown.seqs(shown.firstIndex, shown.count))
    texts.push((await kept.ringOf(seq))?.row(seq)?.preview.split('.')[0]);
  return texts;
}

describe('a filter over a capture that is on the disk in part', () => {
  it('shows what is in memory first, then what is on the disk in front of it, and opens all of them', async () => {
    const kept = capture();
    await capturing(kept, 100_000);
    const shown = view(kept, '"000."');
    while (!shown.advance(5) && shown.count < 20);
    expect([shown.firstIndex, shown.rows(0, 1)[0]?.preview.slice(0, 12)]).toEqual([0, 'number 81000']);
    expect(shown.searched).toBeLessThan(1);
    await complete(shown);
    expect([shown.firstIndex, shown.count, shown.searched]).toEqual([-80, 100, 1]);
    expect(await previews(kept, shown)).toEqual(Array.from({ length: 100 }, (_, index) => `number ${index + 1}000`));
    await kept.stored.close();
  });

  it('keeps its rows and their numbers while more is captured and the oldest give way', async () => {
    const kept = capture({ most: 6 * MIB });
    await capturing(kept, 60_000);
    const shown = view(kept, '"000."');
    await complete(shown);
    const row = shown.seqs(19, 1);
    await capturing(kept, 60_000, shown);
    await complete(shown);
    const first = Math.ceil(kept.stored.firstSeq / 1000);
    expect(first).toBeGreaterThan(20);
    expect(await previews(kept, shown)).toEqual(
      Array.from({ length: 121 - first }, (_, index) => `number ${index + first}000`),
    );
    expect(shown.seqs(19, 1)).toEqual(row);
    expect(shown.firstIndex + shown.count).toBe(20 + 60);
    await kept.stored.close();
  });

  it('has a place for what was found and came too fast for the disk', async () => {
    const kept = capture();
    await capturing(kept, 40_000);
    const shown = view(kept, '"000."');
    await complete(shown);
    for (let index = 0; index < 60_000; index++) {
      writeMessage(kept.ring, [`number ${kept.ring.nextSeq}.`]);
      if (index % 1000 === 0) shown.advance(1000);
    }
    await capturing(kept, 20_000, shown);
    await complete(shown);
    const texts = await previews(kept, shown);
    const reader = new KeptReader(kept);
    const all = Array.from({ length: 120 }, (_, index) => (index + 1) * 1000);
    expect(texts).toEqual(all.map((seq) => (reader.has(seq) ? `number ${seq}` : undefined)));
    expect(texts.filter((text) => text === undefined).length).toBeGreaterThan(30);
    await kept.stored.close();
  });

  it('begins anew when the capture is emptied, and ends when it is closed', async () => {
    const kept = capture();
    await capturing(kept, 50_000);
    const shown = view(kept, '"000."');
    await complete(shown);
    kept.ring.reset();
    kept.stored.beat();
    expect([shown.firstIndex, shown.count]).toEqual([0, 0]);
    await capturing(kept, 50_000);
    await complete(shown);
    expect((await previews(kept, shown)).slice(0, 2)).toEqual(['number 1000', 'number 2000']);
    const closed = view(kept, 'number');
    closed.advance(1000);
    closed.close();
    const { count } = closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(closed.count).toBe(count);
    expect([closed.advance(1000), closed.searched < 1]).toEqual([true, true]);
    await kept.stored.close();
  });

  it('ranks what is on the disk with the rest, and shows everything where nothing is asked', async () => {
    const kept = capture();
    writeMessage(kept.ring, ['y'.repeat(500)]);
    await capturing(kept, 50_000);
    writeMessage(kept.ring, ['z'.repeat(400)]);
    const ranked = view(kept, '', 'size');
    await complete(ranked);
    expect(ranked.rows(0, 2).map(({ size }) => size)).toEqual([500, 400]);
    const whole = view(kept, '');
    expect([whole.firstIndex, whole.count]).toEqual([0, 50_002]);
    expect(whole.seqs(49_999, 10)).toEqual([50_000, 50_001, 50_002]);
    await kept.stored.close();
  });

  it('reads no section that its kinds or times tell enough of', async () => {
    const kept = capture();
    await capturing(kept, 60_000);
    let read = 0;
    const stored: StoredItems = {
      firstSeq: kept.stored.firstSeq,
      endSeq: kept.stored.endSeq,
      settledSeq: kept.stored.settledSeq,
      count: kept.stored.count,
      at: (seq) => kept.stored.at(seq),
      before: (seq) => kept.stored.before(seq),
      hops: (span) => kept.stored.hops(span),
      read: (span) => {
        read++;
        return kept.stored.read(span);
      },
    };
    const { ring } = kept;
    const shown = async (filter: CaptureFilter) => {
      read = 0;
      const found = viewOf({ ring: () => ring, world: NO_FLOWS, stored }, filter);
      await complete(found);
      return [found.count, read];
    };
    expect(await shown({ kinds: ['message'] })).toEqual([60_000, 0]);
    expect(await shown({ kinds: ['command'], query: 'number' })).toEqual([0, 0]);
    expect(await shown({ query: 't:10.0005..10.0015' })).toEqual([1, 1]);
    expect(await shown({ query: 'seq<3 number' })).toEqual([2, 1]);
    await kept.stored.close();
  });

  it('knows of requests on the disk how they were answered', async () => {
    const kept = capture();
    await capturing(kept, 1000);
    kept.ring.pairs.pair(10, 12, 0.25, false);
    kept.ring.pairs.wait(20);
    await capturing(kept, 60_000);
    const [slow, unanswered] = [view(kept, 'latency>200ms'), view(kept, 'answered:no')];
    await complete(slow);
    await complete(unanswered);
    expect(slow.seqs(slow.firstIndex, 9)).toEqual([10, 12]);
    expect(unanswered.seqs(unanswered.firstIndex, 9)).toEqual([20]);
    await kept.stored.close();
  });
});

describe('an export of a capture that is on the disk in part', () => {
  it('has all that the filter lets through, in the order of the capture, and tells how far it has come', async () => {
    const kept = capture();
    await capturing(kept, 100_000);
    const path = at('export.csv');
    const { ring, stored } = kept;
    const source = { ring: () => ring, world: NO_FLOWS, stored };
    const items = new FilteredItems(source, new KeptReader(kept), { query: '"000."' });
    const told: number[] = [];
    const done = await exportItems({
      path,
      items,
      format: new CsvFormat(CONTEXT),
      signal: new AbortController().signal,
      onProgress: (progress) => told.push(progress),
    });
    expect(done).toEqual({ ok: true, value: { path, written: 100, lost: 0, partial: 0 } });
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
      Array.from({ length: 100 }, (_, n) => (n + 1) * 1000),
    );
    expect(told.length).toBeGreaterThan(5);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    // Rows of a list that were chosen are had from the disk as well.
    const shown = view(kept, '"000."');
    await complete(shown);
    const chosen = new ChosenRows(new KeptReader(kept), shown, [[shown.firstIndex, shown.firstIndex + 3]]);
    const seqs: number[] = [];
    for (let item = chosen.next(); item !== 'end'; item = chosen.next())
      if (item === 'later') await new Promise((resolve) => setImmediate(resolve));
      else seqs.push(item.row.seq);
    expect([seqs, chosen.lost]).toEqual([[1000, 2000, 3000], 0]);
    await stored.close();
  });
});
