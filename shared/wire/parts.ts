import { hex, printableText } from '../bytes';
import type { RfcNumber, RfcPlace } from './rfc';

/** What a range of a step's bytes is. Each has a title and a sentence in the window's texts. */
export type BytePartName =
  | 'signature'
  | 'versionMajor'
  | 'versionMinor'
  | 'revision'
  | 'mechanism'
  | 'asServer'
  | 'filler'
  | 'socketTypeByte'
  | 'flags'
  | 'length'
  | 'nameLength'
  | 'name'
  | 'propertyNameLength'
  | 'propertyName'
  | 'valueLength'
  | 'value'
  | 'topic'
  | 'subscriptionFlag'
  | 'identity'
  | 'ttl'
  | 'context'
  | 'reasonLength'
  | 'reason'
  | 'usernameLength'
  | 'username'
  | 'passwordLength'
  | 'password'
  | 'curveVersion'
  | 'curvePadding'
  | 'curveTransientKey'
  | 'curveNonce'
  | 'curveSignatureBox'
  | 'curveWelcomeBox'
  | 'curveCookie'
  | 'curveInitiateBox'
  | 'curveReadyBox'
  | 'requestLine'
  | 'statusLine'
  | 'headerField'
  | 'subProtocol'
  | 'headEnd'
  | 'wsOpcode'
  | 'wsLength'
  | 'maskingKey'
  | 'zwsFlags'
  | 'closeCode'
  | 'closeReason'
  | 'data'
  | 'broken'
  | 'unread'
  | 'notKept';

/** A range of a step's bytes, `bytes[from, to)`, and what it says. */
export interface BytePart {
  readonly name: BytePartName;
  readonly from: number;
  readonly to: number;
  /** What it says, as text where it is text, else in digits; '' where the bytes alone say nothing. */
  readonly value: string;
  readonly place: RfcPlace;
}

/** Takes parts from the front of the bytes, one behind the other. */
export class Parts {
  readonly list: BytePart[] = [];
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly rfc: RfcNumber,
  ) {}

  get left(): number {
    return this.bytes.length - this.at;
  }

  /** The next `count` bytes, or those that there are. */
  take(name: BytePartName, count: number, place: RfcPlace, value?: string): void {
    const to = Math.min(this.bytes.length, this.at + count);
    if (to <= this.at) return;
    const range = this.bytes.subarray(this.at, to);
    this.list.push({ name, from: this.at, to, value: value ?? textOf(range), place });
    this.at = to;
  }

  rest(name: BytePartName, place: RfcPlace, value?: string): void {
    this.take(name, this.left, place, value);
  }

  /** Bytes that were on the wire and are not kept. */
  beyond(size: number): void {
    const place: RfcPlace = { rfc: this.rfc, section: 'Framing' };
    this.list.push({ name: 'notKept', from: this.bytes.length, to: size, value: '', place });
  }

  byte(offset = 0): number {
    return this.bytes[this.at + offset] ?? 0;
  }

  uint32(): number {
    return ((this.byte() << 24) | (this.byte(1) << 16) | (this.byte(2) << 8) | this.byte(3)) >>> 0;
  }
}

export function textOf(bytes: Uint8Array): string {
  const text = printableText(bytes);
  if (text !== undefined) return text;
  return bytes.length <= 32 ? `0x${hex(bytes)}` : `0x${hex(bytes.subarray(0, 24))}…`;
}
