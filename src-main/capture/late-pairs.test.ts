import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { latePairSection, loadPairs, pairSection } from './capture-file-pairs';
import { LatePairs, type KnownPair } from './late-pairs';
import { ABANDONED, ANSWERED, becomes, NO_EXCHANGE, REPLY, WAITING } from './pair-store';
import type { CaptureRing } from './ring';
import { Spill } from './spill';
import { KeptReader } from './stored/kept-reader';
import { steadyRing, writeMessage } from './testing/captured';
import { NO_FLOWS } from './testing/filter-worlds';
import { viewOf } from './view';

const at = temporaryFolder();

function known(seq: number, mark = ANSWERED, other = seq + 1): KnownPair {
  return { seq, other, latency: mark === WAITING || mark === ABANDONED ? NaN : 0.5, mark };
}

describe('what becomes known of items on the disk', () => {
  it('is kept until it was written, but not when more became known meanwhile', () => {
    const late = new LatePairs();
    for (const seq of [9000, 3, 8191, 8192]) late.note(known(seq));
    const written = late.of(1, 8193);
    expect(written.map(({ seq }) => seq)).toEqual([3, 8191, 8192]);
    late.note(known(3, ABANDONED));
    late.forget(written);
    expect([late.size, late.of(1, 1e6).map(({ seq }) => seq)]).toEqual([2, [3, 9000]]);
  });

  it('is bounded, and what is not taken is counted', () => {
    const late = new LatePairs(2);
    for (const seq of [1, 2, 3, 2]) late.note(known(seq));
    expect([late.size, late.lost, late.isFull]).toEqual([2, 1, true]);
  });

  it('comes to the same in a section as if it had been known before', () => {
    const state = fc.constantFrom(WAITING, ANSWERED, ABANDONED, REPLY);
    const pairs = fc.array(fc.record({ seq: fc.integer({ min: 1, max: 40 }), mark: state }), { maxLength: 30 });
    fc.assert(
      fc.property(pairs, pairs, (before, after) => {
        const ring = ringOf(40);
        const marks = new Map<number, number>();
        for (const { seq, mark } of before) {
          ring.pairs.restore(seq, 0, 0, mark);
          marks.set(seq, mark);
        }
        const late = new Map(after.map(({ seq, mark }) => [seq, known(seq, mark)]));
        for (const [seq, { mark }] of late) if (becomes(marks.get(seq) ?? NO_EXCHANGE, mark)) marks.set(seq, mark);
        const sorted = [...late.values()].sort((one, other) => one.seq - other.seq);
        const section = latePairSection(pairSection(ring, 1, 40), sorted);
        const loaded = ringOf(40);
        expect(section === undefined || loadPairs(loaded, section)).toBe(true);
        for (let seq = 1; seq <= 40; seq++) expect(loaded.pairs.stateOf(seq)).toBe(marks.get(seq) ?? NO_EXCHANGE);
      }),
    );
  });
});

function ringOf(count: number): CaptureRing {
  const ring = steadyRing({ items: 100, bytes: 4096 });
  for (let index = 0; index < count; index++) writeMessage(ring, ['x']);
  return ring;
}

