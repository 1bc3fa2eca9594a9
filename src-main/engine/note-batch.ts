import { KIND_MESSAGE } from '../../shared/traffic/flow';
import type { ItemWriter } from '../wire/tap';
import type { Frames } from './zmq-socket';

const CHUNK_BYTES = 64 * 1024;
const MOST_MESSAGES = 512;
/** Longest message that is collected; a longer one is worth being written by itself. */
const LONGEST = 4096;
/** Longest header of a frame: flags and eight bytes of length (RFC 23, "Framing"). */
const HEADER_LIMIT = 9;
const MORE = 0x01;
const LONG = 0x02;
const SHORT_LIMIT = 255;

/**
 * Hands messages that were seen at sockets to the capture. Those that follow one another over one cable go together, as a
 * run in the framing of the wire, which the capture keeps much faster than one by one. They wait for the end of the event
 * loop's turn at most, and their order is kept.
 */
export class NoteBatch {
  private readonly chunk = new Uint8Array(CHUNK_BYTES);
  private readonly ends = new Uint32Array(MOST_MESSAGES);
  private writer: ItemWriter | undefined;
  private used = 0;
  private count = 0;
  private waiting = false;

  /** @param bytes the length of all frames together */
  add(writer: ItemWriter, frames: Frames, bytes: number): void {
    const room = bytes + frames.length * HEADER_LIMIT;
    if (writer !== this.writer || this.count === MOST_MESSAGES || this.used + room > CHUNK_BYTES) this.flush();
    if (!writer.storing) return;
    if (room > LONGEST) {
      this.flush();
      writeAlone(writer, frames);
      return;
    }
    this.writer = writer;
    for (let index = 0; index < frames.length; index++) this.put(frames[index]!, index < frames.length - 1);
    this.ends[this.count++] = this.used;
    if (this.waiting) return;
    this.waiting = true;
    setImmediate(() => {
      this.waiting = false;
      this.flush();
    });
  }

  flush(): void {
    const { writer, count } = this;
    if (writer && count > 0) writer.run(this.chunk, 0, this.ends, count, false);
    this.writer = undefined;
    this.used = 0;
    this.count = 0;
  }

  private put(frame: Uint8Array, more: boolean): void {
    const { chunk } = this;
    const { length } = frame;
    const flags = more ? MORE : 0;
    if (length <= SHORT_LIMIT) {
      chunk[this.used] = flags;
      chunk[this.used + 1] = length;
      this.used += 2;
    } else {
      chunk[this.used] = flags | LONG;
      // Never as long as four bytes could not say.
      chunk.fill(0, this.used + 1, this.used + 5);
      chunk[this.used + 5] = length >>> 24;
      chunk[this.used + 6] = (length >>> 16) & 0xff;
      chunk[this.used + 7] = (length >>> 8) & 0xff;
      chunk[this.used + 8] = length & 0xff;
      this.used += HEADER_LIMIT;
    }
    chunk.set(frame, this.used);
    this.used += length;
  }
}

function writeAlone(writer: ItemWriter, frames: Frames): void {
  writer.begin(KIND_MESSAGE, false);
  for (let index = 0; index < frames.length; index++) {
    const frame = frames[index]!;
    writer.frame(frame.length, index < frames.length - 1);
    writer.bytes(frame, 0, frame.length);
  }
  writer.end();
}
