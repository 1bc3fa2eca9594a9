import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import { CaptureRing } from './ring';
import { NO_FLOWS } from './testing/filter-worlds';
import { writeItem, writeRun } from './testing/write-items';
import { createView } from './view';
import type { CaptureView } from './view';

const bytes = (text: string): Buffer => Buffer.from(text);

function ringOf(items = 1000): CaptureRing {
  return new CaptureRing({ now: () => 0, items, bytes: 1024 * 1024 });
}

function all(view: CaptureView): CaptureRow[] {
  while (!view.advance(1000));
  return view.rows(view.firstIndex, view.count);
}

const seqs = (rows: readonly CaptureRow[]): number[] => rows.map(({ seq }) => seq);

function filled(): CaptureRing {
  const ring = ringOf();
  writeItem(ring.writer(0, 0), 2, [bytes('\x05READY')]);
  writeItem(ring.writer(0, 0), 0, [bytes('weather'), bytes('Sunny in Oslo')]);
  writeItem(ring.writer(1, 1), 0, [bytes('news'), bytes('nothing')]);
  writeItem(ring.writer(1, 0), 1, [bytes('\x09SUBSCRIBEweather')]);
  writeItem(ring.writer(2, 0), 0, [bytes('WEATHER'), bytes('rain')]);
  writeRun(ring.writer(2, 0), [[bytes('sealed weather')]], true);
  return ring;
}

describe('filters', () => {
  it.each<[string, CaptureFilter, number[]]>([
    ['nothing asked', {}, [1, 2, 3, 4, 5, 6]],
    ['nothing written', { query: ' ' }, [1, 2, 3, 4, 5, 6]],
    ['flows', { flows: [0, 2] }, [1, 2, 5, 6]],
    ['no flow at all', { flows: [] }, []],
    ['kinds', { kinds: ['command', 'handshake'] }, [1, 4]],
    ['direction', { direction: 'backward' }, [3]],
    ['text in either case, not in sealed boxes', { query: 'Weather' }, [2, 4, 5]],
    ['text never across two frames', { query: 'weathersunny' }, []],
    ['text longer than any frame', { query: 'x'.repeat(500) }, []],
    ['all together', { query: 'weather', kinds: ['message'], flows: [2], direction: 'forward' }, [5]],
  ])('%s', (_name, filter, expected) => {
    expect(seqs(all(createView(filled(), filter, NO_FLOWS)))).toEqual(expected);
  });

  it('finds letters beyond ASCII as they are written', () => {
    const ring = ringOf();
    writeItem(ring.writer(0, 0), 0, [bytes('Grüße aus 北京')]);
    expect(all(createView(ring, { query: '北京' }, NO_FLOWS))).toHaveLength(1);
    expect(all(createView(ring, { query: 'GRü' }, NO_FLOWS))).toHaveLength(1);
    expect(all(createView(ring, { query: '东京' }, NO_FLOWS))).toHaveLength(0);
  });
});

