import type { CaptureRing } from '../ring';
import { sectionRing, type StoredItems } from './stored-items';

/** Sections, and bytes of their records, that are kept in memory after they were read: the ones used last, one at the least. */
const MOST_SECTIONS = 12;
const MOST_BYTES = 32 * 1024 * 1024;

/** Where the items of a capture are: in memory, and on the disk. */
interface Capture {
  readonly ring: CaptureRing;
  readonly stored: StoredItems | undefined;
}

/** A section that was read, and what had become known of it by then. */
interface ReadSection {
  readonly ring: CaptureRing;
  readonly changes: number;
}

/** Finds items wherever they are kept: in memory, or on the disk, a section of which is then read. */
export class KeptReader {
  /** By the first seq of their section, in the order of their use. */
  private readonly sections = new Map<number, ReadSection>();
  private epoch: number;

  constructor(private readonly capture: Capture) {
    this.epoch = capture.ring.epoch;
  }

  has(seq: number): boolean {
    if (seq < 1) return false;
    return this.capture.ring.has(seq) || (this.capture.stored?.at(seq)?.first ?? Infinity) <= seq;
  }

  /** What is in memory. */
  get ring(): CaptureRing {
    return this.capture.ring;
  }

  /** Seq of the oldest item; that of the next one to come where there is none. */
  get firstSeq(): number {
    const { ring, stored } = this.capture;
    return stored && stored.count > 0 ? Math.min(ring.firstSeq, stored.firstSeq) : ring.firstSeq;
  }

  /** Seconds since the run began at which the oldest item came; undefined where none gave way. */
  get from(): number | undefined {
    const { firstSeq } = this;
    if (firstSeq <= 1 || firstSeq >= this.endSeq) return undefined;
    const { ring, stored } = this.capture;
    return ring.has(firstSeq) ? ring.timeOf(firstSeq) : stored?.at(firstSeq)?.from;
  }

  /** Seq behind the newest item. */
  get endSeq(): number {
    return Math.max(this.capture.ring.nextSeq, this.capture.stored?.endSeq ?? 0);
  }

  /** The ring that holds an item, where it is in memory or was read lately. */
  inMemory(seq: number): CaptureRing | undefined {
    const { ring } = this.capture;
    if (ring.has(seq)) return ring;
    this.settle();
    const span = this.capture.stored?.at(seq);
    const read = span && this.sections.get(span.first);
    if (!span || read?.ring.has(seq) !== true || read.changes !== (span.changes ?? 0)) return undefined;
    this.use(span.first, read);
    return read.ring;
  }

  /** The ring that holds an item; undefined where it is kept nowhere. */
  async ringOf(seq: number): Promise<CaptureRing | undefined> {
    const here = this.inMemory(seq);
    if (here || seq < 1) return here;
    const { stored } = this.capture;
    const span = stored?.at(seq);
    if (!stored || !span || span.first > seq) return undefined;
    const { epoch } = this;
    const { changes = 0 } = span;
    const section = await stored.read(span);
    this.settle();
    if (!section || epoch !== this.epoch) return undefined;
    const ring = sectionRing(section);
    this.use(span.first, { ring, changes });
    return ring;
  }

  private use(first: number, read: ReadSection): void {
    this.sections.delete(first);
    this.sections.set(first, read);
    let bytes = 0;
    for (const { ring } of this.sections.values()) bytes += ring.bytes.length;
    for (const [oldest, { ring }] of this.sections) {
      if (oldest === first || (this.sections.size <= MOST_SECTIONS && bytes <= MOST_BYTES)) break;
      this.sections.delete(oldest);
      bytes -= ring.bytes.length;
    }
  }

  /** A capture that was emptied numbers its items anew. */
  private settle(): void {
    const { epoch } = this.capture.ring;
    if (epoch === this.epoch) return;
    this.epoch = epoch;
    this.sections.clear();
  }
}
