import { ITEM_KINDS } from '../../shared/traffic/flow';
import { ITEM_FIXED, ITEM_HEADER } from './capture-file';
import type { SectionSpan } from './capture-file-part';
import { columnPlaces } from './item-columns';
import { META_KIND_SHIFT, META_SEALED, META_TRUNCATED, META_BACKWARD } from './item-writer';
import { CUT, LONG, MORE, REST } from './record';
import { CaptureRing } from './ring';

const KNOWN_FLAGS = MORE | LONG | CUT | REST;
const KNOWN_META = META_BACKWARD | (3 << META_KIND_SHIFT) | META_SEALED | META_TRUNCATED;

interface Section {
  readonly content: Buffer;
  readonly count: number;
}

/** Puts the items of a capture file into a ring that holds exactly them. Everything is checked: the file may be anybody's. */
export class ItemLoader {
  /** Items taken so far. */
  count = 0;
  private readonly sections: Section[] = [];
  private nextSeq: number | undefined;
  private firstSeq = 1;
  private records = 0;

  constructor(private readonly flows: number) {}

  /** Takes a section. False where it cannot be one. */
  load(content: Buffer): boolean {
    if (!isItemSection(content, this.flows)) return false;
    const count = content.readUInt32LE(0);
    const total = content.readUInt32LE(4);
    const first = content.readDoubleLE(8);
    // Seqs rise; a gap is what left the capture while it was saved.
    if (first < (this.nextSeq ?? 1)) return false;
    this.nextSeq ??= this.firstSeq = first;
    this.nextSeq = first + count;
    this.sections.push({ content, count });
    this.count += count;
    this.records += total;
    return true;
  }

  /** The ring of everything that was loaded. */
  finish(): CaptureRing {
    let now = 0;
    const ring = new CaptureRing({
      bytes: this.records,
      items: Math.max(1, this.count),
      firstSeq: this.firstSeq,
      now: () => now,
    });
    for (const { content, count } of this.sections.splice(0)) {
      const at = columnPlaces(count);
      let from = at.records;
      for (let index = 0; index < count; index++) {
        now = content.readDoubleLE(ITEM_HEADER + index * 8);
        const flow = content.readUInt32LE(at.flows + index * 4);
        const connection = content.readUInt32LE(at.connections + index * 4);
        const to = from + content.readUInt32LE(at.lengths + index * 4);
        ring.keep({ flow, connection }, content[at.metas + index]!, content, from, to);
        from = to;
      }
    }
    return ring;
  }
}

/** True where bytes are an `ITEM` whose items add up. @param flows so many are numbered in the file */
export function isItemSection(content: Buffer, flows: number): boolean {
  if (content.length < ITEM_HEADER) return false;
  const count = content.readUInt32LE(0);
  const total = content.readUInt32LE(4);
  const first = content.readDoubleLE(8);
  if (count === 0 || content.length !== ITEM_HEADER + count * ITEM_FIXED + total) return false;
  if (!Number.isSafeInteger(first) || first < 1) return false;
  const at = columnPlaces(count);
  let from = at.records;
  for (let index = 0; index < count; index++) {
    const time = content.readDoubleLE(ITEM_HEADER + index * 8);
    const meta = content[at.metas + index]!;
    const to = from + content.readUInt32LE(at.lengths + index * 4);
    if (!(time >= 0 && time < 1e12) || content.readUInt32LE(at.flows + index * 4) >= flows) return false;
    if ((meta & ~KNOWN_META) !== 0 || ((meta >> META_KIND_SHIFT) & 3) >= ITEM_KINDS.length) return false;
    if (!isRecord(content, from, to)) return false;
    from = to;
  }
  return from === content.length;
}

/** What an `ITEM` is of; undefined where it cannot be one. */
export function spanOf(content: Buffer): SectionSpan | undefined {
  if (content.length < ITEM_HEADER) return undefined;
  const count = content.readUInt32LE(0);
  if (count === 0 || content.length < ITEM_HEADER + count * ITEM_FIXED) return undefined;
  const first = content.readDoubleLE(8);
  const from = content.readDoubleLE(ITEM_HEADER);
  const to = content.readDoubleLE(ITEM_HEADER + (count - 1) * 8);
  return { first, count, from, to };
}

/** True where `bytes[from, to)` is exactly one record (record.ts). */
function isRecord(bytes: Buffer, from: number, to: number): boolean {
  if (to > bytes.length) return false;
  let at = from;
  for (;;) {
    if (at + 2 > to) return false;
    const flags = bytes[at]!;
    if ((flags & ~KNOWN_FLAGS) !== 0) return false;
    const wide = flags & (LONG | CUT | REST);
    if (wide !== 0 && at + (wide === LONG ? 9 : 13) > to) return false;
    const size = wide === 0 ? bytes[at + 1]! : Number(bytes.readBigUInt64BE(at + 1));
    if (wide === 0) at += 2 + size;
    else if (wide === LONG) at += 9 + size;
    else if (wide === CUT) at += 13 + bytes.readUInt32BE(at + 9);
    else if (wide === REST) at += 13;
    else return false;
    if (at > to) return false;
    if ((flags & MORE) === 0) return at === to;
  }
}
