import { ITEM_FIXED, ITEM_HEADER } from './capture-file';
import { hopSection } from './capture-file-hops';
import type { SectionSpan } from './capture-file-part';
import { pairSection } from './capture-file-pairs';
import { FrameCursor } from './record';
import type { CaptureRing } from './ring';
import { kindOf } from './row-reader';

/** Items, and bytes of their records, in one section; a longer record is in one of its own. */
const SECTION_ITEMS = 8192;
const SECTION_BYTES = 1024 * 1024;

/** Items whose seqs follow one another, as a capture file has them. */
export interface ItemSection extends SectionSpan {
  /** An `ITEM` (capture-file.ts). */
  readonly items: Buffer;
  /** A `hops`, where some of them came through a device. */
  readonly hops: Buffer | undefined;
  /** A `pair`, where some of them are requests or replies. */
  readonly pairs: Buffer | undefined;
}

/**
 * As many items from `first` on as one section takes, up to `end`. Where a section ends follows from where it begins, as
 * long as `end` is not in the way: whoever goes on from the same item later makes the same sections.
 */
export function itemSection(ring: CaptureRing, first: number, end: number): ItemSection {
  const cursor = new FrameCursor(ring.bytes);
  const lengths: number[] = [];
  let total = 0;
  for (let seq = first; seq < end && lengths.length < SECTION_ITEMS; seq++) {
    const from = ring.offsetOf(seq);
    cursor.start(from);
    while (cursor.next());
    const length = cursor.to - from;
    if (lengths.length > 0 && total + length > SECTION_BYTES) break;
    lengths.push(length);
    total += length;
  }
  const count = lengths.length;
  const bytes = Buffer.alloc(ITEM_HEADER + count * ITEM_FIXED + total);
  bytes.writeUInt32LE(count, 0);
  bytes.writeUInt32LE(total, 4);
  bytes.writeDoubleLE(first, 8);
  const flows = ITEM_HEADER + count * 8;
  const connections = flows + count * 4;
  const sizes = connections + count * 4;
  const metas = sizes + count * 4;
  let at = metas + count;
  let kinds = 0;
  lengths.forEach((length, index) => {
    const seq = first + index;
    bytes.writeDoubleLE(ring.timeOf(seq), ITEM_HEADER + index * 8);
    bytes.writeUInt32LE(ring.flowOf(seq), flows + index * 4);
    bytes.writeUInt32LE(ring.connectionOf(seq), connections + index * 4);
    bytes.writeUInt32LE(length, sizes + index * 4);
    bytes[metas + index] = ring.metaOf(seq);
    kinds |= 1 << kindOf(ring.metaOf(seq));
    const from = ring.offsetOf(seq);
    bytes.set(ring.bytes.subarray(from, from + length), at);
    at += length;
  });
  return {
    first,
    count,
    from: ring.timeOf(first),
    to: ring.timeOf(first + count - 1),
    kinds,
    items: bytes,
    hops: hopSection(ring, first, count),
    pairs: pairSection(ring, first, count),
  };
}
