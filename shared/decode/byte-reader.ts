import { stop } from './tree';

/** Reads numbers out of bytes from front to back; ends the reading of the payload where there are too few. */
export class ByteReader {
  at: number;
  private readonly view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    from = 0,
    readonly end = bytes.length,
  ) {
    this.at = from;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The next `size` bytes, not copied. */
  take(size: number): Uint8Array {
    const from = this.skip(size);
    return this.bytes.subarray(from, from + size);
  }

  u8(): number {
    return this.view.getUint8(this.skip(1));
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes, the most significant first. */
  uint(size: number): bigint {
    let value = 0n;
    for (const byte of this.take(size)) value = (value << 8n) | BigInt(byte);
    return value;
  }

  /** A length or count, of 1, 2 or 4 bytes. */
  count(size: number): number {
    let value = 0;
    for (const byte of this.take(size)) value = value * 256 + byte;
    return value;
  }

  f32(littleEndian: boolean): number {
    return this.view.getFloat32(this.skip(4), littleEndian);
  }

  f64(littleEndian: boolean): number {
    return this.view.getFloat64(this.skip(8), littleEndian);
  }

  private skip(size: number): number {
    if (this.end - this.at < size) stop('end', this.end);
    const from = this.at;
    this.at += size;
    return from;
  }
}
