import type { FrameCursor } from './record';

/** So much of a frame's beginning and of its end tells it from others, together with its length. */
const HEAD = 32;
const TAIL = 8;
/** Frames above this length are told apart by their beginning only: their end may not be captured. */
const WHOLE = 4096;
/** Frames of a message that are looked at; of the others only the number counts. */
const MOST_FRAMES = 8;

/**
 * A number from 1 to 2^32 - 1 that tells messages apart: equal messages have equal numbers, and of a few thousand that are
 * compared with one another two are not to be expected to have the same by accident. It looks at a bounded part of each
 * message, so messages that differ only in the middle of a long frame have the same number; who uses it says "inferred"
 * where several match.
 */
export class FrameHash {
  private state = 0;
  private frames = 0;

  begin(): void {
    this.state = 0x811c9dc5 | 0;
    this.frames = 0;
  }

  /** Takes in one frame: its kept bytes are `bytes[from, to)`, its length on the wire `size`. */
  frame(bytes: Uint8Array, from: number, to: number, size: number): void {
    if (++this.frames > MOST_FRAMES) return;
    this.state = mixed(this.state, size | 0);
    const head = Math.min(to, from + HEAD);
    this.part(bytes, from, head);
    if (size <= WHOLE && head < to) this.part(bytes, Math.max(head, to - TAIL), to);
  }

  value(): number {
    return mixed(this.state, this.frames) >>> 0 || 1;
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

  /** Four bytes at a time, in local variables: this runs for each message of a device. */
  private part(bytes: Uint8Array, from: number, to: number): void {
    let { state } = this;
    let at = from;
    for (; at + 3 < to; at += 4) {
      state = mixed(state, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    }
    for (; at < to; at++) state = mixed(state, bytes[at]!);
    this.state = state;
  }
}

/** Another state for each other word. */
function mixed(state: number, word: number): number {
  const product = Math.imul(state ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
