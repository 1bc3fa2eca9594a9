import { FrameCursor } from '../record';
import type { CaptureRing } from '../ring';
import { bytesFinder } from '../text-matcher';
import { startFrames } from './item-frames';

const BRACE = 0x7b;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const PART_OF_NUMBER = Uint8Array.from({ length: 256 }, (_, byte) =>
  '0123456789+-.eE'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const NONE: readonly unknown[] = [];

/** The JSON documents in the frames of items. Those of the item asked for last are kept, for several questions about one. */
export class JsonFrames {
  /** Bytes that the last question had to decode. */
  decoded = 0;
  private readonly cursor: FrameCursor;
  private readonly text: Buffer;
  private seq = 0;
  private documents = NONE;

  constructor(private readonly ring: CaptureRing) {
    this.cursor = new FrameCursor(ring.bytes);
    this.text = Buffer.from(ring.bytes.buffer, ring.bytes.byteOffset, ring.bytes.byteLength);
  }

  forget(): void {
    this.seq = 0;
    this.documents = NONE;
  }

  /**
   * False where no frame can have a value at this path that passes: a quick look at the bytes before they are decoded.
   * @param number judges numbers, where nothing but a number can pass
   */
  prefilter(path: readonly (string | number)[], number?: (value: number) => boolean): (seq: number) => boolean {
    const key = path.findLast((step) => typeof step === 'string') ?? '';
    const quoted = new TextEncoder().encode(JSON.stringify(key));
    const find = bytesFinder(quoted);
    const passes = typeof path.at(-1) === 'string' ? number : undefined;
    const { ring, cursor } = this;
    return (seq) => {
      startFrames(ring, cursor, seq);
      while (cursor.next()) {
        if (this.isDocument() && (this.hasKey(find, quoted.length, passes) || this.isEscaped())) return true;
      }
      return false;
    };
  }

  documentsOf(seq: number): readonly unknown[] {
    this.decoded = 0;
    if (seq === this.seq) return this.documents;
    const { cursor, ring } = this;
    const documents: unknown[] = [];
    startFrames(ring, cursor, seq);
    while (cursor.next()) {
      if (!this.isDocument()) continue;
      this.decoded += cursor.to - cursor.from;
      const document = parsed(this.text.toString('utf8', cursor.from, cursor.to));
      if (document !== undefined) documents.push(document);
    }
    this.seq = seq;
    this.documents = documents;
    return documents;
  }

  /** Whether the frame has the key, with a number behind it that passes where one is asked for. */
  private hasKey(find: ReturnType<typeof bytesFinder>, length: number, passes?: (value: number) => boolean): boolean {
    const { bytes } = this.ring;
    const { to } = this.cursor;
    for (let at = find(bytes, this.cursor.from, to); at >= 0; at = find(bytes, at, to)) {
      if (passes === undefined) return true;
      at = this.skipSpace(at + length);
      if (bytes[at] !== COLON) continue;
      const start = this.skipSpace(at + 1);
      let end = start;
      while (end < to && PART_OF_NUMBER[bytes[end]!] === 1) end++;
      if (end > start && passes(Number(this.text.toString('latin1', start, end)))) return true;
      at = end;
    }
    return false;
  }

  private skipSpace(from: number): number {
    let at = from;
    while (at < this.cursor.to && this.ring.bytes[at]! <= 0x20) at++;
    return at;
  }

  /** Whole, and beginning like an object or a list, white space aside. */
  private isDocument(): boolean {
    const { cursor, ring } = this;
    if (cursor.cut || cursor.rest > 0) return false;
    let at = cursor.from;
    while (at < cursor.to && ring.bytes[at]! <= 0x20) at++;
    return at < cursor.to && (ring.bytes[at] === BRACE || ring.bytes[at] === BRACKET);
  }

  /** A key may be written with escapes, so that its bytes say nothing. */
  private isEscaped(): boolean {
    const { cursor, ring } = this;
    for (let at = cursor.from; at < cursor.to; at++) if (ring.bytes[at] === BACKSLASH) return true;
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
