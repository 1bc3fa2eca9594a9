import { byteText, type ZmtpFault } from '../../shared/wire/zmtp-fault';

/** Bits of a frame's flags (RFC 37/ZMTP 3.1, Framing). */
export const MORE = 1;
export const LONG = 2;
export const COMMAND = 4;

/** What the bytes of a direction are, in order. */
export const GREETING = 0;
export const HANDSHAKE = 1;
/** ZMTP 2.0 and 1.0: the first message is the identity. */
export const IDENTITY = 2;
export const TRAFFIC = 3;
export const FAULT = 4;

/** Reads one frame header after the other, each cut in any way. */
export class FrameHeader {
  /** Frames as of ZMTP 1.0: the length counts the flags and comes before them (RFC 13/ZMTP 1.0, The Framing Layer). */
  old = false;
  /** How many bytes of the open header have come; 0 when the last one is whole. */
  used = 0;
  flags = 0;
  /** Length of the body; beyond 2^53 not exact. Below 0 when a length of 1.0 has no room for the flags. */
  size = 0;
  private readonly bytes = new Uint8Array(10);

  /** Takes header bytes from `chunk[from, to)`; gives the place behind them. The header is whole when `used` is 0. */
  read(chunk: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      this.bytes[this.used++] = chunk[at++]!;
      if (this.used >= 2 && this.used === this.needed()) {
        this.used = 0;
        this.finish();
        break;
      }
    }
    return at;
  }

  /** The bytes of the last whole header, or those that have come of an open one; valid until the next one begins. */
  get raw(): Uint8Array {
    return this.bytes.subarray(0, this.used > 0 ? this.used : this.needed());
  }

  /** Why this header cannot stand where it does; undefined when it can. */
  wrong(phase: number, reservedFlags: number): ZmtpFault | undefined {
    const { flags, size } = this;
    if (size < 0) return { code: 'zeroLength' };
    if (size > Number.MAX_SAFE_INTEGER) return { code: 'tooLong' };
    // In the flags' place of a 1.0 identity stands the end of a pseudo-signature; the other bits of 1.0 are ignored.
    if (this.old) return undefined;
    if ((flags & reservedFlags) !== 0) return { code: 'reservedFlags', values: { flags: byteText(flags) } };
    if ((flags & COMMAND) !== 0 && (flags & MORE) !== 0) return { code: 'commandMore' };
    if (phase === HANDSHAKE && (flags & COMMAND) === 0) return { code: 'earlyMessage' };
    if (phase === IDENTITY && (flags & MORE) !== 0) return { code: 'identityMore' };
    return undefined;
  }

  private needed(): number {
    if (this.old) return this.bytes[0] === 0xff ? 10 : 2;
    return (this.bytes[0]! & LONG) !== 0 ? 9 : 2;
  }

  private finish(): void {
    const { bytes, old } = this;
    const needed = this.needed();
    let length = 0;
    if (needed === 2) length = bytes[old ? 0 : 1]!;
    else for (let i = 1; i <= 8; i++) length = length * 256 + bytes[i]!;
    this.flags = old ? bytes[needed - 1]! : bytes[0]!;
    this.size = old ? length - 1 : length;
  }
}
