import type { FileHandle } from 'node:fs/promises';
import { isItemSection } from '../capture-file-items';
import type { SectionSpan } from '../capture-file-part';
import { sectionContent, type ItemPlaces, type Place } from '../capture-file-sections';
import type { ItemSection } from '../item-section';
import { spanAt, spanBefore, type StoredItems } from './stored-items';

interface PlacedSpan extends SectionSpan {
  readonly places: ItemPlaces;
}

/** All items of a capture file, of which a part is in memory. The file stays open until it is closed. */
export class FileItems implements StoredItems {
  private readonly spans: readonly PlacedSpan[];

  /**
   * @param flows so many are numbered in the file
   * @param loaded so many items are in memory
   */
  constructor(
    private readonly file: FileHandle,
    spans: readonly SectionSpan[],
    places: readonly ItemPlaces[],
    private readonly flows: number,
    private readonly loaded: number,
  ) {
    this.spans = spans.flatMap((span, index) => {
      const at = places[index];
      return at ? [{ ...span, places: at }] : [];
    });
  }

  get firstSeq(): number {
    return this.spans[0]?.first ?? 1;
  }

  get endSeq(): number {
    const last = this.spans.at(-1);
    return last ? last.first + last.count : 1;
  }

  get settledSeq(): number {
    return this.endSeq;
  }

  get count(): number {
    return this.spans.reduce((sum, { count }) => sum + count, -this.loaded);
  }

  at(seq: number): SectionSpan | undefined {
    return spanAt(this.spans, seq);
  }

  before(seq: number): SectionSpan | undefined {
    return spanBefore(this.spans, seq);
  }

  /** The file may be anybody's: what it says is checked. */
  async read(span: SectionSpan): Promise<ItemSection | undefined> {
    const placed = spanAt(this.spans, span.first);
    if (placed?.first !== span.first) return undefined;
    const { places, ...rest } = placed;
    const [items, hops, pairs] = await Promise.all(
      [places.items, places.hops, places.pairs].map((at) => this.content(at)),
    );
    if (!items || !isItemSection(items, this.flows) || !isOf(items, rest)) return undefined;
    return { ...rest, items, hops, pairs };
  }

  async hops(span: SectionSpan): Promise<Buffer | undefined> {
    const placed = spanAt(this.spans, span.first);
    return placed?.first === span.first ? this.content(placed.places.hops) : undefined;
  }

  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  private async content(place: Place | undefined): Promise<Buffer | undefined> {
    return place && sectionContent(this.file, place).catch(() => undefined);
  }
}

/** Whether a section has the items that the file's index says. */
function isOf(items: Buffer, { first, count }: SectionSpan): boolean {
  return items.readUInt32LE(0) === count && items.readDoubleLE(8) === first;
}
