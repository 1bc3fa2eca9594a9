import { FrameCursor } from '../record';
import type { CaptureRing } from '../ring';
import { bytesMatcher } from '../text-matcher';
import { startFrames } from './item-frames';

const BRACE = 0x7b;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
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

  /** False where no frame can have a value at this path: a quick look at the bytes before they are decoded. */
  prefilter(path: readonly (string | number)[]): (seq: number) => boolean {
    const keys = path.filter((step) => typeof step === 'string');
    const matches = bytesMatcher(new TextEncoder().encode(keys.at(-1) ?? ''));
    const { ring, cursor } = this;
    return (seq) => {
      startFrames(ring, cursor, seq);
      while (cursor.next()) {
        if (this.isDocument() && (matches(ring.bytes, cursor.from, cursor.to) || this.isEscaped())) return true;
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
