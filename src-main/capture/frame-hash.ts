import type { FrameCursor } from './record';

/** So much of a frame's beginning and of its end tells it from others, together with its length. */
const HEAD = 32;
const TAIL = 8;
/** Frames above this length are told apart by their beginning only: their end may not be captured. */
const WHOLE = 4096;
/** Frames of a message that are looked at; of the others only the number counts. */
const MOST_FRAMES = 8;

/**
 * A number of 53 bits that tells messages apart: equal messages have equal numbers, and two numbers that are equal by
 * accident are not to be expected. It looks at a bounded part of each message, so messages that differ only in the middle
 * of a long frame have the same number; who uses it says "inferred" where several match.
 */
export class FrameHash {
  private one = 0;
  private two = 0;
  private frames = 0;

  begin(): void {
    this.one = 0x811c9dc5;
    this.two = 0x2545f491;
    this.frames = 0;
  }

  /** Takes in one frame: its kept bytes are `bytes[from, to)`, its length on the wire `size`. */
  frame(bytes: Uint8Array, from: number, to: number, size: number): void {
    if (++this.frames > MOST_FRAMES) return;
    this.mix(size & 0xffff);
    this.mix(size >>> 16);
    const head = Math.min(to, from + HEAD);
    for (let at = from; at < head; at++) this.mix(bytes[at]!);
    if (size > WHOLE) return;
    for (let at = Math.max(head, to - TAIL); at < to; at++) this.mix(bytes[at]!);
  }

  value(): number {
    this.mix(this.frames);
    return (this.one >>> 0) * 0x20_0000 + ((this.two >>> 11) & 0x1f_ffff);
  }

  /** The number of a captured message. */
  ofRecord(cursor: FrameCursor, bytes: Uint8Array, offset: number): number {
    this.begin();
    cursor.start(offset);
    while (cursor.next()) {
      if (cursor.rest > 0) this.frames += cursor.rest;
      else this.frame(bytes, cursor.from, cursor.to, cursor.size);
    }
    return this.value();
  }

  /** The number of a message as a program has it, without its first `skip` frames. */
  ofFrames(frames: readonly Uint8Array[], skip: number): number {
    this.begin();
    for (let index = skip; index < frames.length; index++) {
      const frame = frames[index]!;
      this.frame(frame, 0, frame.length, frame.length);
    }
    return this.value();
  }

  /** The number of a captured message's envelope: its frames before the first empty one; -1 where there is none. */
  ofEnvelope(cursor: FrameCursor, bytes: Uint8Array, offset: number, mayEnd: boolean): number {
    this.begin();
    cursor.start(offset);
    while (cursor.next()) {
      if (cursor.rest > 0) return -1;
      // Between DEALERs and ROUTERs an empty frame at the end may be an empty body (shared/zmq/envelope.ts).
      if (cursor.size === 0) return cursor.more || mayEnd ? this.value() : -1;
      this.frame(bytes, cursor.from, cursor.to, cursor.size);
    }
    return -1;
  }

  private mix(value: number): void {
    this.one = Math.imul(this.one ^ value, 0x01000193);
    this.two = Math.imul(this.two ^ value, 0x85ebca6b);
    this.two ^= this.two >>> 13;
  }
}
