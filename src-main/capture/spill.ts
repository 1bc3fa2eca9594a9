import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { itemSection, type ItemSection } from './item-section';
import type { SectionSpan } from './capture-file-part';
import { LatePairs, type KnownPair } from './late-pairs';
import type { CaptureRing } from './ring';
import { SpillPart, type SpilledSection } from './spill-part';
import { spanAt, spanBefore, type StoredItems } from './stored/stored-items';

export interface SpillOptions {
  readonly ring: CaptureRing;
  /** A folder of its own, which is there; whoever made it removes it. */
  readonly folder: string;
  /** Bytes on the disk at the most. */
  readonly most: number;
  /** Bytes of one part, which is removed as a whole; default 32 MiB. */
  readonly part?: number;
  /** Bytes that are left free on the disk whatever the bound is; default 512 MiB. */
  readonly free?: number;
}

/** Nothing is written while the ring is emptier than this: most runs never touch the disk. */
const FULL_ENOUGH = 0.75;
const PART = 32 * 1024 * 1024;
const LEFT_FREE = 512 * 1024 * 1024;

/**
 * What leaves a ring, kept on the disk: the older half of a ring that is nearly full is written behind one another, a section
 * at a time, beside the path of the bytes. Bounded: parts are removed, the oldest first. Where more comes than can be written,
 * or the disk is full, items are passed over. Both are counted. A reply may come after its request was written: that is written
 * as well, where the request is, unless too many come at once; these are counted too.
 */
