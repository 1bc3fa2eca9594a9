import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder';
import { openCapture } from '../capture-file-read';
import { Spill } from '../spill';
import { steadyRing, writeMessage } from '../testing/captured';
import { savedItems } from '../testing/saved';
import { LaterHops } from './later-hops';

const at = temporaryFolder();
const signal = new AbortController().signal;

/** Which item became which: within a section, in the next ones, and in memory. */
const HOPS = [
  [100, 105],
  [200, 9000],
  [300, 20_000],
  [300, 20_001],
  [300, 49_000],
  [400, 50_000],
] as const;

async function captured(count: number) {
  const ring = steadyRing({ items: 20_000 });
  const stored = new Spill({ ring, folder: at(), most: 2 ** 26, part: 2 ** 20, free: 0 });
  const sources = new Map<number, number>(HOPS.map(([source, result]) => [result, source]));
  for (let seq = 1; seq <= count; seq++) {
    writeMessage(ring, [String(seq), 'x'.repeat(40)]);
    const source = sources.get(seq);
    if (source !== undefined) ring.hops.link(source, seq, false);
    if (seq % 1000 !== 0) continue;
    stored.beat();
    await stored.idle();
  }
  return { ring, stored };
}

describe('what an item on the disk became', () => {
  it('is found in its section, in later ones and in memory, all of it or as much as was asked for', async () => {
    const capture = await captured(60_000);
    const hops = new LaterHops(capture);
    expect(capture.ring.has(20_001)).toBe(false);
    expect(await hops.of(100, 1)).toEqual({ results: [105], lookedAt: undefined });
    expect(await hops.of(200, 9)).toEqual({ results: [9000], lookedAt: undefined });
    expect(await hops.of(300, 9)).toEqual({ results: [20_000, 20_001, 49_000], lookedAt: undefined });
    expect(await hops.of(300, 2)).toEqual({ results: [20_000, 20_001], lookedAt: undefined });
    expect(await hops.of(400, 1)).toEqual({ results: [50_000], lookedAt: undefined });
    expect(await hops.of(500, 1)).toEqual({ results: [], lookedAt: undefined });
    await capture.stored.close();
  });

  it('is looked for as far as the bounds let, and that is told', async () => {
    const capture = await captured(60_000);
    const near = new LaterHops(capture, { items: 10_000, sections: 100 });
    // Sections are looked through as a whole.
    const found = await near.of(200, 9);
    expect(found.results).toEqual([9000]);
    expect(found.lookedAt).toBeGreaterThanOrEqual(10_000);
    expect(found.lookedAt).toBeLessThan(19_000);
    expect(await near.of(300, 9)).toMatchObject({ results: [] });
    const few = new LaterHops(capture, { items: 1e6, sections: 2 });
    const { results, lookedAt = 0 } = await few.of(300, 9);
    expect(results).toEqual([]);
    expect(lookedAt).toBeGreaterThan(10_000);
    expect(lookedAt).toBeLessThan(20_000);
    await capture.stored.close();
  });

  it('is found in the other parts of a recording', async () => {
    const { ring, stored } = await captured(60_000);
    const path = at('a.zmqcap');
    await savedItems(path, ring, stored, 60);
    await stored.close();
    const room = { items: 17_000, bytes: 1e9 };
    const opened = await openCapture({ path, room, signal, onProgress: () => undefined });
    if (!opened.ok || opened.value === 'canceled') throw new Error(JSON.stringify(opened));
    expect(opened.value.ring.has(400)).toBe(true);
    const hops = new LaterHops(opened.value);
    expect(await hops.of(100, 1)).toEqual({ results: [105], lookedAt: undefined });
    expect(await hops.of(300, 9)).toEqual({ results: [20_000, 20_001, 49_000], lookedAt: undefined });
    expect(await hops.of(400, 1)).toEqual({ results: [50_000], lookedAt: undefined });
    await opened.value.stored?.close();
  });
});
