import { byteText, type ZmtpFault } from '../../shared/wire/zmtp-fault';

/** First byte of a frame: the last and only part of its message, and what it is (RFC 6455/WebSocket, Base Framing Protocol). */
export const BINARY = 0x82;
const FIN = 0x80;
const RESERVED = 0x70;
const OPCODE = 0x0f;
const TEXT_OPCODE = 0x1;
const BINARY_OPCODE = 0x2;
const MASKED = 0x80;

/** Frames that are no message, and what they are called here (RFC 6455/WebSocket, Control Frames). */
const CONTROLS: Readonly<Record<number, string>> = { 0x8: 'CLOSE', 0x9: 'PING', 0xa: 'PONG' };
/** They have no more than this in their body. */
export const LONGEST_CONTROL = 125;

/** Bits of the byte in front of each ZeroMQ frame (RFC 45/ZWS 2.0, Framing). */
export const ZWS_MORE = 1;
export const ZWS_COMMAND = 2;

/** The greatest high half of a length that a number holds exactly: below 2^53. */
const HIGHEST_HALF = 0x1f_ffff;

/** Reads one WebSocket frame header after the other, each cut in any way. */
export class WsFrameHeader {
  /** How many bytes of the open header have come; 0 when the last one is whole. */
  used = 0;
  /** Length of the payload; beyond 2^53 not exact. */
  size = 0;
  /** The masking key, first byte lowest; 0 where nothing is masked. */
  key = 0;
  /** The header's bytes, with room for the byte of flags that follows it. */
  private readonly bytes = new Uint8Array(15);
  private length = 0;

  /** Takes header bytes from `chunk[from, to)`; gives the place behind them. The header is whole when `used` is 0. */
  read(chunk: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      this.bytes[this.used++] = chunk[at++]!;
      if (this.used >= 2 && this.used === this.needed()) {
        this.length = this.used;
        this.used = 0;
        this.finish();
        break;
      }
    }
    return at;
  }

  /** The bytes of the last whole header, or those that have come of an open one; valid until the next one begins. */
  get raw(): Uint8Array {
    return this.bytes.subarray(0, this.used > 0 ? this.used : this.length);
  }

  /** The same with the byte of flags behind it, as it is without its mask. */
  rawWith(flags: number): Uint8Array {
    this.bytes[this.length] = flags;
    return this.bytes.subarray(0, this.length + 1);
  }

  /** What a control frame is; undefined for a message. */
  get control(): string | undefined {
    return CONTROLS[this.bytes[0]! & OPCODE];
  }

  /** Why this header cannot stand here; undefined when it can. @param client it is the client that says it */
  wrong(client: boolean): ZmtpFault | undefined {
    const first = this.bytes[0]!;
    const opcode = first & OPCODE;
    const masked = (this.bytes[1]! & MASKED) !== 0;
    if ((first & RESERVED) !== 0) return { code: 'wsReserved', values: { byte: byteText(first) } };
    if (opcode === 0 || (first & FIN) === 0) return { code: 'wsFragment' };
    if (opcode === TEXT_OPCODE) return { code: 'wsText' };
    if (opcode !== BINARY_OPCODE && this.control === undefined) {
      return { code: 'wsOpcode', values: { opcode: byteText(opcode) } };
    }
    if (masked !== client) return { code: client ? 'wsUnmasked' : 'wsMasked' };
    if (this.size > Number.MAX_SAFE_INTEGER) return { code: 'wsTooLong' };
    if (opcode === BINARY_OPCODE) return this.size === 0 ? { code: 'zwsNoFlags' } : undefined;
    return this.size > LONGEST_CONTROL ? { code: 'wsControlLong' } : undefined;
  }

  private needed(): number {
    const second = this.bytes[1]!;
    return 2 + lengthBytes(second & 0x7f) + ((second & MASKED) !== 0 ? 4 : 0);
  }

  private finish(): void {
    const { bytes } = this;
    const short = bytes[1]! & 0x7f;
    const end = 2 + lengthBytes(short);
    let size = end === 2 ? short : 0;
    for (let i = 2; i < end; i++) size = size * 256 + bytes[i]!;
    this.size = size;
    this.key = this.length > end ? keyAt(bytes, end) : 0;
  }
}

/** The length of `chunk[at + 2, …)` where it takes 8 bytes, or a number beyond any chunk where it cannot be held exactly. */
export function longLength(chunk: Uint8Array, at: number): number {
  const high = uint32(chunk, at + 2);
  return high > HIGHEST_HALF ? Infinity : high * 2 ** 32 + uint32(chunk, at + 6);
}

/** The masking key at `bytes[at]`, first byte lowest. */
export function keyAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}

function lengthBytes(short: number): number {
  return short === 126 ? 2 : short === 127 ? 8 : 0;
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** Why a byte of flags is none; undefined when it is one. */
export function wrongFlags(flags: number): ZmtpFault | undefined {
  return flags > ZWS_COMMAND ? { code: 'zwsFlags', values: { flags: byteText(flags) } } : undefined;
}