export class Spill implements StoredItems {
  /** Items that left the ring before their turn, or found no room on the disk. */
  passedOver = 0;
  /** Items that were written and made room for later ones. */
  gaveWay = 0;
  /** Why nothing is written any more, or for now. */
  problem: string | undefined;
  private parts: SpillPart[] = [];
  private readonly late = new LatePairs();
  private made = 0;
  /** Seq of the next item to write; 0 before the first. */
  private next = 0;
  private epoch: number;
  private writing: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly options: SpillOptions) {
    this.epoch = options.ring.epoch;
    options.ring.pairs.onLate = (pair) => this.learn(pair);
  }

  get lateLost(): number {
    return this.late.lost;
  }

  /** Bytes on the disk. */
  get bytes(): number {
    return this.parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Seq of the oldest item on the disk; `endSeq` where there is none. */
  get firstSeq(): number {
    return this.parts[0]?.sections[0]?.first ?? this.endSeq;
  }

  /** Seq behind the newest item on the disk. */
  get endSeq(): number {
    const last = this.parts.at(-1)?.sections.at(-1);
    return last ? last.first + last.count : this.next;
  }

  /** Items that are on the disk and in the ring no more. */
  get count(): number {
    const { ring } = this.options;
    let count = 0;
    for (const { sections, items, end } of this.parts) {
      if (end <= ring.firstSeq) count += items;
      else for (const place of sections) count += Math.max(0, Math.min(place.count, ring.firstSeq - place.first));
    }
    return count;
  }

  get settledSeq(): number {
    return Math.max(this.next, this.endSeq);
  }

  at(seq: number): SpilledSection | undefined {
    const part = this.partWith(seq);
    return part && spanAt(part.sections, seq);
  }

  before(seq: number): SectionSpan | undefined {
    const part = this.parts.findLast(({ sections }) => (sections[0]?.first ?? Infinity) < seq);
    return part && spanBefore(part.sections, seq);
  }

  /** Writes what is to be written, unless that is being done. To be called several times a second. */
  beat(): void {
    const { ring } = this.options;
    if (ring.epoch !== this.epoch) this.forget();
    if (this.writing || this.closed || (ring.fill < FULL_ENOUGH && this.next === 0)) return;
    this.writing = this.write().finally(() => {
      this.writing = undefined;
    });
  }

  async read(span: SectionSpan): Promise<ItemSection | undefined> {
    const part = this.partWith(span.first);
    const section = part && spanAt(part.sections, span.first);
    if (!part || section?.first !== span.first) return undefined;
    return part.read(section, () => this.late.of(span.first, span.first + span.count));
  }

  async hops(span: SectionSpan): Promise<Buffer | undefined> {
    const part = this.partWith(span.first);
    const section = part && spanAt(part.sections, span.first);
    return section?.first === span.first ? part?.hops(section) : undefined;
  }

  /** Resolves when what is being written is written. */
  async idle(): Promise<void> {
    await this.writing;
  }

  /** Writes no more, and lets go of the files; their folder is for its maker to remove. */
  async close(): Promise<void> {
    this.closed = true;
    await this.idle();
    for (const part of this.parts.splice(0)) await part.close();
  }

  private async write(): Promise<void> {
    const { ring } = this.options;
    const { epoch } = this;
    try {
      while (!this.closed && ring.epoch === epoch && ring.fill >= FULL_ENOUGH) {
        if (this.next < ring.firstSeq) {
          this.passedOver += ring.firstSeq - Math.max(1, this.next);
          this.next = ring.firstSeq;
        }
        // The newer half stays until it is old: what belongs to an item, a reply or a hop, comes after it.
        const end = ring.firstSeq + Math.floor((ring.nextSeq - ring.firstSeq) / 2);
        if (this.next >= end) break;
        if (this.late.isFull) await this.writeLate();
        const part = await this.roomyPart();
        if (!part || ring.epoch !== epoch || !ring.has(this.next)) break;
        const section = itemSection(ring, this.next, ring.nextSeq);
        this.next += section.count;
        ring.pairs.writtenBelow = this.next;
        await part.append(section).catch((error: unknown) => {
          this.passedOver += section.count;
          throw error;
        });
        this.problem = undefined;
      }
      await this.writeLate();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** Something became known of an item that is on the disk, or is being written. */
  private learn(pair: KnownPair): void {
    if (this.closed) return;
    this.late.note(pair);
    const section = this.at(pair.seq);
    if (section && section.first <= pair.seq) section.changes++;
    if (this.late.isFull) this.beat();
  }

  /** Writes what became known of items after they were written, a section at a time. */
  private async writeLate(): Promise<void> {
    const { ring } = this.options;
    const { epoch } = this;
    for (let seq = this.late.next; seq !== undefined; seq = this.late.next) {
      if (this.closed || ring.epoch !== epoch) return;
      const part = this.partWith(seq);
      const section = part && spanAt(part.sections, seq);
      if (!part || !section || section.first > seq) {
        // It is on the disk no more.
        this.late.forget(this.late.of(seq, seq + 1));
        continue;
      }
      const late = this.late.of(section.first, section.first + section.count);
      let learnt = false;
      try {
        learnt = await part.learn(section, late);
      } finally {
        // What cannot be written now is given up, and counted: it would be in the way of the rest.
        if (!learnt && this.epoch === epoch) this.late.lost += late.length;
        this.late.forget(late);
      }
    }
  }

  private partWith(seq: number): SpillPart | undefined {
    return this.parts.find(({ end }) => end > seq);
  }

  /** The part that is written to, made anew where the last one is full; undefined where the disk has no room for one. */
  private async roomyPart(): Promise<SpillPart | undefined> {
    const { folder, most, part: size = PART, free = LEFT_FREE } = this.options;
    const last = this.parts.at(-1);
    if (last && last.bytes < size) return last;
    while (this.parts.length > 0 && this.bytes + size > most) await this.removeOldest();
    const { bavail, bsize } = await statfs(folder);
    if (bavail * bsize < free + size) {
      this.problem = `less than ${Math.round((free + size) / 2 ** 20)} MiB are free in ${folder}`;
      return undefined;
    }
    const part = await SpillPart.create(join(folder, `part-${++this.made}`));
    this.parts.push(part);
    return part;
  }

  private async removeOldest(): Promise<void> {
    const part = this.parts.shift();
    if (!part) return;
    this.gaveWay += part.items;
    await part.remove();
  }

  /** The capture was emptied: so is what of it is on the disk. */
  private forget(): void {
    this.epoch = this.options.ring.epoch;
    this.next = this.passedOver = this.gaveWay = 0;
    this.late.clear();
    for (const part of this.parts.splice(0)) void part.remove();
  }
}
