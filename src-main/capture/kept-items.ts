import { itemSection, type ItemSection } from './item-section';
import type { CaptureRing } from './ring';
import type { Spill } from './spill';

/** All that is kept of a capture at one time, on the disk and in the ring, section after section, while the capture goes on. */
export class KeptItems {
  /** Seq of the oldest item, and behind the newest. */
  readonly begin: number;
  readonly end: number;
  private readonly epoch: number;

  constructor(
    private readonly ring: CaptureRing,
    private readonly spill: Spill | undefined,
  ) {
    this.begin = Math.min(ring.firstSeq, spill?.firstSeq || Infinity);
    this.end = ring.nextSeq;
    this.epoch = ring.epoch;
  }

  /** The section that begins with an item, or with the next one that is still there; undefined behind the last. */
  async from(seq: number): Promise<ItemSection | undefined> {
    const { ring, spill, end, epoch } = this;
    // Emptied by hand meanwhile: the rest is gone.
    if (ring.epoch !== epoch || seq >= end) return undefined;
    const stored = spill && seq < spill.endSeq ? await spill.section(seq) : undefined;
    if (ring.epoch !== epoch) return undefined;
    // What the disk has in a section that begins before is in the ring as well, or gone.
    if (stored && (stored.first === seq || !ring.has(seq))) {
      if (stored.first >= seq) return stored.first < end ? stored : undefined;
      const after = await this.from(stored.first + stored.count);
      if (after) return after;
    }
    const first = Math.max(seq, ring.firstSeq);
    return first < end ? itemSection(ring, first, end) : undefined;
  }
}
