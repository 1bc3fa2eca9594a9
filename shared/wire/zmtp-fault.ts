import { rfcText, type RfcPlace } from './rfc';

/** How bytes break ZMTP. */
export type ZmtpFaultCode =
  | 'noGreeting'
  | 'signatureEnd'
  | 'noMechanism'
  | 'zeroLength'
  | 'tooLong'
  | 'reservedFlags'
  | 'commandMore'
  | 'earlyMessage'
  | 'identityMore'
  | 'noCommandName'
  | 'badMetadata';

/** Bytes that are no ZMTP, and what it is about them. */
export interface ZmtpFault {
  readonly code: ZmtpFaultCode;
  /** The bytes in question, as `0x47`, by the names that the sentence has for them. */
  readonly values?: Readonly<Record<string, string>>;
}

interface FaultFacts {
  readonly says: string;
  readonly place: RfcPlace;
}

const FAULTS: Readonly<Record<ZmtpFaultCode, FaultFacts>> = {
  noGreeting: {
    says: 'it starts with {first} {second}, neither a signature (0xff … 0x7f) nor the identity frame of ZMTP 1.0',
    place: { rfc: 37, section: 'Backwards Interoperability' },
  },
  signatureEnd: {
    says: 'the signature ends with {byte} and not 0x7f',
    place: { rfc: 37, section: 'Formal Grammar' },
  },
  noMechanism: {
    says: 'the greeting names no security mechanism in capital letters',
    place: { rfc: 37, section: 'Formal Grammar' },
  },
  zeroLength: {
    says: 'a frame has length 0, which has no room for its flags',
    place: { rfc: 13, section: 'The Framing Layer' },
  },
  tooLong: { says: 'a frame claims more than 2^53 bytes', place: { rfc: 37, section: 'Framing' } },
  reservedFlags: {
    says: 'a frame has the flags {flags}, of which reserved bits are set',
    place: { rfc: 37, section: 'Framing' },
  },
  commandMore: { says: 'a command has the MORE flag', place: { rfc: 37, section: 'Framing' } },
  earlyMessage: {
    says: 'a message comes before the handshake is done',
    place: { rfc: 37, section: 'Formal Grammar' },
  },
  identityMore: { says: 'the identity has the MORE flag', place: { rfc: 15, section: 'Formal Grammar' } },
  noCommandName: { says: 'a command has no name', place: { rfc: 37, section: 'Commands' } },
  badMetadata: {
    says: 'the properties of READY do not add up',
    place: { rfc: 37, section: 'Connection Metadata' },
  },
};

/** The section that such bytes break. */
export function faultPlace(code: ZmtpFaultCode): RfcPlace {
  return FAULTS[code].place;
}

/** What is wrong, in half a sentence that ends with the section it breaks. */
export function faultText({ code, values }: ZmtpFault): string {
  const { says, place } = FAULTS[code];
  return `${says.replace(/\{(\w+)\}/g, (whole, name: string) => values?.[name] ?? whole)} (${rfcText(place)})`;
}

/** A byte as it is named in a sentence: `0x0a`. */
export function byteText(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
