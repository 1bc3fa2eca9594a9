import { z } from 'zod';

/** An IP address, or all that begin with the same bits: `10.0.0.7`, `10.0.0.0/8`, `fe80::/10` (RFC 4632, RFC 4291). */
export interface AddressRange {
  /** 16 bytes; an IPv4 address is `::ffff:a.b.c.d` (RFC 4291, 2.5.5.2). */
  readonly bytes: Uint8Array;
  /** Leading bits of the 128 that have to be the same. */
  readonly bits: number;
}

/** Whom a socket lets in by where they call from. Whoever `deny` lists is kept out, also where `allow` lists them. */
export const addressesSchema = z
  .strictObject({ allow: z.array(rangeSchema()).max(256).optional(), deny: z.array(rangeSchema()).max(256).optional() })
  .readonly();
export type Addresses = {
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
};

/** Reads an address or a range; `undefined` where it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', prefix, more] = text.trim().split('/');
  const bytes = parseAddress(address);
  if (!bytes || more !== undefined) return undefined;
  const width = address.includes(':') ? 128 : 32;
  if (prefix === undefined) return { bytes, bits: 128 };
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > width) return undefined;
  return { bytes, bits: 128 - width + Number(prefix) };
}

/** What is wrong with the text of a range, in a sentence; `undefined` where nothing is. */
export function rangeFault(text: string): string | undefined {
  if (parseRange(text)) return undefined;
  return `"${text}" is no IP address and no range of them; write 192.168.1.7, 192.168.1.0/24 or fe80::/10`;
}

/** True where an address is in one of the ranges; an address that is none is in no range. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const bytes = parseAddress(address);
  if (!bytes) return false;
  return ranges.some((text) => {
    const range = parseRange(text);
    return range !== undefined && sameBits(bytes, range);
  });
}

/** The address of `127.0.0.1:40312` or `[::1]:40312`, without its port. */
export function hostOf(place: string): string {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):\d+$/.exec(place);
  return match?.[1] ?? match?.[2] ?? place;
}

export function isLoopback(address: string): boolean {
  return isInRanges(address, ['127.0.0.0/8', '::1']);
}

/** 16 bytes of an IPv4 or IPv6 address; the zone behind `%` says only by which interface, and does not count. */
function parseAddress(text: string): Uint8Array | undefined {
  const [address = ''] = text.split('%');
  if (!address.includes(':')) {
    const four = parseFour(address);
    return four && Uint8Array.from([...Array<number>(10).fill(0), 255, 255, ...four]);
  }
  const last = address.slice(address.lastIndexOf(':') + 1);
  const four = last.includes('.') ? parseFour(last) : undefined;
  if (last.includes('.') && !four) return undefined;
  const plain = four
    ? `${address.slice(0, -last.length)}${hexPair(four[0], four[1])}:${hexPair(four[2], four[3])}`
    : address;
  const [head = '', tail, more] = plain.split('::');
  if (more !== undefined) return undefined;
  const [first, second] = [groupsOf(head), groupsOf(tail ?? '')];
  if (!first || !second) return undefined;
  const missing = 8 - first.length - second.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return Uint8Array.from(
    [...first, ...Array<number>(missing).fill(0), ...second].flatMap((one) => [one >> 8, one & 255]),
  );
}

function parseFour(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map(Number);
}

function groupsOf(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number(`0x${group}`))
    : undefined;
}

function hexPair(one = 0, other = 0): string {
  return ((one << 8) | other).toString(16);
}

function sameBits(bytes: Uint8Array, range: AddressRange): boolean {
  for (let bit = 0; bit < range.bits; bit += 8) {
    const mask = range.bits - bit >= 8 ? 255 : (255 << (8 - (range.bits - bit))) & 255;
    if (((bytes[bit / 8]! ^ range.bytes[bit / 8]!) & mask) !== 0) return false;
  }
  return true;
}

function rangeSchema() {
  return z.string().superRefine((text, context) => {
    const fault = rangeFault(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });
}
