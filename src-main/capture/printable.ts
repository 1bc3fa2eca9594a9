const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
/** Controls, formats, what is unassigned, separators of lines, and the mark of bytes that are no UTF-8. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\uFFFD]/gu;

/**
 * Bytes as UTF-8 text for one line, at most `limit` characters; what cannot be shown is `·`. Looks only at as many bytes
 * as such a line can need.
 */
export function printable(bytes: Uint8Array, limit = 120): string {
  const needed = limit * 4;
  const cut = bytes.length > needed;
  let text = decoder.decode(cut ? bytes.subarray(0, needed) : bytes);
  // The cut may have gone through a character.
  if (cut) text = text.replace(/\uFFFD+$/, '');
  const shown = text.replace(UNPRINTABLE, '·');
  return clip(shown, limit);
}

/** The first `limit` characters, without half a surrogate pair at the end. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const code = text.charCodeAt(limit - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? limit - 1 : limit);
}
