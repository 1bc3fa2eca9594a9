import type { SectionSpan } from '../capture-file-part';
import { loadHops } from '../capture-file-hops';
import { loadPairs } from '../capture-file-pairs';
import { columnsOf } from '../item-columns';
import type { ItemSection } from '../item-section';
import { CaptureRing } from '../ring';

/** Items of a capture on the disk, in sections whose seqs rise: a spill, or a capture file. */
export interface StoredItems {
  /** Seq of the oldest item; `endSeq` where there is none. */
  readonly firstSeq: number;
  /** Seq behind the newest item. */
  readonly endSeq: number;
  /** Below this seq nothing is written any more: what is in no section is not there. */
  readonly settledSeq: number;
  /** How many items are nowhere else. */
  readonly count: number;
  /** Why some that were to be written are not. */
  readonly problem?: string | undefined;
  /** Items of which it is not noted what became known of them after they were written. */
  readonly lateLost?: number;
  /** The section with this item, or the next one behind it. */
  at(seq: number): SectionSpan | undefined;
  /** The newest section that begins before this item. */
  before(seq: number): SectionSpan | undefined;
  /** Undefined where it is not there any more, or cannot be read. */
  read(span: SectionSpan): Promise<ItemSection | undefined>;
  /** Only the `hops` of a section; undefined also where it has none. */
  hops(span: SectionSpan): Promise<Buffer | undefined>;
}

/** Bytes of records that a ring for one section after the other has room for; a larger section gets one of its own. */
const ROOM = { items: 8192, bytes: 1024 * 1024 } as const;

/**
 * The items of a section as a ring, so that all that looks at a ring looks at them in the same way.
 * @param into a ring that is not needed any more; it is taken where there is room in it
 */
export function sectionRing({ first, count, items, hops, pairs }: ItemSection, into?: CaptureRing): CaptureRing {
  const columns = columnsOf(items);
  const { length } = columns.records;
  const fits = into && into.bytes.length >= length && into.places >= count;
  const room = { items: Math.max(1, count), bytes: length };
  const ring = fits ? into : new CaptureRing({ ...room, now: () => 0 });
  ring.hold(first, columns);
  if (hops) loadHops(ring, hops);
  if (pairs) loadPairs(ring, pairs);
  return ring;
}

/** A ring that most sections fit into. */
export function roomyRing(): CaptureRing {
  return new CaptureRing({ ...ROOM, now: () => 0 });
}

/** Of spans in their order the one with this item, or the next one. */
export function spanAt<Span extends SectionSpan>(spans: readonly Span[], seq: number): Span | undefined {
  return spans[firstBehind(spans, seq)];
}

/** Of spans in their order the last one that begins before this item. */
export function spanBefore<Span extends SectionSpan>(spans: readonly Span[], seq: number): Span | undefined {
  const index = firstBehind(spans, seq);
  const span = spans[index];
  return span && span.first < seq ? span : spans[index - 1];
}

/** Index of the first span that ends behind this item. */
function firstBehind(spans: readonly SectionSpan[], seq: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle]!;
    if (span.first + span.count <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
