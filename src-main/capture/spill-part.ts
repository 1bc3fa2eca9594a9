import { open, rm, type FileHandle } from 'node:fs/promises';
import { latePairSection, pairSectionSize } from './capture-file-pairs';
import type { SectionSpan } from './capture-file-part';
import type { ItemSection } from './item-section';
import type { KnownPair } from './late-pairs';

/** Where a section is in its part. */
export interface SpilledSection extends SectionSpan {
  readonly at: number;
  /** Bytes of what belongs to the section. */
  readonly items: number;
  readonly hops: number;
  /** Where its `pair` is, which may be written anew. */
  pairs: { readonly at: number; readonly length: number; readonly room: number };
  /** The newest writing of that. */
  rewriting: Promise<void> | undefined;
  /** How often more became known of its items since. */
  changes: number;
}

/** One file of a spill, which is removed as a whole. */
export class SpillPart {
  readonly sections: SpilledSection[] = [];
  /** Of all its sections. */
  items = 0;
  bytes = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<SpillPart> {
    return new SpillPart(path, await open(path, 'wx+'));
  }

  /** Seq behind its newest item. */
  get end(): number {
    const last = this.sections.at(-1);
    return last ? last.first + last.count : 0;
  }

  async append({ items, hops, pairs, ...section }: ItemSection): Promise<void> {
    const at = this.bytes;
    const pieces = [items, ...(hops ? [hops] : []), ...(pairs ? [pairs] : [])];
    this.bytes += pieces.reduce((sum, { length }) => sum + length, 0);
    await this.file.writev(pieces, at);
    this.items += section.count;
    const length = pairs?.length ?? 0;
    this.sections.push({
      ...section,
      at,
      items: items.length,
      hops: hops?.length ?? 0,
      pairs: { at: at + items.length + (hops?.length ?? 0), length, room: length },
      rewriting: undefined,
      changes: 0,
    });
  }

  /** @param late what is known of its items and not written yet, asked for when it was read */
  async read(section: SpilledSection, late: () => readonly KnownPair[]): Promise<ItemSection | undefined> {
    const { at, items, hops, pairs: _, rewriting: __, changes: ___, ...span } = section;
    const content = await this.bytesAt(at, items + hops);
    const known = await this.pairsOf(section);
    if (!content || !known) return undefined;
    return {
      ...span,
      items: content.subarray(0, items),
      hops: hops === 0 ? undefined : content.subarray(items),
      pairs: latePairSection(known.length === 0 ? undefined : known, late()),
    };
  }

  async hops({ at, items, hops }: SpilledSection): Promise<Buffer | undefined> {
    return hops === 0 ? undefined : this.bytesAt(at + items, hops);
  }

  /**
   * Writes what became known of items of a section: in place, or where it needs more room behind all, once, with room for all
   * that can become known.
   * @returns false where what was known before cannot be read
   */
  async learn(section: SpilledSection, late: readonly KnownPair[]): Promise<boolean> {
    const { at, length, room } = section.pairs;
    const known = await this.bytesAt(at, length);
    if (!known) return false;
    const pairs = latePairSection(length === 0 ? undefined : known, late);
    if (!pairs) return true;
    const fits = pairs.length <= room;
    const place = fits ? { at, room } : { at: this.bytes, room: pairSectionSize(section.count) };
    if (!fits) this.bytes += place.room;
    const rewrite = async () => {
      await this.file.write(pairs, 0, pairs.length, place.at);
      section.pairs = { ...place, length: pairs.length };
    };
    section.rewriting = rewrite();
    await section.rewriting;
    return true;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }

  /** The `pair` of a section, empty where it has none. What was written meanwhile is read once more: it may be half of each. */
  private async pairsOf(section: SpilledSection): Promise<Buffer | undefined> {
    for (;;) {
      const { rewriting } = section;
      await rewriting?.catch(() => undefined);
      const { at, length } = section.pairs;
      const known = await this.bytesAt(at, length);
      if (rewriting === section.rewriting) return known;
    }
  }

  /** Undefined where they are not there: the part may be removed meanwhile. */
  private async bytesAt(at: number, length: number): Promise<Buffer | undefined> {
    const bytes = Buffer.allocUnsafeSlow(length);
    if (length === 0) return bytes;
    const read = await this.file.read(bytes, 0, length, at).catch(() => undefined);
    return read?.bytesRead === length ? bytes : undefined;
  }
}
