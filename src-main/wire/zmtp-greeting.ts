import { LEVEL_2, LEVEL_3, LEVEL_REVISION_0, LEVEL_UNVERSIONED, SOCKET_TYPE_BYTES } from './conversation';
import type { Side } from './conversation';
import { asciiOf } from './zmtp-command';
import { byteText, type ZmtpFault } from '../../shared/wire/zmtp-fault';

const SIGNATURE_SIZE = 10;
const GREETING_2_SIZE = 12;
const GREETING_3_SIZE = 64;

/**
 * - `reading`: more bytes are needed.
 * - `greeting`: a whole greeting lies in `bytes`.
 * - `frames`: there is no greeting; what lies in `bytes` is the start of the first ZMTP 1.0 frame.
 */
export type GreetingOutcome = 'reading' | 'greeting' | 'frames' | { readonly fault: ZmtpFault };

/**
 * Reads what a side says first, however its bytes are cut, and writes what it learns to that side at once, because the
 * other direction's reader needs it (RFC 37/ZMTP 3.1, Backwards Interoperability). A side that speaks 3.x sends only
 * the 12 bytes of 2.0 to a peer that has announced 2.0, and nothing but a pseudo-signature to one that speaks 1.0. It
 * has read the peer's announcement by then, and so have we.
 */
export class GreetingReader {
  readonly bytes = new Uint8Array(GREETING_3_SIZE);
  length = 0;
  outcome: GreetingOutcome = 'reading';

  constructor(
    private readonly own: Side,
    private readonly peer: Side,
  ) {}

  /** Takes what belongs to the greeting from `chunk[from, to)`; gives the place behind it. */
  read(chunk: Uint8Array, from: number, to: number): number {
    let at = from;
    while (this.outcome === 'reading') {
      if (this.length === SIGNATURE_SIZE && this.peer.level === LEVEL_UNVERSIONED) this.outcome = this.unversioned();
      else if (at === to) break;
      else {
        this.bytes[this.length++] = chunk[at++]!;
        this.outcome = this.judge();
      }
    }
    return at;
  }

  private judge(): GreetingOutcome {
    const { bytes, own, peer } = this;
    switch (this.length) {
      case 2:
        return bytes[0] === 0xff ? 'reading' : this.judgeShortIdentity();
      case SIGNATURE_SIZE:
        if ((bytes[9]! & 1) === 0) return this.unversioned();
        return bytes[9] === 0x7f
          ? 'reading'
          : { fault: { code: 'signatureEnd', values: { byte: byteText(bytes[9]!) } } };
      case SIGNATURE_SIZE + 1:
        own.level = levelOfRevision(bytes[10]!);
        return 'reading';
      case GREETING_2_SIZE:
        return own.level < LEVEL_3 || peer.level === LEVEL_2 || peer.level === LEVEL_REVISION_0
          ? this.finish2()
          : 'reading';
      case GREETING_3_SIZE:
        return this.finish3();
      default:
        return 'reading';
    }
  }

  /** The first frame of ZMTP 1.0: a length that counts the flags, then the flags (RFC 13/ZMTP 1.0, The Framing Layer). */
  private judgeShortIdentity(): GreetingOutcome {
    if (this.bytes[0]! >= 1 && this.bytes[1] === 0) return this.unversioned();
    const values = { first: byteText(this.bytes[0]!), second: byteText(this.bytes[1]!) };
    return { fault: { code: 'noGreeting', values } };
  }

  private unversioned(): GreetingOutcome {
    this.own.level = LEVEL_UNVERSIONED;
    this.own.version = '1.0';
    this.own.mechanism = 'NULL';
    return 'frames';
  }

  private finish2(): GreetingOutcome {
    const { own, bytes } = this;
    // Of a 3.x side that steps down to 2.0 only the major version is ever sent.
    own.version = own.level === LEVEL_3 ? String(bytes[10]) : own.level === LEVEL_2 ? '2.0' : '1.0';
    own.mechanism = 'NULL';
    own.socketType = SOCKET_TYPE_BYTES[bytes[11]!] ?? `type ${bytes[11]}`;
    return 'greeting';
  }

  private finish3(): GreetingOutcome {
    const { own, bytes } = this;
    own.version = `${bytes[10]}.${bytes[11]}`;
    const end = bytes.indexOf(0, 12);
    own.mechanism = asciiOf(bytes, 12, end < 0 ? 32 : Math.min(end, 32));
    return /^[A-Z0-9\-_.+]+$/.test(own.mechanism) ? 'greeting' : { fault: { code: 'noMechanism' } };
  }
}

function levelOfRevision(revision: number): number {
  if (revision === 0) return LEVEL_REVISION_0;
  return revision < 3 ? LEVEL_2 : LEVEL_3;
}
