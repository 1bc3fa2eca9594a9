/** Whether a text, or a run of bytes, lies in `bytes[from, to)`. */
export type TextMatcher = (bytes: Uint8Array, from: number, to: number) => boolean;

/** Each byte as its lower-case ASCII letter, others as they are. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte));
const same = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Looks for a text as UTF-8, ASCII letters in either case. Bytes that are no UTF-8 do no harm: they are compared, not
 * decoded.
 */
export function textMatcher(text: string): TextMatcher {
  return matcherOf(new TextEncoder().encode(text), folded);
}

/** Looks for bytes as they are. */
export function bytesMatcher(needle: Uint8Array): TextMatcher {
  return matcherOf(needle, same);
}

/** The first place of some bytes, at least one, in `bytes[from, to)`; -1 where they are not in it. */
export function bytesFinder(needle: Uint8Array): (bytes: Uint8Array, from: number, to: number) => number {
  return finderOf(needle, same);
}

function matcherOf(wanted: Uint8Array, fold: Uint8Array): TextMatcher {
  const find = finderOf(wanted, fold);
  return wanted.length === 0 ? () => true : (bytes, from, to) => find(bytes, from, to) >= 0;
}

/** Horspool's search: it skips ahead by what the last byte rules out, so a long text is found faster than a short one. */
function finderOf(wanted: Uint8Array, fold: Uint8Array): (bytes: Uint8Array, from: number, to: number) => number {
  const needle = wanted.map((byte) => fold[byte]!);
  const last = needle.length - 1;
  const skips = skipsOf(needle, fold);
  return (bytes, from, to) => {
    let end = from + last;
    while (end < to) {
      let i = 0;
      while (i <= last && fold[bytes[end - i]!] === needle[last - i]) i++;
      if (i > last) return end - last;
      end += skips[bytes[end]!]!;
    }
    return -1;
  };
}

function skipsOf(needle: Uint8Array, fold: Uint8Array): Uint32Array {
  const last = needle.length - 1;
  const byFolded = new Uint32Array(256).fill(needle.length);
  for (let i = 0; i < last; i++) byFolded[needle[i]!] = last - i;
  return Uint32Array.from({ length: 256 }, (_, byte) => byFolded[fold[byte]!]!);
}