describe('a reply that comes after its request was written to the disk', () => {
  async function written(spill: Spill): Promise<void> {
    spill.beat();
    await spill.idle();
  }

  /** A capture of which requests 10 to 15 are on the disk, and a filter of those without a reply. */
  async function capture() {
    const ring = steadyRing({ items: 20_000 });
    const stored = new Spill({ ring, folder: at(), most: 2 ** 26, part: 2 ** 20, free: 0 });
    const more = async (count: number) => {
      for (let index = 0; index < count; index++) {
        writeMessage(ring, [String(ring.nextSeq), 'x'.repeat(40)]);
        if (index % 1000 === 0) await written(stored);
      }
    };
    await more(100);
    for (let seq = 10; seq < 14; seq++) ring.pairs.wait(seq);
    await more(50_000);
    const unanswered = async () => {
      const view = viewOf({ ring: () => ring, world: NO_FLOWS, stored }, { query: 'answered:no' });
      while (!view.advance(5)) await new Promise((resolve) => setImmediate(resolve));
      return view.seqs(view.firstIndex, 9);
    };
    return { ring, stored, more, unanswered, kept: new KeptReader({ ring, stored }) };
  }

  it('is known of there at once, and stays so when it is written', async () => {
    const { ring, stored, more, unanswered, kept } = await capture();
    expect(await unanswered()).toEqual([10, 11, 12, 13]);
    const exchange = async (seq: number) => {
      const row = (await kept.ringOf(seq))?.row(seq);
      return [row?.exchange, row?.latency];
    };
    expect(await exchange(10)).toEqual(['waiting', undefined]);
    const { bytes } = stored;
    ring.pairs.pair(10, 50_050, 0.25, false);
    ring.pairs.abandon(11);
    // It may have been no request at all: nothing of it is on the disk.
    ring.pairs.abandon(14);
    expect(await exchange(10)).toEqual(['answered', 0.25]);
    expect(await unanswered()).toEqual([11, 12, 13]);
    await written(stored);
    expect(await exchange(10)).toEqual(['answered', 0.25]);
    expect(await exchange(11)).toEqual(['abandoned', undefined]);
    expect(await exchange(14)).toEqual([undefined, undefined]);
    expect((await kept.ringOf(10))?.pairs.otherOf(10)).toBe(50_050);
    // It was written over what was there.
    expect(stored.bytes).toBe(bytes);
    await more(1000);
    ring.pairs.pair(12, ring.nextSeq - 1, 0.5, false);
    await written(stored);
    expect(await unanswered()).toEqual([11, 13]);
    await stored.close();
  });

  it('finds room where none was kept for it, and only once', async () => {
    const { ring, stored, kept } = await capture();
    const { bytes } = stored;
    // Without an envelope it is known for a request only by its reply.
    ring.pairs.pair(20, 50_050, 0.25, true);
    await written(stored);
    const grown = stored.bytes;
    expect(grown).toBeGreaterThan(bytes);
    ring.pairs.pair(21, 50_051, 0.75, true);
    await written(stored);
    expect(stored.bytes).toBe(grown);
    const pairs = (await kept.ringOf(20))?.pairs;
    expect([pairs?.latencyOf(20), pairs?.latencyOf(21), pairs?.stateOf(10)]).toEqual([0.25, 0.75, WAITING]);
    await stored.close();
  });

  it('comes for every request while sections are written and read all the time, and none is missed', async () => {
    const ring = steadyRing({ items: 8000 });
    const stored = new Spill({ ring, folder: at(), most: 2 ** 26, part: 2 ** 20, free: 0 });
    const kept = new KeptReader({ ring, stored });
    const readings: Promise<unknown>[] = [];
    const behind = 12_001;
    const count = 60_000;
    for (let seq = 1; seq <= count; seq++) {
      writeMessage(ring, [String(seq), 'x'.repeat(40)]);
      // Every other request has no envelope, so that nothing is known of it before.
      if (seq % 4 === 1) ring.pairs.wait(seq);
      if (seq % 2 === 0 && seq > behind) ring.pairs.pair(seq - behind, seq, 0.5, false);
      if (seq % 500 > 0) continue;
      stored.beat();
      // More comes while it is written and read.
      readings.push(kept.ringOf(Math.max(1, seq - behind - 100)));
      if (seq % 1000 === 0) await Promise.all([...readings.splice(0), stored.idle()]);
    }
    await written(stored);
    const missed: number[] = [];
    for (let seq = 1; seq <= count - behind; seq += 2) {
      const pairs = (kept.inMemory(seq) ?? (await kept.ringOf(seq)))?.pairs;
      if (pairs?.stateOf(seq) !== ANSWERED || pairs.otherOf(seq) !== seq + behind) missed.push(seq);
    }
    expect([missed, stored.passedOver]).toEqual([[], 0]);
    await stored.close();
  });

  it('is counted where so many come at once that not all can wait to be written', async () => {
    const { ring, stored, more, kept } = await capture();
    await more(50_000);
    expect(stored.lateLost).toBe(0);
    for (let seq = 1; seq <= 66_000; seq++) ring.pairs.pair(seq, ring.nextSeq - 1, 0.25, true);
    await written(stored);
    expect(stored.lateLost).toBe(66_000 - 65_536);
    const state = async (seq: number) => (await kept.ringOf(seq))?.pairs.stateOf(seq);
    expect([await state(65_536), await state(65_537)]).toEqual([ANSWERED, NO_EXCHANGE]);
    ring.reset();
    await written(stored);
    expect(stored.lateLost).toBe(0);
    await stored.close();
  });

  it('is of no use where the capture was emptied, or its request is kept no more', async () => {
    const { ring, stored, unanswered } = await capture();
    ring.pairs.pair(10, 50_050, 0.25, false);
    ring.reset();
    ring.pairs.pair(10, 12, 0.25, false);
    await written(stored);
    expect(await unanswered()).toEqual([]);
    await stored.close();
  });
});
