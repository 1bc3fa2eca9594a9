import { ITEM_FIXED, ITEM_HEADER } from './capture-file';
import { hopSection } from './capture-file-hops';
import type { SectionSpan } from './capture-file-part';
import { pairSection } from './capture-file-pairs';
import { columnsOf, type ItemColumns } from './item-columns';
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
  const { lengths, runs } = recordsFrom(ring, first, end);
  const count = lengths.length;
  const total = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  // In a buffer of its own, where its columns are aligned.
  const bytes = Buffer.from(new ArrayBuffer(ITEM_HEADER + count * ITEM_FIXED + total));
  bytes.writeUInt32LE(count, 0);
  bytes.writeUInt32LE(total, 4);
  bytes.writeDoubleLE(first, 8);
  const into = columnsOf(bytes);
  copyColumns(ring, first, into);
  into.lengths.set(lengths);
  let at = 0;
  for (const { from, to } of runs) {
    into.records.set(ring.bytes.subarray(from, to), at);
    at += to - from;
  }
  let kinds = 0;
  for (const meta of into.metas) kinds |= 1 << kindOf(meta);
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

/** A run of records that lie behind one another in the ring. */
interface Run {
  readonly from: number;
  to: number;
}

/** The records of as many items as one section takes: the bytes of each, and where they lie, which is at two places at most. */
function recordsFrom(ring: CaptureRing, first: number, end: number): { lengths: number[]; runs: Run[] } {
  const { starts } = ring.columns;
  const cursor = new FrameCursor(ring.bytes);
  const lengths: number[] = [];
  const runs: Run[] = [];
  let run: Run | undefined;
  let total = 0;
  /** Where the ring goes around next, as `starts` count. */
  let turn = 0;
  for (let seq = first; seq < end && lengths.length < SECTION_ITEMS; seq++) {
    const start = starts[ring.placeOf(seq)]!;
    if (!run || start >= turn) {
      turn = (Math.floor(start / ring.bytes.length) + 1) * ring.bytes.length;
      const from = ring.offsetOf(seq);
      run = { from, to: from };
      runs.push(run);
    }
    const next = seq + 1 < ring.nextSeq ? starts[ring.placeOf(seq + 1)]! : turn;
    const length = next < turn ? next - start : lengthAt(cursor, run.to);
    if (lengths.length > 0 && total + length > SECTION_BYTES) break;
    lengths.push(length);
    run.to += length;
    total += length;
  }
  return { lengths, runs };
}

/** Bytes of the record that starts there, by its frames: behind it the ring may go around, or nothing was put in yet. */
function lengthAt(cursor: FrameCursor, from: number): number {
  cursor.start(from);
  while (cursor.next());
  return cursor.to - from;
}

/** What the ring has of each item beside its bytes. */
function copyColumns(ring: CaptureRing, first: number, into: ItemColumns): void {
  const { times, flows, connections, metas } = ring.columns;
  const { length: count } = into.metas;
  const begin = ring.placeOf(first);
  // Places go around once at the most.
  const whole = Math.min(count, times.length - begin);
  for (const [from, to, at] of [
    [begin, begin + whole, 0],
    [0, count - whole, whole],
  ] as const) {
    into.times.set(times.subarray(from, to), at);
    into.flows.set(flows.subarray(from, to), at);
    into.connections.set(connections.subarray(from, to), at);
    into.metas.set(metas.subarray(from, to), at);
  }
}
