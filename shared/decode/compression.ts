/** The ways of compressing that are recognized or can be chosen; `deflate` is zlib's without its header. */
export const ENCODINGS = ['gzip', 'zlib', 'deflate', 'brotli', 'zstd'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** More bytes are never unpacked of a frame: a few compressed ones can stand for gigabytes. */
export const MOST_UNPACKED = 1024 * 1024;

/** What was unpacked. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** True where there is more: beyond the bound, or because the frame was not kept to its end. */
  readonly cut: boolean;
}

/** How sure the first bytes are those of the encoding, from 0 to 1. Deflate and brotli begin with no sign of their own. */
export function compressionConfidence(bytes: Uint8Array, encoding: Encoding): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  switch (encoding) {
    case 'gzip':
      // RFC 1952 section 2.3.1
      return bytes.length >= 18 && first === 0x1f && second === 0x8b && third === 8 ? 0.95 : 0;
    case 'zlib':
      // RFC 1950 section 2.2: deflate with a window of at most 32 KiB, a check that makes 31 divide the header, no dictionary.
      return bytes.length >= 8 &&
        (first & 0x0f) === 8 &&
        first >> 4 <= 7 &&
        ((first << 8) | second) % 31 === 0 &&
        (second & 0x20) === 0
        ? 0.7
        : 0;
    case 'zstd':
      // RFC 8878 section 3.1.1
      return bytes.length >= 9 && first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd ? 0.95 : 0;
    case 'deflate':
    case 'brotli':
      return 0;
  }
}
