/** Bytes that are put behind one another, to be handed to a file in large pieces. It grows as needed and is used again. */
export class ByteSink {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** What was put in since `clear`; valid until the next change. */
  get content(): Buffer {
    return this.bytes.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
  }

  text(text: string): void {
    // No character of UTF-16 takes more than three bytes of UTF-8.
    this.reserve(text.length * 3);
    this.used += this.bytes.write(text, this.used, 'utf8');
  }

  put(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.used);
    this.used += bytes.length;
  }

  zeros(count: number): void {
    this.reserve(count);
    this.bytes.fill(0, this.used, this.used + count);
    this.used += count;
  }

  uint16(value: number): void {
    this.reserve(2);
    this.used = this.bytes.writeUInt16LE(value, this.used);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.used = this.bytes.writeUInt32LE(value >>> 0, this.used);
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    larger.set(this.content);
    this.bytes = larger;
  }
}
