/**
 * Copies `from[at, at + length)` to `to[target, …)` without its mask: each byte was combined with one of the key's four
 * bytes in turn (RFC 6455/WebSocket, Client-to-Server Masking). Four bytes are taken at once.
 * @param key the four bytes of the key in their order, as a little-endian number, the first for the first byte; 0 copies
 */
export function unmask(from: DataView, at: number, length: number, to: DataView, target: number, key: number): void {
  const whole = length & ~3;
  for (let i = 0; i < whole; i += 4) to.setInt32(target + i, from.getInt32(at + i, true) ^ key, true);
  for (let i = whole; i < length; i++) to.setUint8(target + i, from.getUint8(at + i) ^ (key >>> ((i & 3) * 8)));
}

/** The key as it is for what lies `by` bytes further on. */
export function turnedKey(key: number, by: number): number {
  const bits = (by & 3) * 8;
  return bits === 0 ? key : (key >>> bits) | (key << (32 - bits));
}

/** A view of the same bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
