import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { openCapture } from './capture-file-read';
import type { CaptureRing } from './ring';
import { Spill, type SpillOptions } from './spill';
import { KeptReader } from './stored/kept-reader';
import { steadyRing, writeMessage } from './testing/captured';
import { savedItems } from './testing/saved';

const at = temporaryFolder();
const MIB = 2 ** 20;

function spillOf(ring: CaptureRing, options: Partial<SpillOptions> = {}): Spill {
  return new Spill({ ring, folder: at(), most: 64 * MIB, part: MIB, free: 0, ...options });
}

/** Captures so many messages, some at a time, with time for the disk in between. */
async function captured(ring: CaptureRing, spill: Spill, count: number): Promise<void> {
  for (let written = 0; written < count; written += 1000) {
    for (let index = 0; index < 1000; index++) writeMessage(ring, [String(ring.nextSeq), 'x'.repeat(40)]);
    spill.beat();
    await spill.idle();
  }
}

/** Seqs of all that is kept, by what they say of themselves. */
async function kept(ring: CaptureRing, spill: Spill): Promise<number[]> {
  const path = at('all.zmqcap');
  await savedItems(path, ring, spill);
  const opened = await openCapture({ path, signal: new AbortController().signal, onProgress: () => undefined });
  if (!opened.ok || opened.value === 'canceled') throw new Error(JSON.stringify(opened));
  // Where items are missing, only what is before them is in memory.
  const reader = new KeptReader(opened.value);
  const seqs: number[] = [];
  for (let seq = reader.firstSeq; seq < reader.endSeq; seq++) {
    const item = (reader.inMemory(seq) ?? (await reader.ringOf(seq)))?.item(seq);
    if (item) seqs.push(Number(Buffer.from(item.frames[0]?.bytes ?? []).toString()));
  }
  await opened.value.stored?.close();
  return seqs;
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('a spill', () => {
  it('writes nothing as long as the memory is enough', async () => {
    const ring = steadyRing({ items: 10_000 });
    const spill = spillOf(ring);
    await captured(ring, spill, 7000);
    expect([spill.bytes, spill.count, await readdir(at())]).toEqual([0, 0, []]);
  });

  it('has every item that left the ring, in order, and a saved capture has all of both', async () => {
    const ring = steadyRing({ items: 20_000 });
    const spill = spillOf(ring);
    await captured(ring, spill, 100_000);
    expect([ring.firstSeq, spill.firstSeq, spill.passedOver, spill.gaveWay]).toEqual([80_001, 1, 0, 0]);
    expect(spill.count).toBe(80_000);
    expect(await kept(ring, spill)).toEqual(numbers(1, 100_001));
    await spill.close();
  });

  it('keeps to its bound: the oldest parts go, and are counted', async () => {
    const ring = steadyRing({ items: 20_000 });
    const spill = spillOf(ring, { most: 3 * MIB });
    await captured(ring, spill, 150_000);
    expect(spill.bytes).toBeLessThan(4 * MIB);
    expect(await readdir(at())).toHaveLength(2);
    expect(spill.gaveWay).toBe(spill.firstSeq - 1);
    expect(spill.gaveWay).toBeGreaterThan(50_000);
    expect(await kept(ring, spill)).toEqual(numbers(spill.firstSeq, 150_001));
    await spill.close();
  });

  it('counts what came too fast for it, and goes on behind the gap', async () => {
    const ring = steadyRing({ items: 20_000 });
    const spill = spillOf(ring);
    await captured(ring, spill, 40_000);
    const end = spill.endSeq;
    for (let index = 0; index < 60_000; index++) writeMessage(ring, [String(ring.nextSeq)]);
    await captured(ring, spill, 40_000);
    expect(spill.passedOver).toBe(81_001 - end);
    expect(await kept(ring, spill)).toEqual([...numbers(1, end), ...numbers(81_001, 140_001)]);
    await spill.close();
  });

  it('leaves a disk alone that is nearly full, and says so', async () => {
    const ring = steadyRing({ items: 20_000 });
    const spill = spillOf(ring, { free: Number.MAX_SAFE_INTEGER });
    await captured(ring, spill, 50_000);
    expect(spill.problem).toContain('are free');
    expect([spill.bytes, spill.count]).toEqual([0, 0]);
    expect(await kept(ring, spill)).toEqual(numbers(30_001, 50_001));
    await spill.close();
  });

  it('forgets what a capture held that was emptied', async () => {
    const ring = steadyRing({ items: 20_000 });
    const spill = spillOf(ring);
    await captured(ring, spill, 50_000);
    ring.reset();
    await captured(ring, spill, 1000);
    expect([spill.count, spill.bytes, spill.passedOver]).toEqual([0, 0, 0]);
    await captured(ring, spill, 49_000);
    expect(await kept(ring, spill)).toEqual(numbers(1, 50_001));
    await spill.close();
  });
});
