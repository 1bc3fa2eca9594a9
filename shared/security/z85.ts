/** The digits of RFC 32/Z85, "Formal Specification". */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const VALUES: ReadonlyMap<string, number> = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

/** Length of a CURVE key in Z85: 32 bytes. */
export const KEY_LENGTH = 40;

/** Bytes as Z85 text (RFC 32): four bytes are five digits. Throws a RangeError where the length is no multiple of four. */
export function z85Encode(bytes: Uint8Array): string {
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no multiple of 4`);
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    let value = 0;
    for (let byte = 0; byte < 4; byte++) value = value * 256 + (bytes[at + byte] ?? 0);
    for (let power = 85 ** 4; power >= 1; power /= 85) text += DIGITS[Math.floor(value / power) % 85] ?? '';
  }
  return text;
}

/** The bytes of Z85 text; `undefined` for what is none. */
export function z85Decode(text: string): Uint8Array | undefined {
  if (text.length % 5 !== 0) return undefined;
  const bytes = new Uint8Array((text.length / 5) * 4);
  for (let at = 0, into = 0; at < text.length; at += 5, into += 4) {
    let value = 0;
    for (let digit = 0; digit < 5; digit++) {
      const worth = VALUES.get(text[at + digit] ?? '');
      if (worth === undefined) return undefined;
      value = value * 85 + worth;
    }
    if (value > 0xffff_ffff) return undefined;
    for (let byte = 3; byte >= 0; byte--) {
      bytes[into + byte] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}

/** True for a CURVE key as Z85 text. */
export function isZ85Key(text: string): boolean {
  return text.length === KEY_LENGTH && z85Decode(text) !== undefined;
}
