/**
 * How an item lies in the capture ring: its frames behind one another, each with the header it has on the wire
 * (RFC 23, Framing: flags with MORE = 1 and LONG = 2, then 1 or 8 bytes of length), so that whole runs of messages are
 * kept with one copy. The last frame is the one without MORE. Two forms that ZMTP does not have are added by bits that
 * ZMTP reserves:
 * - CUT: the body was longer than what is kept; flags, 8 bytes of length, 4 bytes of kept length, the kept bytes.
 * - REST: what followed in the item was not kept; flags, 8 bytes of summed length, 4 bytes of frame count, no body.
 */
export const MORE = 0x01;
export const LONG = 0x02;
export const CUT = 0x08;
export const REST = 0x10;

/** The longest header, of CUT and REST. */
export const HEADER_LIMIT = 13;

/** Writes a frame's header at `at`; gives the place behind it. `kept` below `size` makes it a CUT one. */
export function putHeader(into: Uint8Array, at: number, size: number, kept: number, more: boolean): number {
  const flags = more ? MORE : 0;
  if (kept < size) {
    into[at] = flags | CUT;
    return putUint32(into, putUint64(into, at + 1, size), kept);
  }
  if (size < 256) {
    into[at] = flags;
    into[at + 1] = size;
    return at + 2;
  }
  into[at] = flags | LONG;
  return putUint64(into, at + 1, size);
}

/** Writes the REST record at `at`; gives the place behind it. */
export function putRest(into: Uint8Array, at: number, size: number, frames: number): number {
  into[at] = REST;
  return putUint32(into, putUint64(into, at + 1, size), frames);
}

/**
 * Steps through the frames of a record without making an object for each. After `next()` has said true, the fields
 * describe one frame: its body is `bytes[from, to)`.
 */
export class FrameCursor {
  from = 0;
  to = 0;
  /** Length of the body on the wire; with `rest`, of all the frames not kept. */
  size = 0;
  more = false;
  cut = false;
  /** 0, or how many frames this REST record stands for. */
  rest = 0;
  private at = 0;
  private finished = true;

  constructor(private readonly bytes: Uint8Array) {}

  /** Goes before the first frame of the record that starts at `at`. */
  start(at: number): void {
    this.at = at;
    this.finished = false;
  }

  next(): boolean {
    if (this.finished) return false;
    const bytes = this.bytes;
    const at = this.at;
    const flags = bytes[at]!;
    this.more = (flags & MORE) !== 0;
    this.cut = (flags & CUT) !== 0;
    this.rest = 0;
    if ((flags & (LONG | CUT | REST)) === 0) {
      this.size = bytes[at + 1]!;
      this.from = at + 2;
      this.to = this.from + this.size;
    } else {
      this.size = uint64(bytes, at + 1);
      if ((flags & REST) !== 0) {
        this.rest = uint32(bytes, at + 9);
        this.from = this.to = at + HEADER_LIMIT;
      } else if (this.cut) {
        this.from = at + HEADER_LIMIT;
        this.to = this.from + uint32(bytes, at + 9);
      } else {
        this.from = at + 9;
        this.to = this.from + this.size;
      }
    }
    this.at = this.to;
    this.finished = !this.more;
    return true;
  }
}

function putUint64(into: Uint8Array, at: number, value: number): number {
  return putUint32(into, putUint32(into, at, Math.floor(value / 0x1_0000_0000)), value % 0x1_0000_0000);
}

function putUint32(into: Uint8Array, at: number, value: number): number {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
  return at + 4;
}

function uint64(bytes: Uint8Array, at: number): number {
  return uint32(bytes, at) * 0x1_0000_0000 + uint32(bytes, at + 4);
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}
