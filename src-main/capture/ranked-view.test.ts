import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_RANKED } from '../../shared/traffic/capture';
import { CaptureRing } from './ring';
import { NO_FLOWS } from './testing/filter-worlds';
import { writeItem } from './testing/write-items';
import { createView, type CaptureView } from './view';

function all(view: CaptureView) {
  while (!view.advance(0));
  return view.rows(view.firstIndex, view.count);
}

it('shows the largest first, of what the filter lets through, as many as are kept', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 60 }), fc.nat(40), (sizes, least) => {
      const ring = new CaptureRing({ now: () => 0, items: 5000, bytes: 64 * 1024 });
      const many = [...sizes, ...Array.from({ length: MOST_RANKED * 3 }, (_, at) => at % 7)];
      for (const size of many) writeItem(ring.writer(0, 0), 0, [Buffer.alloc(size)]);
      const rows = all(createView(ring, { query: `size>=${least}`, rank: 'size' }, NO_FLOWS));
      const expected = many.filter((size) => size >= least).sort((one, other) => other - one);
      expect(rows.map(({ size }) => size)).toEqual(expected.slice(0, MOST_RANKED));
    }),
    { numRuns: 20 },
  );
});

it('shows the slowest first, nothing that has no latency, and keeps what it has found', () => {
  const ring = new CaptureRing({ now: () => 0, items: 4 });
  for (let at = 0; at < 4; at++) writeItem(ring.writer(0, 0), 0, [Buffer.from(String(at))]);
  ring.pairs.pair(1, 2, 0.25, false);
  ring.pairs.pair(0, 4, 0.5, false);
  const view = createView(ring, { rank: 'latency' }, NO_FLOWS);
  expect(all(view).map(({ seq }) => seq)).toEqual([4, 1, 2]);
  for (let at = 0; at < 4; at++) writeItem(ring.writer(0, 0), 0, [Buffer.from('later')]);
  expect(all(view).map(({ preview }) => preview)).toEqual(['3', '0', '1']);
  ring.reset();
  expect(all(view)).toEqual([]);
});
