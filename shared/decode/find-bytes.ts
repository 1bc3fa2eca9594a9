import { bytesFromHex, utf8 } from '../bytes';

/** What is looked for in a message. */
export type ByteQuery =
  | { readonly type: 'bytes'; readonly bytes: Uint8Array; readonly anyCase: boolean }
  /** Nothing is looked for, or what was typed is no hexadecimal. */
  | { readonly type: 'nothing' }
  | { readonly type: 'malformed' };

/** So many places are found in a message; further ones are not looked for. */
export const MOST_HITS = 5000;

/** Reads what was typed: text, whose letters of ASCII match in either case, or pairs of hexadecimal digits. */
export function byteQuery(typed: string, mode: 'text' | 'hex'): ByteQuery {
  if (typed.trim() === '' && (mode === 'hex' || typed === '')) return { type: 'nothing' };
  if (mode === 'text') return { type: 'bytes', bytes: utf8(typed), anyCase: true };
  // `0x00 0xff`, `00:ff` and `00,ff` are written too.
  const digits = typed.replace(/0x|[:,_-]/gi, ' ').replace(/\s+/g, '');
  const bytes = bytesFromHex(digits.length % 2 === 1 ? digits.slice(0, -1) : digits);
  if (!bytes) return { type: 'malformed' };
  return bytes.length === 0 ? { type: 'nothing' } : { type: 'bytes', bytes, anyCase: false };
}

/** Where bytes occur, without overlap, in their order; at most `most` places. */
export function findBytes(
  bytes: Uint8Array,
  query: ByteQuery,
  most = MOST_HITS,
): readonly { readonly from: number; readonly to: number }[] {
  if (query.type !== 'bytes' || query.bytes.length === 0) return [];
  const wanted = query.anyCase ? query.bytes.map(lower) : query.bytes;
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at + wanted.length <= bytes.length && found.length < most;) {
    if (occursAt(bytes, at, wanted, query.anyCase)) {
      found.push({ from: at, to: at + wanted.length });
      at += wanted.length;
    } else at++;
  }
  return found;
}

function occursAt(bytes: Uint8Array, at: number, wanted: Uint8Array, anyCase: boolean): boolean {
  for (let index = 0; index < wanted.length; index++) {
    const byte = bytes[at + index] ?? 0;
    if ((anyCase ? lower(byte) : byte) !== wanted[index]) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
