import { rfcText, type RfcPlace } from './rfc';

/** How bytes break ZMTP, or ZWS, which is ZMTP in a WebSocket. */
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
  | 'badMetadata'
  | 'noUpgrade'
  | 'noUpgradeAnswer'
  | 'upgradeTooLong'
  | 'upgradeRefused'
  | 'noUpgradeHeader'
  | 'noZws'
  | 'wsReserved'
  | 'wsFragment'
  | 'wsText'
  | 'wsOpcode'
  | 'wsUnmasked'
  | 'wsMasked'
  | 'wsTooLong'
  | 'wsControlLong'
  | 'zwsNoFlags'
  | 'zwsFlags'
  | 'routingIdZero'
  | 'pingShort'
  | 'commandLong'
  | 'groupLong'
  | 'groupEmpty'
  | 'framesConflated'
  | 'zwsHeartbeats';

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
  noUpgrade: {
    says: 'it starts with {start}, and a WebSocket starts with an HTTP request, GET',
    place: { rfc: 6455, section: 'Client Requirements' },
  },
  noUpgradeAnswer: {
    says: 'it starts with {start}, and a WebSocket answers with HTTP/1.1 101',
    place: { rfc: 6455, section: "Sending the Server's Opening Handshake" },
  },
  upgradeTooLong: {
    says: 'the HTTP exchange in front of the WebSocket is longer than the 8192 bytes that libzmq reads',
    place: { rfc: 6455, section: 'Opening Handshake' },
  },
  upgradeRefused: {
    says: 'the server answers {status}, and not 101 Switching Protocols',
    place: { rfc: 6455, section: "Sending the Server's Opening Handshake" },
  },
  noUpgradeHeader: {
    says: 'the HTTP exchange is none for a WebSocket: it has no header {header}',
    place: { rfc: 6455, section: 'Opening Handshake' },
  },
  noZws: {
    says: 'of the WebSocket sub-protocols none is of ZeroMQ, ZWS2.0 or ZWS2.0/NULL for one: {protocols}',
    place: { rfc: 45, section: 'Handshake' },
  },
  wsReserved: {
    says: 'a frame begins with {byte}, in which reserved bits are set',
    place: { rfc: 6455, section: 'Base Framing Protocol' },
  },
  wsFragment: {
    says: 'a WebSocket message comes in fragments, and a ZeroMQ frame is one whole message',
    place: { rfc: 45, section: 'Framing' },
  },
  wsText: { says: 'a message is text, and ZeroMQ takes binary ones', place: { rfc: 45, section: 'Implementation' } },
  wsOpcode: {
    says: 'a frame has the opcode {opcode}, which means nothing',
    place: { rfc: 6455, section: 'Base Framing Protocol' },
  },
  wsUnmasked: {
    says: 'a frame of the client is not masked',
    place: { rfc: 6455, section: 'Client-to-Server Masking' },
  },
  wsMasked: { says: 'a frame of the server is masked', place: { rfc: 6455, section: 'Client-to-Server Masking' } },
  wsTooLong: {
    says: 'a frame claims more than 2^53 bytes',
    place: { rfc: 6455, section: 'Base Framing Protocol' },
  },
  wsControlLong: {
    says: 'a control frame is longer than 125 bytes',
    place: { rfc: 6455, section: 'Control Frames' },
  },
  zwsNoFlags: {
    says: 'a message is empty, and has no room for its byte of flags',
    place: { rfc: 45, section: 'Framing' },
  },
  zwsFlags: {
    says: 'a message has the flags {flags}, and there are 0x00, 0x01 and 0x02',
    place: { rfc: 45, section: 'Framing' },
  },
  routingIdZero: {
    says: 'its routing id begins with a zero byte, as only those do that a ROUTER makes up',
    place: { rfc: 28, section: 'The ROUTER Socket Type' },
  },
  pingShort: {
    says: 'a PING has no room for its time to live',
    place: { rfc: 37, section: 'Connection Heartbeating' },
  },
  commandLong: {
    says: 'a command or subscription has {size} bytes, and the app takes {most}',
    place: { rfc: 37, section: 'Commands' },
  },
  groupLong: {
    says: 'it joins or leaves a group with a name of more than 255 bytes',
    place: { rfc: 48, section: 'The RADIO Socket Type' },
  },
  groupEmpty: {
    says: 'a message is for a group without a name',
    place: { rfc: 48, section: 'The DISH Socket Type' },
  },
  framesConflated: {
    says: 'a message has several frames, and a socket with the option conflate takes one',
    place: { rfc: 37, section: 'Framing' },
  },
  zwsHeartbeats: {
    says: 'it speaks ZWS2.0 without a mechanism, over which libzmq has no heartbeats, and the socket is to send some',
    place: { rfc: 45, section: 'No Mechanism' },
  },
};

/** What is read well, and ends the process of libzmq 4.3.5 or reaches into its memory. */
const HARMFUL: readonly ZmtpFaultCode[] = [
  'routingIdZero',
  'pingShort',
  'commandLong',
  'groupLong',
  'groupEmpty',
  'framesConflated',
  'zwsHeartbeats',
];

/** Whether it can be read, and must not reach a socket all the same. */
export function isHarmful({ code }: ZmtpFault): boolean {
  return HARMFUL.includes(code);
}

/** Whether it is one of the codes of faults. */
export function isFaultCode(text: string): text is ZmtpFaultCode {
  return Object.hasOwn(FAULTS, text);
}

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
