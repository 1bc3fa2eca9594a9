import type { SectionSpan } from '../capture-file-part';
import { hopColumns, type HopColumns } from '../capture-file-hops';
import type { CaptureRing } from '../ring';
import type { StoredItems } from './stored-items';

/** Items behind one among which what became of it is looked for. */
export const ITEMS_AHEAD = 262_144;
/** Sections that have hops, and bytes of these, that are read for one journey. */
const MOST_SECTIONS = 4096;
const MOST_BYTES = 32 * 1024 * 1024;

/** What an item became behind a device. */
export interface LaterItems {
  /** Seqs, in their order. */
  readonly results: readonly number[];
  /** So many items were looked at, where there are more; undefined where nothing is left to be found. */
  readonly lookedAt: number | undefined;
}

interface Bounds {
  readonly items: number;
  readonly sections: number;
}

/**
 * Finds what items became in devices, in whatever section behind theirs, or in memory. A section says of each of its items where
 * that came from, so the sections behind an item are gone through in their order, of each only its hops.
 */
export class LaterHops {
  private readonly read = new Map<number, HopColumns>();
  private sections = 0;
  private bytes = 0;

  constructor(
    private readonly capture: { readonly ring: CaptureRing; readonly stored: StoredItems | undefined },
    private readonly bounds: Bounds = { items: ITEMS_AHEAD, sections: MOST_SECTIONS },
  ) {}

  /** @param most it became no more than so many */
  async of(seq: number, most: number): Promise<LaterItems> {
    const { ring, stored } = this.capture;
    const results: number[] = [];
    const end = Math.max(ring.nextSeq, stored?.endSeq ?? 0);
    const stop = Math.min(end, seq + 1 + this.bounds.items);
    let at = seq + 1;
    while (at < stop && results.length < most) {
      const span = ring.has(at) ? undefined : stored?.at(at);
      if (!span || (ring.firstSeq >= at && ring.firstSeq < span.first)) {
        // What is between is kept nowhere.
        const to = at < ring.nextSeq ? Math.min(ring.nextSeq, stop) : stop;
        for (let each = Math.max(at, ring.firstSeq); each < to; each++)
          if (ring.hops.sourceOf(each) === seq) results.push(each);
        at = to;
        continue;
      }
      const hops = await this.hopsOf(span);
      if (!hops) break;
      addResults(hops, seq, results);
      at = span.first + span.count;
    }
    const isAll = results.length >= most || at >= end;
    return { results: results.slice(0, most), lookedAt: isAll ? undefined : at - seq - 1 };
  }

  /** Undefined where no more are to be read. */
  private async hopsOf(span: SectionSpan): Promise<HopColumns | undefined> {
    const known = this.read.get(span.first);
    if (known || this.sections >= this.bounds.sections || this.bytes >= MOST_BYTES) return known;
    const content = await this.capture.stored?.hops(span);
    const hops = hopColumns(content, span);
    if (content) this.sections++;
    this.bytes += content?.length ?? 0;
    this.read.set(span.first, hops);
    return hops;
  }
}

function addResults({ results, sources }: HopColumns, seq: number, found: number[]): void {
  for (let at = sources.indexOf(seq); at >= 0; at = sources.indexOf(seq, at + 1)) found.push(results[at]!);
}
