import type { ItemSink, ItemWriter } from '../tap';

export interface RecordedFrame {
  readonly size: number;
  readonly more: boolean;
  bytes: string;
}

export interface RecordedItem {
  readonly flow: number;
  readonly direction: number;
  readonly kind: number;
  readonly sealed: boolean;
  readonly frames: RecordedFrame[];
}

/** Keeps every whole item as plain objects; frame bytes as Latin-1 text, a character for each byte. */
export class RecordingSink implements ItemSink {
  readonly items: RecordedItem[] = [];
  abandoned = 0;
  /** How many messages came by `run`. */
  byRun = 0;
  storing = true;

  constructor(readonly frameLimit = 64 * 1024) {}

  /** The frames of all messages of a direction, as text. */
  messages(direction = 0): string[][] {
    return this.items
      .filter((item) => item.kind === 0 && item.direction === direction)
      .map((item) => item.frames.map((frame) => frame.bytes));
  }

  writer(flow: number, direction: number): ItemWriter {
    return new RecordingWriter(this, flow, direction);
  }
}

class RecordingWriter implements ItemWriter {
  private open: RecordedItem | undefined;

  constructor(
    private readonly sink: RecordingSink,
    private readonly flow: number,
    private readonly direction: number,
  ) {}

  get storing(): boolean {
    return this.sink.storing;
  }

  get frameLimit(): number {
    return this.sink.frameLimit;
  }

  begin(kind: number, sealed: boolean): void {
    this.open = { flow: this.flow, direction: this.direction, kind, sealed, frames: [] };
  }

  frame(size: number, more: boolean): void {
    this.open?.frames.push({ size, more, bytes: '' });
  }

  bytes(chunk: Uint8Array, from: number, to: number): void {
    const frame = this.open?.frames.at(-1);
    if (frame !== undefined) frame.bytes += Buffer.from(chunk.subarray(from, to)).toString('latin1');
  }

  end(): void {
    if (this.open !== undefined) this.sink.items.push(this.open);
    this.open = undefined;
  }

  abandon(): void {
    if (this.open !== undefined) this.sink.abandoned++;
    this.open = undefined;
  }

  run(chunk: Uint8Array, from: number, ends: Uint32Array, count: number, sealed: boolean): void {
    this.sink.byRun += count;
    let at = from;
    for (let i = 0; i < count; i++) {
      this.begin(0, sealed);
      while (at < ends[i]!) {
        const flags = chunk[at]!;
        const long = (flags & 2) !== 0;
        const size = long ? Number(Buffer.from(chunk).readBigUInt64BE(at + 1)) : chunk[at + 1]!;
        at += long ? 9 : 2;
        this.frame(size, (flags & 1) !== 0);
        this.bytes(chunk, at, at + size);
        at += size;
      }
      this.end();
    }
  }
}
