import { FrameCursor } from '../record';
import type { CaptureRing } from '../ring';
import { bytesFinder, type TextMatcher } from '../text-matcher';
import { startFrames } from './item-frames';

const BRACE = 0x7b;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const ZERO = 0x30;
/** Whole numbers of so many digits are exact, however they are put together. */
const EXACT_DIGITS = 15;
const PART_OF_NUMBER = Uint8Array.from({ length: 256 }, (_, byte) =>
  '0123456789+-.eE'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const NONE: readonly unknown[] = [];
/** Bytes that are searched for an escape at once: longer than frames are, and few enough to be looked at anew at each tick. */
const ESCAPE_WINDOW = 64 * 1024;

/** What the bytes of a frame must show before it is worth being decoded. */
export interface JsonHints {
  /** Judges numbers, where nothing but a number can pass. */
  readonly number?: ((value: number) => boolean) | undefined;
  /** Finds what every string that can pass holds, where nothing but a string can. */
  readonly text?: TextMatcher | undefined;
}

/** The JSON documents in the frames of items. Those of the item asked for last are kept, for several questions about one. */
export class JsonFrames {
  /** Bytes that the last question had to decode. */
  decoded = 0;
  private readonly cursor: FrameCursor;
  private readonly text: Buffer;
  private seq = 0;
  private documents = NONE;
  /** Bytes of the ring in which no escape is. */
  private unescaped = { from: 0, to: 0 };

  constructor(private readonly ring: CaptureRing) {
    this.cursor = new FrameCursor(ring.bytes);
    this.text = Buffer.from(ring.bytes.buffer, ring.bytes.byteOffset, ring.bytes.byteLength);
  }

  forget(): void {
    this.seq = 0;
    this.documents = NONE;
    this.unescaped = { from: 0, to: 0 };
  }

  /**
   * False where no frame can have a value at this path that passes: a quick look at the bytes before they are decoded.
   */
  prefilter(path: readonly (string | number)[], { number, text }: JsonHints): (seq: number) => boolean {
    const key = path.findLast((step) => typeof step === 'string') ?? '';
    const quoted = new TextEncoder().encode(JSON.stringify(key));
    const find = bytesFinder(quoted);
    const passes = typeof path.at(-1) === 'string' ? number : undefined;
    const { ring, cursor } = this;
    const mayHold = () => {
      const { from, to } = cursor;
      if (text && !text(ring.bytes, from, to)) return false;
      return this.hasKey(find, quoted.length, passes);
    };
    return (seq) => {
      startFrames(ring, cursor, seq);
      while (cursor.next()) {
        if (this.isDocument() && (mayHold() || this.isEscaped())) return true;
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
      if (end > start && passes(this.numberIn(start, end))) return true;
      at = end;
    }
    return false;
  }

  private numberIn(from: number, to: number): number {
    const { bytes } = this.ring;
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9 || to - from > EXACT_DIGITS) return Number(this.text.toString('latin1', from, to));
      value = value * 10 + digit;
    }
    return value;
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

  /** Keys and strings may be written with escapes, so that their bytes say nothing. */
  private isEscaped(): boolean {
    const { cursor, text, unescaped } = this;
    if (cursor.from >= unescaped.from && cursor.to <= unescaped.to) return false;
    // Many frames at once: it is a search that the runtime does much faster than a loop.
    const end = Math.min(Math.max(cursor.to, cursor.from + ESCAPE_WINDOW), text.length);
    const found = text.subarray(cursor.from, end).indexOf(BACKSLASH);
    unescaped.from = cursor.from;
    unescaped.to = found < 0 ? end : cursor.from + found;
    return cursor.to > unescaped.to;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
