import { crc32, deflate, inflate } from 'node:zlib';
import { promisify } from 'node:util';

/**
 * A capture file, `*.zmqcap`: a capture with its topology. Little-endian throughout.
 *
 *     signature   89 'Z' 'C' 'A' 'P' 0D 0A 1A, then 32 bits of version
 *     sections    four letters, 32 bits each of stored length, length when inflated and CRC-32 of what is stored,
 *                 then the section itself, deflated (RFC 1950)
 *
 * Sections in their order: `HEAD` (JSON: what it is of, and when), `TOPO` (JSON: the topology), `RUN.` (JSON: flows, links,
 * peers, routing ids), `mark` (JSON: bookmarks), `fare` (JSON: losses and findings), any number of `curv` (JSON: how
 * counters, queues and losses went, capture-file-curves.ts), any number of `wire` (JSON: connections with their ladders), any number of
 * `ITEM` (captured items, layout below), each followed by a `hops` where some of them came through a device and a `pair` where
 * some are requests or replies, `indx` (JSON: of each `ITEM` its first seq, how many, and the times of its first and last item),
 * any number of `sums` (JSON: of each `ITEM` the messages and bytes of each flow, capture-file-sums.ts), `END.` (JSON: how many
 * items). Since version 2 a section with a name in small letters may be missing, and is passed over by who does not
 * know it. A signature with a high byte and both line ends, as PNG has one, shows a file that was sent as text.
 *
 * `ITEM`, of n items whose seqs follow one another:
 *
 *     32 bits n, 32 bits length of all records, 64 bits (float) seq of the first
 *     n × 64 bits (float) seconds since the run began · n × 32 bits flow · n × 32 bits connection · n × 32 bits length of
 *     the record · n × 8 bits direction, kind and marks (item-writer.ts) · the records behind one another (record.ts)
 *
 * `hops`, of n items:
 *
 *     32 bits n · n × 64 bits (float) seq behind the device, ascending · n × 64 bits (float) seq in front of it ·
 *     n × 8 bits 1 where it is only likely
 *
 * `pair`, of n items:
 *
 *     32 bits n · n × 64 bits (float) seq, ascending · n × 64 bits (float) seq of the other one, or 0 · n × 32 bits (float)
 *     seconds between them · n × 8 bits what it is (pair-store.ts)
 */
export const SIGNATURE = Buffer.from([0x89, 0x5a, 0x43, 0x41, 0x50, 0x0d, 0x0a, 0x1a]);
export const VERSION = 2;
/** The oldest that is read. */
export const FIRST_VERSION = 1;
export const PREAMBLE = SIGNATURE.length + 4;
export const SECTION_HEADER = 16;

/** A section is never longer, stored or inflated. */
export const LONGEST_SECTION = 64 * 1024 * 1024;
/** Sections in a file that is opened. */
export const MOST_SECTIONS = 500_000;

export const ITEM_HEADER = 16;
/** What an item takes beside its record. */
export const ITEM_FIXED = 8 + 4 + 4 + 4 + 1;

export const SECTION_NAMES = [
  'HEAD',
  'TOPO',
  'RUN.',
  'mark',
  'fare',
  'curv',
  'wire',
  'ITEM',
  'hops',
  'pair',
  'indx',
  'sums',
  'END.',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

export interface SectionFacts {
  /** `other`: of a later app, and not needed. */
  readonly name: SectionName | 'other';
  readonly stored: number;
  readonly inflated: number;
  readonly crc: number;
}

const deflated = promisify(deflate);
const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** A section as it stands in the file. */
export async function packSection(name: SectionName, content: Uint8Array): Promise<Buffer> {
  const stored = await deflated(content, { level: 1 });
  const header = Buffer.alloc(SECTION_HEADER);
  header.write(name, 0, 'latin1');
  header.writeUInt32LE(stored.length, 4);
  header.writeUInt32LE(content.length, 8);
  header.writeUInt32LE(crc32(stored), 12);
  return Buffer.concat([header, stored]);
}

/** What a section's header says; `undefined` where it is none. */
export function readHeader(header: Buffer): SectionFacts | undefined {
  const letters = header.toString('latin1', 0, 4);
  const name = SECTION_NAMES.find((known) => known === letters) ?? (/^[a-z]{4}$/.test(letters) ? 'other' : undefined);
  const facts = { stored: header.readUInt32LE(4), inflated: header.readUInt32LE(8), crc: header.readUInt32LE(12) };
  if (name === undefined || facts.stored > LONGEST_SECTION || facts.inflated > LONGEST_SECTION) return undefined;
  return { name, ...facts };
}

/** The content of a section; `undefined` where it is not what its header says. */
export async function unpackSection(stored: Buffer, facts: SectionFacts): Promise<Buffer | undefined> {
  if (crc32(stored) !== facts.crc) return undefined;
  try {
    const content = await inflated(stored, { maxOutputLength: Math.max(1, facts.inflated) });
    return content.length === facts.inflated ? content : undefined;
  } catch {
    return undefined;
  }
}
