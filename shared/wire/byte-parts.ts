import { isMisspeltError, MISSPELT_LENGTH } from './misspelt-error';
import { hex, printableText } from '../bytes';
import { curveParts } from './curve-parts';
import type { LadderStep } from './ladder';
import { Parts, textOf, type BytePart, type BytePartName } from './parts';
import type { RfcNumber, RfcPlace } from './rfc';
import { isWsControl, upgradeParts, wsBroken, wsControlBody, wsHeader } from './ws-parts';
import { faultPlace, type ZmtpFaultCode } from './zmtp-fault';

export interface ExplainContext {
  /** What the side speaks that said it: `3.1`, `3.0`, `2.0`, `1.0` of ZMTP, or `ZWS 2.0`. */
  readonly version: string;
  readonly mechanism: string;
}

/**
 * Explains every byte of a step: the parts lie behind one another from the first byte to the last. What does not add up
 * is given as `data`, never left out.
 */
export function byteParts(step: LadderStep, context: ExplainContext): BytePart[] {
  const { bytes, type, fault } = step;
  const parts = new Parts(bytes, zmtpRfc(context.version));
  if (type === 'fault') return fault ? faultParts(parts, faultPlace(fault.code), fault.code) : [];
  const web = isWeb(context.version);
  if (type === 'greeting') greeting(parts);
  else if (type === 'upgrade') upgradeParts(parts, step.direction === 'backward');
  else {
    if (web) wsHeader(parts, step);
    else header(parts, step);
    if (type === 'subscription') subscription(parts, web);
    else if (type === 'identity') parts.rest('identity', identityPlace(parts.rfc, web));
    else if (web && isWsControl(step)) wsControlBody(parts, step.name);
    else if (bytes.length > step.header) command(parts, step.name, context);
  }
  parts.rest('data', { rfc: parts.rfc, section: 'Formal Grammar' });
  if (step.size > bytes.length && !step.unfinished) parts.beyond(step.size);
  return parts.list;
}

function greeting(parts: Parts): void {
  const place: RfcPlace = { rfc: parts.rfc, section: 'Formal Grammar' };
  parts.take('signature', 10, place, hex(parts.bytes.subarray(0, 10), ' '));
  const major = parts.byte();
  if (major < 3 || parts.bytes.length === 12) {
    parts.take('revision', 1, { rfc: 15, section: 'Formal Grammar' }, String(major));
    parts.take('socketTypeByte', 1, { rfc: 15, section: 'Formal Grammar' }, String(parts.byte()));
    return;
  }
  parts.take('versionMajor', 1, { rfc: parts.rfc, section: 'Version Negotiation' }, String(major));
  parts.take('versionMinor', 1, { rfc: parts.rfc, section: 'Version Negotiation' }, String(parts.byte()));
  const name = textOf(parts.bytes.subarray(parts.at, parts.at + 20)).replace(/\0+$/, '');
  parts.take(
    'mechanism',
    20,
    { rfc: parts.rfc, section: 'Authentication and Confidentiality' },
    mechanismText(parts, name),
  );
  parts.take('asServer', 1, { rfc: parts.rfc, section: 'Topology' }, String(parts.byte()));
  parts.take('filler', 31, place, '');
}

function mechanismText(parts: Parts, fallback: string): string {
  const bytes = parts.bytes.subarray(parts.at, parts.at + 20);
  const end = bytes.indexOf(0);
  return printableText(end < 0 ? bytes : bytes.subarray(0, end)) ?? fallback;
}

function header(parts: Parts, step: LadderStep): void {
  const old = parts.rfc === 13;
  const place: RfcPlace = { rfc: parts.rfc, section: old ? 'The Framing Layer' : 'Framing' };
  const flags = step.bytes[old ? step.header - 1 : 0] ?? 0;
  const length = String(step.size - step.header + (old ? 1 : 0));
  if (!old) parts.take('flags', 1, place, flagsText(flags));
  parts.take('length', step.header - 1, place, length);
  if (old) parts.take('flags', 1, place, flagsText(flags));
}

/** `COMMAND`, `LONG · COMMAND`, `0x00`: the bits that are set. */
function flagsText(flags: number): string {
  const names = ['MORE', 'LONG', 'COMMAND'].filter((_, bit) => (flags & (1 << bit)) !== 0);
  return names.length > 0 ? names.join(' · ') : '0x00';
}

