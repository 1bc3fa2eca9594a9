import type { KnownPair } from './late-pairs';
import { becomes } from './pair-store';
import type { CaptureRing } from './ring';

/** An item of an exchange: its seq, the other one's, the latency, and what it is. */
const FIXED = 8 + 8 + 4 + 1;

/** Which items from `first` on are requests and replies, in the layout of a `pair`; none is `undefined`. */
export function pairSection({ pairs }: CaptureRing, first: number, count: number): Buffer | undefined {
  const seqs: number[] = [];
  for (let seq = first; seq < first + count; seq++) if (pairs.markOf(seq) !== 0) seqs.push(seq);
  if (seqs.length === 0) return undefined;
  const bytes = Buffer.alloc(pairSectionSize(seqs.length));
  bytes.writeUInt32LE(seqs.length, 0);
  const { others, latencies, marks } = places(seqs.length);
  seqs.forEach((seq, index) => {
    bytes.writeDoubleLE(seq, 4 + index * 8);
    bytes.writeDoubleLE(pairs.otherOf(seq), others + index * 8);
    bytes.writeFloatLE(pairs.latencyOf(seq), latencies + index * 4);
    bytes[marks + index] = pairs.markOf(seq);
  });
  return bytes;
}

/** Bytes of a `pair` of so many items. */
export function pairSectionSize(count: number): number {
  return 4 + count * FIXED;
}

/**
 * A `pair` with what became known of items of its section since: a copy, or itself where that says nothing new.
 * @param content undefined where none of its items was in an exchange
 * @param late in the order of their items
 */
export function latePairSection(content: Buffer | undefined, late: readonly KnownPair[]): Buffer | undefined {
  // What a full disk left half written says nothing.
  const known = content?.length === pairSectionSize(content?.readUInt32LE(0) ?? 0) ? content : undefined;
  const count = known?.readUInt32LE(0) ?? 0;
  const told = late.filter(({ seq, mark }) => {
    const at = known ? indexOf(known, count, seq) : -1;
    return becomes(known && at >= 0 ? known[places(count).marks + at]! : 0, mark);
  });
  if (told.length === 0) return known;
  const added = told.filter(({ seq }) => !known || indexOf(known, count, seq) < 0);
  const bytes = known && added.length === 0 ? Buffer.from(known) : withRoomFor(known, count, added);
  const all = count + added.length;
  const { others, latencies, marks } = places(all);
  for (const { seq, other, latency, mark } of told) {
    const at = indexOf(bytes, all, seq);
    bytes.writeDoubleLE(other, others + at * 8);
    bytes.writeFloatLE(latency, latencies + at * 4);
    bytes[marks + at] = mark;
  }
  return bytes;
}

/** A larger copy, in which items are added by their seqs alone. */
function withRoomFor(known: Buffer | undefined, count: number, added: readonly KnownPair[]): Buffer {
  const all = count + added.length;
  const bytes = Buffer.alloc(pairSectionSize(all));
  bytes.writeUInt32LE(all, 0);
  const [from, to] = [places(count), places(all)];
  let next = 0;
  for (let index = 0, into = 0; into < all; into++) {
    const seq = known && index < count ? known.readDoubleLE(4 + index * 8) : Infinity;
    const fresh = added[next]?.seq ?? Infinity;
    bytes.writeDoubleLE(Math.min(seq, fresh), 4 + into * 8);
    if (fresh < seq) {
      next++;
      continue;
    }
    known?.copy(bytes, to.others + into * 8, from.others + index * 8, from.others + index * 8 + 8);
    known?.copy(bytes, to.latencies + into * 4, from.latencies + index * 4, from.latencies + index * 4 + 4);
    bytes[to.marks + into] = known?.[from.marks + index] ?? 0;
    index++;
  }
  return bytes;
}

/** The place of an item; -1 where it has none. */
function indexOf(content: Buffer, count: number, seq: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (content.readDoubleLE(4 + middle * 8) < seq) low = middle + 1;
    else high = middle;
  }
  return low < count && content.readDoubleLE(4 + low * 8) === seq ? low : -1;
}

/** Takes a `pair` into the ring whose items it is of. False where it cannot be one. */
export function loadPairs(ring: CaptureRing, content: Buffer): boolean {
  if (content.length < 4) return false;
  const count = content.readUInt32LE(0);
  if (content.length !== 4 + count * FIXED) return false;
  const { others, latencies, marks } = places(count);
  for (let index = 0; index < count; index++) {
    const seq = content.readDoubleLE(4 + index * 8);
    const other = content.readDoubleLE(others + index * 8);
    const latency = content.readFloatLE(latencies + index * 4);
    if (!ring.has(seq) || !Number.isSafeInteger(other) || other < 0) return false;
    if (!ring.pairs.restore(seq, other, latency, content[marks + index]!)) return false;
  }
  return true;
}

function places(count: number) {
  const others = 4 + count * 8;
  const latencies = others + count * 8;
  return { others, latencies, marks: latencies + count * 4 };
}
