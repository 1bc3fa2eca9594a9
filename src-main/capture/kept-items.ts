import { itemSection, type ItemSection } from './item-section';
import type { CaptureRing } from './ring';
import type { StoredItems } from './stored/stored-items';

/** All that is kept of a capture at one time, on the disk and in the ring, section after section, while the capture goes on. */
export class KeptItems {
  /** Seq of the oldest item, and behind the newest. */
  readonly begin: number;
  readonly end: number;
  private readonly epoch: number;

  constructor(
    private readonly ring: CaptureRing,
    private readonly stored: StoredItems | undefined,
  ) {
    this.begin = Math.min(ring.firstSeq, stored && stored.count > 0 ? stored.firstSeq : Infinity);
    this.end = Math.max(ring.nextSeq, stored?.endSeq ?? 0);
    this.epoch = ring.epoch;
  }

  /** The section that begins with an item, or with the next one that is still there; undefined behind the last. */
  async from(seq: number): Promise<ItemSection | undefined> {
    const { ring, stored, end, epoch } = this;
    // Emptied by hand meanwhile: the rest is gone.
    if (ring.epoch !== epoch || seq >= end) return undefined;
    const span = stored?.at(seq);
    // What the disk has in a section that begins before is in the ring as well, or gone.
    if (stored && span && (span.first === seq || !ring.has(seq))) {
      if (span.first >= end) return undefined;
      const section = span.first >= seq ? await stored.read(span) : undefined;
      if (ring.epoch !== epoch) return undefined;
      const after = section ?? (await this.from(span.first + span.count));
      if (after) return after;
    }
    const first = Math.max(seq, ring.firstSeq);
    return first < ring.nextSeq ? itemSection(ring, first, Math.min(end, ring.nextSeq)) : undefined;
  }
}
