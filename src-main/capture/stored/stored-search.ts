import { setImmediate as breathe } from 'node:timers/promises';
import type { CaptureFilter } from '../../../shared/traffic/capture';
import type { SectionSpan } from '../capture-file-part';
import { boundsOf, type Bounds } from '../filter/bounds';
import type { FilterWorld } from '../filter/world';
import type { ItemSection } from '../item-section';
import { Judge } from '../judge';
import type { CaptureRing } from '../ring';
import { roomyRing, sectionRing, type StoredItems } from './stored-items';

/** Judged in one go, in milliseconds. */
const SLICE_MS = 4;
/** Sections between two pauses at the most. */
const MANY = 256;

/** `older`: before all that was searched so far; `newer`: behind it. */
export type Way = 'older' | 'newer';

export interface StoredSearchParts {
  readonly stored: StoredItems;
  readonly filter: CaptureFilter;
  readonly world: FilterWorld;
  /** What is in memory; sections that lie wholly in it are not read from the disk. */
  readonly memory: () => CaptureRing;
  /** Searched are the items below this seq, newest sections first, and then those from `above` on, in their order. */
  readonly below: number;
  readonly above?: number | undefined;
  /** Told of each item that passes, in order within its section, and of the end of each section. */
  readonly take: (ring: CaptureRing, seq: number) => void;
  /** Told in place of that where a whole section passes and nothing of it has to be read. */
  readonly takeAll?: () => void;
  readonly searched: (way: Way, first: number, end: number) => void;
  /** Waits after so many milliseconds of work, so that the rest of the engine gets its turn. */
  readonly pause?: ((worked: number) => Promise<unknown>) | undefined;
}

/** Looks for what a filter lets through of the items on the disk, in the background: a section at a time, the next one being read meanwhile. */
export class StoredSearch {
  done = false;
  /** Resolves when it is done, or closed. */
  readonly finished: Promise<void>;
  private closed = false;
  /** All between these seqs was searched, or is being searched. */
  private lower: number;
  private upper: number;
  private items = 0;
  /** Milliseconds since the last pause. */
  private worked = 0;
  /** Sections in which nothing can be are not read. */
  private readonly bounds: Bounds;
  private room = roomyRing();
  private readonly judges = new WeakMap<CaptureRing, Judge>();

  constructor(private readonly parts: StoredSearchParts) {
    this.lower = parts.below;
    this.upper = parts.above ?? Infinity;
    this.bounds = boundsOf(parts.filter, parts.world);
    this.finished = this.run();
  }

  /** How much of the items on the disk was looked at, from 0 to 1. */
  get progress(): number {
    const { firstSeq, endSeq } = this.parts.stored;
    const left = Math.max(0, this.lower - firstSeq) + Math.max(0, endSeq - this.upper);
    return this.done ? 1 : this.items / Math.max(1, this.items + left);
  }

  close(): void {
    this.closed = true;
  }

  private async run(): Promise<void> {
    let next = this.choose();
    let sections = 0;
    while (next && !this.closed) {
      const { span, way, first, end, reading } = next;
      const read = await reading;
      if (this.closed) return;
      next = this.choose();
      if (this.passesWhole(span)) this.parts.takeAll?.();
      else if (this.mayHold(span)) await this.judge(await this.ringOf(span, read), first, end);
      if (this.isClosed()) return;
      this.items += span.count;
      this.parts.searched(way, first, end);
      // What needs no reading takes no time, but for a great many.
      if (++sections % MANY === 0) await breathe();
    }
    this.done = true;
  }

  /** The section that is to be searched next, which is being read. */
  private choose() {
    const { stored } = this.parts;
    const older = stored.before(this.lower);
    const newer = this.upper < stored.endSeq ? stored.at(this.upper) : undefined;
    // What is in memory comes first: it is there at once.
    const way: Way = newer && (!older || (this.isInMemory(newer) && !this.isInMemory(older))) ? 'newer' : 'older';
    const span = way === 'older' ? older : newer;
    if (!span) return undefined;
    const first = way === 'older' ? span.first : Math.max(span.first, this.upper);
    const end = way === 'older' ? Math.min(span.first + span.count, this.lower) : span.first + span.count;
    if (way === 'older') this.lower = first;
    else this.upper = end;
    return { span, way, first, end, reading: this.isRead(span) ? stored.read(span) : undefined };
  }

  private isRead(span: SectionSpan): boolean {
    return this.mayHold(span) && !this.passesWhole(span) && !this.isInMemory(span);
  }

  /** Where only kinds are asked for, and there are no others in the section. */
  private passesWhole({ kinds }: SectionSpan): boolean {
    const { bounds, parts } = this;
    return parts.takeAll !== undefined && bounds.only && kinds !== undefined && (kinds & ~bounds.kinds) === 0;
  }

  private mayHold({ first, count, from, to, kinds = ~0 }: SectionSpan): boolean {
    const { seq, t, kinds: wanted } = this.bounds;
    if ((kinds & wanted) === 0) return false;
    return first <= seq.to && first + count - 1 >= seq.from && from <= t.to && to >= t.from;
  }

  private isInMemory({ first, count }: SectionSpan): boolean {
    const ring = this.parts.memory();
    return ring.has(first) && ring.has(first + count - 1);
  }

  private async ringOf(span: SectionSpan, read: ItemSection | undefined): Promise<CaptureRing | undefined> {
    const { memory, stored } = this.parts;
    if (this.isInMemory(span)) return memory();
    // Another part of a recording may have taken its place in memory.
    const section = read ?? (await stored.read(span));
    if (section) this.room = sectionRing(section, this.room);
    return section && this.room;
  }

  private async judge(ring: CaptureRing | undefined, first: number, end: number): Promise<void> {
    if (!ring) return;
    const { filter, world, take, pause = () => breathe() } = this.parts;
    const judge = this.judges.get(ring) ?? new Judge(ring, filter, world);
    this.judges.set(ring, judge);
    for (let from = first; from < end && !this.closed;) {
      const since = performance.now();
      from = judge.judge(from, end, SLICE_MS, (seq) => take(ring, seq), true).next;
      this.worked += performance.now() - since;
      // Small sections are put together.
      if (this.worked < SLICE_MS) continue;
      await pause(this.worked);
      this.worked = 0;
    }
  }

  /** Asked anew after each wait. */
  private isClosed(): boolean {
    return this.closed;
  }
}