function identityPlace(rfc: RfcNumber, web: boolean): RfcPlace {
  if (web) return { rfc: 45, section: 'No Mechanism' };
  return { rfc: rfc === 13 ? 13 : 15, section: 'Formal Grammar' };
}

function subscription(parts: Parts, web: boolean): void {
  const old = web || parts.rfc === 15;
  const place: RfcPlace = {
    rfc: web ? 45 : parts.rfc === 37 ? 23 : parts.rfc,
    section: old ? 'Publish-Subscribe' : 'The Publish-Subscribe Pattern',
  };
  parts.take('subscriptionFlag', 1, place, parts.byte() === 1 ? '1' : '0');
  parts.rest('topic', place);
}

function command(parts: Parts, name: string, { mechanism }: ExplainContext): void {
  const place: RfcPlace = { rfc: parts.rfc, section: 'Commands' };
  if (isMisspeltError(parts.bytes, parts.at, parts.bytes.length)) parts.take('name', MISSPELT_LENGTH, place);
  else {
    const length = parts.byte();
    parts.take('nameLength', 1, place, String(length));
    parts.take('name', length, place);
  }
  if (mechanism === 'CURVE' && curveParts(parts, name)) return;
  switch (name) {
    case 'READY':
    case 'INITIATE':
      return metadata(parts);
    case 'SUBSCRIBE':
    case 'CANCEL':
      return parts.rest('topic', { rfc: parts.rfc, section: 'The Publish-Subscribe Pattern' });
    case 'PING':
      parts.take('ttl', 2, { rfc: 37, section: 'Connection Heartbeating' }, ttlText(parts));
      return parts.rest('context', { rfc: 37, section: 'Connection Heartbeating' });
    case 'PONG':
      return parts.rest('context', { rfc: 37, section: 'Connection Heartbeating' });
    case 'ERROR':
      return sized(parts, 'reasonLength', 'reason', { rfc: parts.rfc, section: 'Error Handling' });
    case 'HELLO':
      if (mechanism !== 'PLAIN') return;
      sized(parts, 'usernameLength', 'username', { rfc: 24, section: 'Implementation' });
      return sized(parts, 'passwordLength', 'password', { rfc: 24, section: 'Implementation' });
  }
}

/** A time to live is in tenths of a second. */
function ttlText(parts: Parts): string {
  return `${((parts.byte() << 8) | parts.byte(1)) / 10} s`;
}

/** One byte of length, and so much text. */
function sized(parts: Parts, lengthName: BytePartName, name: BytePartName, place: RfcPlace): void {
  const length = parts.byte();
  parts.take(lengthName, 1, place, String(length));
  parts.take(name, length, place);
}

function metadata(parts: Parts): void {
  const place: RfcPlace = { rfc: parts.rfc, section: 'Connection Metadata' };
  while (parts.left > 0) {
    const nameLength = parts.byte();
    parts.take('propertyNameLength', 1, place, String(nameLength));
    parts.take('propertyName', nameLength, place);
    if (parts.left < 4) return;
    const length = parts.uint32();
    parts.take('valueLength', 4, place, String(length));
    parts.take('value', length, place);
  }
}

/** What breaks the rule, and what came behind it and was not read. */
function faultParts(parts: Parts, place: RfcPlace, code: ZmtpFaultCode): BytePart[] {
  const broken =
    wsBroken(parts, code) ??
    (code === 'noGreeting' ? 2 : code === 'signatureEnd' ? 10 : code === 'noMechanism' ? 64 : headerLength(parts));
  parts.take('broken', broken, place);
  parts.rest('unread', place);
  return parts.list;
}

function headerLength(parts: Parts): number {
  return (parts.byte() & 2) !== 0 ? 9 : 2;
}

/** True where it is the ZMTP of a WebSocket (RFC 45/ZWS 2.0). */
export function isWeb(version: string): boolean {
  return version.startsWith('ZWS');
}

function zmtpRfc(version: string): RfcNumber {
  if (version.startsWith('1')) return 13;
  if (version === '2' || version === '2.0') return 15;
  return version === '3.0' ? 23 : 37;
}
