import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsOf } from './item-columns';
import { itemSection } from './item-section';
import { CaptureRing } from './ring';
import { writeItem } from './testing/write-items';

test('a section has the records and columns of its items, wherever the ring has gone around', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 3, max: 40 }), (sizes, items) => {
      let clock = 0;
      const ring = new CaptureRing({ now: () => ++clock, bytes: 2048, items });
      sizes.forEach((size, index) => {
        writeItem(ring.writer(index % 3, index % 2, index % 5), 0, [Buffer.alloc(size, index)]);
      });
      const section = itemSection(ring, ring.firstSeq, ring.nextSeq);
      const { times, flows, connections, metas, lengths: written, records } = columnsOf(section.items);
      expect([section.first, section.count]).toEqual([ring.firstSeq, ring.nextSeq - ring.firstSeq]);
      let at = 0;
      for (let index = 0; index < section.count; index++) {
        const seq = section.first + index;
        expect([times[index], flows[index], connections[index], metas[index]]).toEqual([
          ring.timeOf(seq),
          ring.flowOf(seq),
          ring.connectionOf(seq),
          ring.metaOf(seq),
        ]);
        // One frame: its header is all that is not its body.
        const body = ring.item(seq)?.frames[0]?.bytes ?? new Uint8Array();
        const record = records.subarray(at, at + written[index]!);
        expect(Buffer.from(record.subarray(2))).toEqual(Buffer.from(body));
        at += written[index]!;
      }
      expect(records).toHaveLength(at);
    }),
  );
});
