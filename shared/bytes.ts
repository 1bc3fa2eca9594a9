const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The text that the bytes are in UTF-8, or `undefined` where they are none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text that the bytes are in UTF-8, with U+FFFD for each part that is none. */
export function utf8TextLenient(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

// Not: controls other than tab, line feed and carriage return, the replacement character, the byte order mark.
function isPrintableCodePoint(code: number): boolean {
  if (code === 9 || code === 10 || code === 13) return true;
  return code >= 32 && !(code >= 0x7f && code < 0xa0) && code !== 0xfffd && code !== 0xfeff;
}

/** The text of the bytes where they are valid UTF-8 and all of it can be shown; `undefined` otherwise. */
export function printableText(bytes: Uint8Array): string | undefined {
  const text = utf8Text(bytes);
  if (text === undefined) return undefined;
  for (const character of text) {
    if (!isPrintableCodePoint(character.codePointAt(0) ?? 0)) return undefined;
  }
  return text;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal digits, two a byte, with nothing between unless `separator` is given. */
export function hex(bytes: Uint8Array, separator = ''): string {
  const digits: string[] = [];
  for (const byte of bytes) digits.push(HEX[byte] ?? '');
  return digits.join(separator);
}

/** Reads pairs of hexadecimal digits, white space between pairs allowed; `undefined` where it is none. */
export function bytesFromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return bytes;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Reads RFC 4648 base64, padded; `undefined` where it is none. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    held = (held << 6) | BASE64.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

/** RFC 4648 base64, padded. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(4, bytes.length - at + 1);
    for (let digit = 0; digit < 4; digit++)
      text += digit < digits ? (BASE64[(group >> (18 - digit * 6)) & 63] ?? '') : '=';
  }
  return text;
}
