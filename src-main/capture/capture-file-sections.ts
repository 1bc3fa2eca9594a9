import type { FileHandle } from 'node:fs/promises';
import { SECTION_HEADER, unpackSection, type SectionFacts } from './capture-file';

/** A section of an opened file, and where its header is. */
export interface Place extends SectionFacts {
  readonly at: number;
}

/** So many bytes from a place in a file on; fewer where it ends before. */
export async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** What is in a section; undefined where that is not what its header says. */
export async function sectionContent(file: FileHandle, place: Place): Promise<Buffer | undefined> {
  return unpackSection(await bytesAt(file, place.at + SECTION_HEADER, place.stored), place);
}

/** A section of items with those that belong to it. */
export interface ItemPlaces {
  readonly items: Place;
  readonly hops: Place | undefined;
  readonly pairs: Place | undefined;
}

/** Where each section of items is. */
export function itemPlaces(places: readonly Place[]): readonly ItemPlaces[] {
  const found: { items: Place; hops: Place | undefined; pairs: Place | undefined }[] = [];
  for (const place of places) {
    const last = found.at(-1);
    if (place.name === 'ITEM') found.push({ items: place, hops: undefined, pairs: undefined });
    else if (place.name === 'hops' && last) last.hops ??= place;
    else if (place.name === 'pair' && last) last.pairs ??= place;
  }
  return found;
}
