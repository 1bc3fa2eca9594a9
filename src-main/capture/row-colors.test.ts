import { expect, it } from 'vitest';
import { CaptureRing } from './ring';
import { RowColors } from './row-colors';
import { NO_FLOWS } from './testing/filter-worlds';
import { writeItem } from './testing/write-items';
import { createView } from './view';

it('says of each row which rule fits first, and nothing where none does', () => {
  const ring = new CaptureRing({ now: () => 0, items: 10 });
  for (const text of ['error', 'warning', 'error and warning', 'fine'])
    writeItem(ring.writer(0, 0), 0, [Buffer.from(text)]);
  const rows = createView(ring, {}, NO_FLOWS).rows(0, 10);
  const colors = new RowColors(ring, NO_FLOWS, ['', 'size>', 'warning', 'error']);
  expect(colors.colored(rows).map(({ color }) => color)).toEqual([3, 2, 2, undefined]);
  expect(new RowColors(ring, NO_FLOWS, []).colored(rows)).toEqual(rows);
});
