import { readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { exportItems } from './export';
import { csvText, CsvFormat } from './export-csv';
import { ChosenItems, ChosenRows, FilteredItems, type ItemSource } from './export-items';
import { JsonlFormat } from './export-jsonl';
import { copiedItems } from './export-text';
import { createView } from './view';
import { MOST_COPIED } from '../../shared/keep';
import type { CaptureFilter } from '../../shared/traffic/capture';
import type { CaptureRing } from './ring';
import { KeptReader } from './stored/kept-reader';
import { CONTEXT, exported, steadyRing, writeHandshake, writeMessage } from './testing/captured';
import { NO_FLOWS } from './testing/filter-worlds';

const at = temporaryFolder();

function inMemory(ring: CaptureRing): KeptReader {
  return new KeptReader({ ring, stored: undefined });
}

function filtered(ring: CaptureRing, filter: CaptureFilter): ItemSource {
  return new FilteredItems({ ring: () => ring, world: NO_FLOWS }, inMemory(ring), filter);
}

function everything(ring: CaptureRing): ItemSource {
  return filtered(ring, {});
}

function exportTo(path: string, items: ItemSource, signal = new AbortController().signal) {
  return exportItems({ path, items, format: new JsonlFormat(CONTEXT), signal, onProgress: () => undefined });
}

describe('an export', () => {
  it('writes what the filter lets through, and says how much that was', async () => {
    const ring = steadyRing();
    writeHandshake(ring);
    for (let i = 0; i < 5000; i++) writeMessage(ring, [i % 2 === 0 ? 'even' : 'odd', String(i)]);
    const path = at('even.jsonl');
    const done = await exportTo(path, filtered(ring, { kinds: ['message'], query: 'even' }));
    expect(done).toEqual({ ok: true, value: { path, written: 2500, lost: 0, partial: 0 } });
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { frames: { text: string }[] }).frames[1]?.text)).toEqual(
      Array.from({ length: 2500 }, (_, i) => String(i * 2)),
    );
    expect(await readdir(at())).toEqual(['even.jsonl']);
  });

  it('goes no further than what there was when it began', async () => {
    const ring = steadyRing();
    for (let i = 0; i < 3000; i++) writeMessage(ring, ['before']);
    const items = everything(ring);
    const first = items.next();
    for (let i = 0; i < 100; i++) writeMessage(ring, ['after']);
    expect(first).toMatchObject({ row: { seq: 1 } });
    expect(await exportTo(at('a.jsonl'), items)).toMatchObject({ value: { written: 2999, lost: 0 } });
  });

  it('counts exactly what left the capture before its turn', async () => {
    const ring = steadyRing({ items: 100 });
    for (let i = 0; i < 100; i++) writeMessage(ring, [String(i)]);
    const items = everything(ring);
    for (let i = 0; i < 10; i++) items.next();
    // Of the 90 that wait, the oldest 60 go; what was taken in hand by the row is gone too.
    for (let i = 0; i < 70; i++) writeMessage(ring, ['later']);
    const done = await exportTo(at('b.jsonl'), items);
    expect(done).toMatchObject({ value: { written: 30, lost: 60 } });
  });

  it('takes chosen rows of a view by their index, and counts those that have left the capture', () => {
    const ring = steadyRing({ items: 100 });
    for (let i = 0; i < 100; i++) writeMessage(ring, [i % 2 === 0 ? 'even' : 'odd', String(i)]);
    const view = createView(ring, { query: 'even' }, NO_FLOWS);
    view.advance(Infinity);
    const items = new ChosenRows(inMemory(ring), view, [
      [0, 10],
      [20, 45],
    ]);
    expect(items.next()).toMatchObject({ row: { seq: 1 } });
    // The oldest thirty go: those before row 15 that were not given yet are lost.
    for (let i = 0; i < 30; i++) writeMessage(ring, ['later']);
    const rest: number[] = [];
    for (let item = items.next(); typeof item !== 'string'; item = items.next()) rest.push(item.row.seq);
    expect(rest).toEqual(Array.from({ length: 25 }, (_, at) => 41 + at * 2));
    expect(items.lost).toBe(9);
    expect(items.progress).toBe(1);
  });

  it('copies no more text than the clipboard is given', async () => {
    const ring = steadyRing({ bytes: 32 * 1024 * 1024 });
    const long = 'x'.repeat(60_000);
    for (let i = 0; i < 100; i++) writeMessage(ring, [long]);
    const { signal } = new AbortController();
    const copied = await copiedItems(everything(ring), new JsonlFormat(CONTEXT), signal);
    expect(copied.cut).toBe(true);
    expect(copied.text.length).toBeLessThanOrEqual(MOST_COPIED);
    expect(copied.text.endsWith('}\n')).toBe(true);
    expect(copied.text.trimEnd().split('\n')).toHaveLength(copied.written);
    const few = await copiedItems(new ChosenItems(inMemory(ring), [7]), new JsonlFormat(CONTEXT), signal);
    expect(few).toMatchObject({ written: 1, lost: 0, cut: false });
  });

  it('keeps chosen items in the order of the capture, each once', () => {
    const ring = steadyRing();
    for (let i = 0; i < 9; i++) writeMessage(ring, [String(i)]);
    const items = new ChosenItems(inMemory(ring), [7, 2, 7, 99]);
    expect(items.next()).toMatchObject({ row: { seq: 2 } });
    expect(items.next()).toMatchObject({ row: { seq: 7 } });
    expect(items.next()).toBe('end');
    expect(items.lost).toBe(1);
  });

  it('leaves nothing behind when it is canceled, and the file that was there as it was', async () => {
    const ring = steadyRing();
    for (let i = 0; i < 100; i++) writeMessage(ring, ['x']);
    const path = at('kept.jsonl');
    await exportTo(path, everything(ring));
    const before = await readFile(path, 'utf8');
    const abort = new AbortController();
    abort.abort();
    expect(await exportTo(path, everything(ring), abort.signal)).toEqual({ ok: true, value: 'canceled' });
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readdir(at())).toEqual(['kept.jsonl']);
  });

  it('says what is wrong with the place that it is to be written to', async () => {
    const ring = steadyRing();
    writeMessage(ring, ['x']);
    const done = await exportTo(at('no', 'such', 'folder.jsonl'), everything(ring));
    expect(done).toMatchObject({ ok: false, error: { code: 'capture-file-written' } });
  });
});

