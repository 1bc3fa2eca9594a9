import { isMisspeltError, MISSPELT_LENGTH } from '../wire/misspelt-error';
import { hex, printableText, utf8TextLenient } from '../bytes';

/** What a part of a greeting or command is; `property` is one of the metadata, named by the peer itself. */
export type PartName =
  | 'signature'
  | 'version'
  | 'mechanism'
  | 'server'
  | 'filler'
  | 'socketType'
  | 'identity'
  | 'name'
  | 'property'
  | 'topic'
  | 'reason'
  | 'ttl'
  | 'context'
  | 'username'
  | 'password'
  | 'group'
  | 'httpLine'
  | 'data';

/** A range of a greeting's or command's bytes, and what it says. */
export interface CommandPart {
  readonly name: PartName;
  /** Name of a property as the peer spells it. */
  readonly property?: string;
  /** The part is `bytes[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** As text where it is text, else hexadecimal digits; '' where the part is empty. */
  readonly value: string;
}

/** True for half of the HTTP exchange that a WebSocket begins with (RFC 6455/WebSocket, Opening Handshake). */
export function isUpgrade(bytes: Uint8Array): boolean {
  return ['GET ', 'HTTP/1.'].includes(latin(bytes, 0, bytes[0] === 0x47 ? 4 : 7));
}

/** The socket types by the number that ZMTP 2.0 gives them (RFC 15, Socket Type). */
const TYPES_BY_NUMBER = ['PAIR', 'PUB', 'SUB', 'REQ', 'REP', 'DEALER', 'ROUTER', 'PULL', 'PUSH', 'XPUB', 'XSUB'];

/**
 * Takes apart a greeting (RFC 23, Greeting; RFC 15 for its 2.0 form), the HTTP upgrade of a WebSocket (RFC 45, Handshake), a command's body (RFC 37, Commands), or a ZMTP 3.0
 * subscription message (RFC 23, PUB–SUB). What does not add up is given as `data`, never left out.
 * @param handshake the item is a step of the handshake: in ZMTP 2.0 its second one is the bare identity
 */
export function commandParts(bytes: Uint8Array, handshake: boolean): CommandPart[] {
  if (handshake && bytes[0] === 0xff && bytes.length >= 10) return greetingParts(bytes);
  if (isMisspeltError(bytes, 0, bytes.length)) {
    return [part('name', 0, MISSPELT_LENGTH, 'ERROR'), ...dataParts(bytes, 'ERROR', MISSPELT_LENGTH)];
  }
  if (handshake && isUpgrade(bytes)) return upgradeParts(bytes);
  const length = bytes[0] ?? 0;
  const dataFrom = 1 + length;
  const named = length > 1 && dataFrom <= bytes.length && /^[A-Z]+$/.test(latin(bytes, 1, dataFrom));
  if (!named && handshake && bytes.length > 0) return [textPart(bytes, 'identity', 0, bytes.length)];
  if (!named && (length === 0 || length === 1) && bytes.length > 0) {
    return [
      { ...part('name', 0, 1, length === 1 ? 'SUBSCRIBE' : 'CANCEL') },
      textPart(bytes, 'topic', 1, bytes.length),
    ];
  }
  if (!named) return bytes.length === 0 ? [] : [textPart(bytes, 'data', 0, bytes.length)];
  const name = latin(bytes, 1, dataFrom);
  return [part('name', 0, dataFrom, name), ...dataParts(bytes, name, dataFrom)];
}

/** A line, then a property for each header. */
function upgradeParts(bytes: Uint8Array): CommandPart[] {
  const parts: CommandPart[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const to = end < 0 ? bytes.length : end + 1;
    const line = latin(bytes, at, to).trimEnd();
    const colon = line.indexOf(':');
    if (at > 0 && colon > 0) {
      parts.push({
        name: 'property',
        property: line.slice(0, colon),
        from: at,
        to,
        value: line.slice(colon + 1).trim(),
      });
    } else if (line !== '') parts.push(part('httpLine', at, to, line));
    at = to;
  }
  return parts;
}

