import { describe, expect, it } from 'vitest';
import { BACKWARD } from '../../../shared/traffic/flow';
import { temporaryFolder } from '../../testing/temporary-folder';
import { openCapture, type OpenedCapture } from '../capture-file-read';
import type { CaptureRing } from '../ring';
import { steadyRing, writeMessage } from '../testing/captured';
import { NO_FLOWS } from '../testing/filter-worlds';
import { savedItems } from '../testing/saved';
import { viewOf, type CaptureView } from '../view';
import { KeptReader } from './kept-reader';
import type { StoredItems } from './stored-items';

const at = temporaryFolder();
const signal = new AbortController().signal;
const quiet = () => undefined;
/** As many as two sections have. */
const ROOM = { items: 17_000, bytes: 1e9 };

async function saved(ring: CaptureRing, stored?: StoredItems, name = 'a.zmqcap'): Promise<string> {
  const path = at(name);
  await savedItems(path, ring, stored);
  return path;
}

async function part(path: string, moment?: number): Promise<OpenedCapture> {
  const opened = await openCapture({ path, at: moment, room: ROOM, signal, onProgress: quiet });
  if (!opened.ok || opened.value === 'canceled') throw new Error(JSON.stringify(opened));
  return opened.value;
}

function numbered(count: number): CaptureRing {
  const ring = steadyRing();
  for (let seq = 1; seq <= count; seq++)
    writeMessage(ring, [`number ${seq}.`], seq % 10 === 0 ? { direction: BACKWARD } : {});
  return ring;
}

async function complete(view: CaptureView): Promise<void> {
  while (!view.advance(5)) await new Promise((resolve) => setImmediate(resolve));
}

describe('a capture file that is larger than the memory', () => {
  it('is looked through as a whole, whichever part of it is in memory, and its rows keep their numbers', async () => {
    const ring = numbered(60_000);
    ring.pairs.pair(101, 110, 0.25, false);
    const path = await saved(ring);
    const middle = await part(path, 30);
    const { stored } = middle;
    if (!stored) throw new Error('all of it was loaded');
    expect([stored.firstSeq, stored.endSeq, stored.count]).toEqual([
      1,
      60_001,
      60_000 - middle.ring.nextSeq + middle.ring.firstSeq,
    ]);
    let shown = middle.ring;
    const source = { ring: () => shown, world: NO_FLOWS, stored, recorded: true };
    const found = viewOf(source, { query: '"000."' });
    await complete(found);
    const seqs = Array.from({ length: 60 }, (_, index) => (index + 1) * 1000);
    expect(found.seqs(found.firstIndex, 100)).toEqual(seqs);
    // The first row is the first one of the part that was in memory.
    expect(middle.ring.has(found.seqs(0, 1)[0] ?? 0)).toBe(true);
    const last = await part(path, 59);
    await last.stored?.close();
    shown = last.ring;
    expect(found.seqs(found.firstIndex, 100)).toEqual(seqs);
    const kept = new KeptReader({ ring: shown, stored });
    expect((await kept.ringOf(1000))?.row(1000)?.preview).toBe('number 1000.');
    expect(kept.inMemory(60_000)).toBe(last.ring);

    const whole = viewOf(source, {});
    expect([whole.firstIndex, whole.count]).toEqual([0, 60_000]);
    const slow = viewOf(source, { query: 'latency>200ms' });
    await complete(slow);
    expect(slow.seqs(slow.firstIndex, 5)).toEqual([101, 110]);
    const ranked = viewOf(source, { rank: 'size', query: 'seq<12' });
    await complete(ranked);
    expect(ranked.seqs(0, 2)).toEqual([10, 11]);
    await stored.close();
  });

  it('begins to count with what was before a part, and is saved again as a whole', async () => {
    const path = await saved(numbered(60_000));
    const first = await part(path);
    expect([...first.before]).toEqual([0, 0, 0, 0]);
    await first.stored?.close();
    const last = await part(path, 59);
    const before = last.ring.firstSeq - 1;
    expect([last.before[0], last.before[2]]).toEqual([before - Math.floor(before / 10), Math.floor(before / 10)]);
    const again = await saved(last.ring, last.stored, 'again.zmqcap');
    await last.stored?.close();
    const copy = await part(again);
    expect(copy.whole.items).toBe(60_000);
    await copy.stored?.close();
  });
});