describe('the table', () => {
  it('has a line for each item, with every column of the header', () => {
    const ring = steadyRing();
    writeMessage(ring, ['a,b', '=1+1', Buffer.from([0, 255])]);
    const lines = exported(ring, new CsvFormat(CONTEXT)).toString().split('\r\n');
    expect(lines).toEqual([
      'seq,time_s,time_utc,link,peer,from,to,direction,kind,frames,bytes,complete,label,text,hex',
      '1,0.001000,2026-01-02T03:04:05.001Z,l1,,client 0,"the ""server""",forward,message,3,9,yes,,"a,b | =1+1 | ··",612c62|3d312b31|00ff',
      '',
    ]);
  });

  it('gives back every text as it was, however it is written, but for an apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (texts) => {
        const line = texts.map(csvText).join(',');
        expect(parseCsvLine(line)).toEqual(texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
      }),
    );
  });
});

/** Cells of one record, after the grammar of RFC 4180. */
function parseCsvLine(line: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (line[at] === '"') {
      at++;
      for (; at < line.length; at++) {
        if (line[at] !== '"') cell += line[at];
        else if (line[at + 1] === '"') cell += line[at++];
        else break;
      }
      at++;
    } else {
      const end = line.indexOf(',', at);
      cell = line.slice(at, end < 0 ? undefined : end);
      at += cell.length;
    }
    cells.push(cell);
    if (line[at] !== ',') return cells;
    at++;
  }
}