function greetingParts(bytes: Uint8Array): CommandPart[] {
  const parts = [part('signature', 0, 10, hex(bytes.subarray(0, 10)))];
  const major = bytes[10];
  if (major === undefined) return parts;
  if (major < 3) return [...parts, ...oldGreetingParts(bytes)];
  const end = Math.min(bytes.length, 64);
  if (bytes.length > 11) parts.push(part('version', 10, 12, `${major}.${bytes[11] ?? 0}`));
  if (bytes.length >= 32) parts.push(part('mechanism', 12, 32, latin(bytes, 12, 32).replace(/\0+$/, '')));
  if (bytes.length > 32) parts.push(part('server', 32, 33, String(bytes[32] ?? 0)));
  if (bytes.length > 33) parts.push(part('filler', 33, end, ''));
  return parts;
}

/** After the signature: a revision and the socket type's number. */
function oldGreetingParts(bytes: Uint8Array): CommandPart[] {
  const parts = [part('version', 10, 11, bytes[10] === 0 ? '1.0' : '2.0')];
  const type = bytes[11];
  if (type !== undefined) parts.push(part('socketType', 11, 12, TYPES_BY_NUMBER[type] ?? String(type)));
  return parts;
}

function dataParts(bytes: Uint8Array, name: string, from: number): CommandPart[] {
  const end = bytes.length;
  const rest = (): CommandPart[] => (from < end ? [textPart(bytes, 'data', from, end)] : []);
  switch (name) {
    case 'READY':
    case 'INITIATE':
      return metadataParts(bytes, from) ?? rest();
    case 'SUBSCRIBE':
    case 'CANCEL':
      return [textPart(bytes, 'topic', from, end)];
    case 'JOIN':
    case 'LEAVE':
      return [textPart(bytes, 'group', from, end)];
    case 'PING':
      // RFC 37, Connection Heartbeating: the time to live is in tenths of a second.
      if (end - from < 2) return rest();
      return [
        part('ttl', from, from + 2, `${(((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0)) / 10} s`),
        ...(end > from + 2 ? [textPart(bytes, 'context', from + 2, end)] : []),
      ];
    case 'PONG':
      return end > from ? [textPart(bytes, 'context', from, end)] : [];
    case 'ERROR':
      return shortStrings(bytes, from, ['reason']) ?? rest();
    case 'HELLO':
      // PLAIN says a name and a password (RFC 24); CURVE's HELLO is 194 bytes of keys and boxes.
      return shortStrings(bytes, from, ['username', 'password']) ?? rest();
    default:
      return rest();
  }
}

/** Properties: one byte of length and the name, four bytes of length and the value (RFC 37, Connection Metadata). */
function metadataParts(bytes: Uint8Array, from: number): CommandPart[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: CommandPart[] = [];
  let at = from;
  while (at < bytes.length) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    if (nameEnd === at + 1 || nameEnd + 4 > bytes.length) return undefined;
    const to = nameEnd + 4 + view.getUint32(nameEnd);
    if (to > bytes.length) return undefined;
    const value = textOf(bytes.subarray(nameEnd + 4, to));
    parts.push({ name: 'property', property: latin(bytes, at + 1, nameEnd), from: at, to, value });
    at = to;
  }
  return parts;
}

/** One byte of length and so much text, once for each name, up to the very end. */
function shortStrings(bytes: Uint8Array, from: number, names: readonly PartName[]): CommandPart[] | undefined {
  const parts: CommandPart[] = [];
  let at = from;
  for (const name of names) {
    const to = at + 1 + (bytes[at] ?? 0);
    if (at >= bytes.length || to > bytes.length) return undefined;
    parts.push(part(name, at, to, textOf(bytes.subarray(at + 1, to))));
    at = to;
  }
  return at === bytes.length ? parts : undefined;
}

function part(name: PartName, from: number, to: number, value: string): CommandPart {
  return { name, from, to, value };
}

function textPart(bytes: Uint8Array, name: PartName, from: number, to: number): CommandPart {
  return part(name, from, to, textOf(bytes.subarray(from, to)));
}

function textOf(bytes: Uint8Array): string {
  return printableText(bytes) ?? `0x${hex(bytes)}`;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return utf8TextLenient(bytes.subarray(from, to));
}