describe('while the ring moves', () => {
  it.each<[string, CaptureFilter]>([
    ['unfiltered', {}],
    ['filtered', { query: 'n' }],
  ])('%s: rows keep their index, vanish at the front and come at the end', (_name, filter) => {
    const ring = ringOf(10);
    const view = createView(ring, filter, NO_FLOWS);
    const add = (count: number): void => {
      for (let i = 0; i < count; i++) writeItem(ring.writer(0, 0), 0, [bytes(`n${ring.nextSeq}`)]);
      view.advance(1000);
    };
    add(8);
    expect([view.firstIndex, view.count]).toEqual([0, 8]);
    add(5);
    expect([view.firstIndex, view.count]).toEqual([3, 10]);
    expect(view.rows(5, 2).map(({ preview }) => preview)).toEqual(['n6', 'n7']);
    expect(seqs(view.rows(0, 5))).toEqual([4, 5]);
    expect(seqs(view.rows(11, 50))).toEqual([12, 13]);
    expect(view.rows(13, 5)).toEqual([]);
    ring.reset();
    expect([view.firstIndex, view.count]).toEqual([0, 0]);
    add(2);
    expect(seqs(view.rows(0, 5))).toEqual([1, 2]);
  });

  it('is not confused when more was dropped than it has ever looked at', () => {
    const ring = ringOf(10);
    const view = createView(ring, { flows: [0] }, NO_FLOWS);
    for (let i = 0; i < 1000; i++) writeItem(ring.writer(i % 2, 0), 0, [bytes('x')]);
    expect(seqs(all(view))).toEqual([991, 993, 995, 997, 999]);
    expect(view.firstIndex).toBe(0);
  });

  it('lets a request wait for its reply before it says that there is none', () => {
    let t = 10;
    const ring = new CaptureRing({ now: () => t, items: 10 });
    const world = { ...NO_FLOWS, now: () => t * 1000 };
    const [unanswered, slow] = ['answered:no', 'latency>1ms'].map((query) => createView(ring, { query }, world));
    if (!unanswered || !slow) throw new Error('no views');
    for (const flow of [0, 0]) writeItem(ring.writer(flow, 0), 0, [bytes('request')]);
    ring.pairs.wait(1);
    ring.pairs.wait(2);
    expect([all(unanswered), all(slow)]).toEqual([[], []]);
    writeItem(ring.writer(0, 1), 0, [bytes('reply')]);
    ring.pairs.pair(1, 3, 0.5, false);
    expect([seqs(all(unanswered)), seqs(all(slow))]).toEqual([[], [1]]);
    t = 12;
    expect([seqs(all(unanswered)), seqs(all(slow))]).toEqual([[2], [1, 3]]);
  });

  it('stops when its time is up, and goes on where it was', () => {
    const ring = new CaptureRing({ now: () => 0, items: 20_000 });
    for (let i = 0; i < 20; i++)
      writeRun(
        ring.writer(0, 0),
        Array.from({ length: 1000 }, () => [bytes('some text here')]),
      );
    const view = createView(ring, { query: 'here' }, NO_FLOWS);
    let turns = 1;
    while (!view.advance(0)) turns++;
    expect(turns).toBeGreaterThan(10);
    expect(view.count).toBe(20_000);
  });

  it('shows the same as judging every row by itself', () => {
    const filter: fc.Arbitrary<CaptureFilter> = fc.record(
      {
        flows: fc.array(fc.nat(3), { maxLength: 2 }),
        direction: fc.constantFrom('forward', 'backward'),
        query: fc.constantFrom('a', 'AB', 'bca'),
      },
      { requiredKeys: [] },
    );
    const words = fc.array(
      fc.tuple(fc.nat(3), fc.nat(1), fc.string({ unit: fc.constantFrom('a', 'b', 'C'), maxLength: 8 })),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(filter, words, fc.integer({ min: 1, max: 30 }), (wanted, sent, items) => {
        const ring = ringOf(items);
        const view = createView(ring, wanted, NO_FLOWS);
        sent.forEach(([flow, direction, text], i) => {
          writeItem(ring.writer(flow, direction), 0, [bytes(text)]);
          if (i % 7 === 0) view.advance(1000);
        });
        const expected = sent
          .map(([flow, direction, text], i) => ({
            seq: i + 1,
            flow,
            direction: direction === 0 ? 'forward' : 'backward',
            text,
          }))
          .filter(({ seq }) => seq >= ring.firstSeq)
          .filter(({ flow }) => wanted.flows?.includes(flow) ?? true)
          .filter(({ direction }) => wanted.direction === undefined || wanted.direction === direction)
          .filter(({ text }) => text.toLowerCase().includes((wanted.query ?? '').toLowerCase()));
        expect(seqs(all(view))).toEqual(expected.map(({ seq }) => seq));
      }),
      { numRuns: 300 },
    );
  });
});
