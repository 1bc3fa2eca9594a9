export interface ImageFacts {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** In pixels; `undefined` where the header that says so is not there or not readable. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
}

/** What image bytes begin with; `undefined` where with none. Only the header is read: the window's own decoder draws it. */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  if (begins(bytes, 0, '\u0089PNG\r\n\u001a\n')) return { mime: 'image/png', size: pngSize(bytes) };
  if (begins(bytes, 0, '\u00ff\u00d8\u00ff')) return { mime: 'image/jpeg', size: jpegSize(bytes) };
  if (begins(bytes, 0, 'GIF87a') || begins(bytes, 0, 'GIF89a')) {
    return { mime: 'image/gif', size: sizeOf(littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2)) };
  }
  if (begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP')) return { mime: 'image/webp', size: webpSize(bytes) };
  return undefined;
}

function begins(bytes: Uint8Array, at: number, magic: string): boolean {
  if (bytes.length < at + magic.length) return false;
  for (let index = 0; index < magic.length; index++) {
    if (bytes[at + index] !== magic.charCodeAt(index)) return false;
  }
  return true;
}

function bigEndian(bytes: Uint8Array, at: number, size: number): number | undefined {
  if (bytes.length < at + size) return undefined;
  let value = 0;
  for (let index = 0; index < size; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function littleEndian(bytes: Uint8Array, at: number, size: number): number | undefined {
  if (bytes.length < at + size) return undefined;
  let value = 0;
  for (let index = size - 1; index >= 0; index--) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function sizeOf(width: number | undefined, height: number | undefined): ImageFacts['size'] {
  return width === undefined || height === undefined ? undefined : { width, height };
}

/** The IHDR chunk is the first. */
function pngSize(bytes: Uint8Array): ImageFacts['size'] {
  return begins(bytes, 12, 'IHDR') ? sizeOf(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4)) : undefined;
}

/** Looks through the segments for the start of a frame. */
function jpegSize(bytes: Uint8Array): ImageFacts['size'] {
  let at = 2;
  while (bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // SOF0 to SOF15 without DHT, JPG and DAC.
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return sizeOf(bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
    const length = bigEndian(bytes, at + 2, 2);
    if (length === undefined || length < 2) return undefined;
    at += 2 + length;
  }
  return undefined;
}

function webpSize(bytes: Uint8Array): ImageFacts['size'] {
  const plusOne = (value: number | undefined) => (value === undefined ? undefined : value + 1);
  if (begins(bytes, 12, 'VP8X'))
    return sizeOf(plusOne(littleEndian(bytes, 24, 3)), plusOne(littleEndian(bytes, 27, 3)));
  if (begins(bytes, 12, 'VP8 ')) {
    const [width, height] = [littleEndian(bytes, 26, 2), littleEndian(bytes, 28, 2)];
    return width === undefined || height === undefined ? undefined : sizeOf(width & 0x3fff, height & 0x3fff);
  }
  if (!begins(bytes, 12, 'VP8L')) return undefined;
  const bits = littleEndian(bytes, 21, 4);
  return bits === undefined ? undefined : sizeOf((bits & 0x3fff) + 1, (Math.floor(bits / 0x4000) & 0x3fff) + 1);
}
