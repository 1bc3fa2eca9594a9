import type { LadderStep } from './ladder';
import type { Parts } from './parts';
import type { RfcPlace } from './rfc';
import type { ZmtpFaultCode } from './zmtp-fault';

const BASE_FRAMING: RfcPlace = { rfc: 6455, section: 'Base Framing Protocol' };
const OPCODES: Readonly<Record<number, string>> = {
  0x0: 'continuation',
  0x1: 'text',
  0x2: 'binary',
  0x8: 'close',
  0x9: 'ping',
  0xa: 'pong',
};

/** The two halves of the HTTP exchange that makes a WebSocket of a connection: a line, headers, an empty line. */
export function upgradeParts(parts: Parts, answer: boolean): void {
  const opening: RfcPlace = {
    rfc: 6455,
    section: answer ? "Sending the Server's Opening Handshake" : 'Client Requirements',
  };
  parts.take(answer ? 'statusLine' : 'requestLine', lineLength(parts), opening, lineText(parts));
  while (parts.left > 0) {
    const length = lineLength(parts);
    const text = lineText(parts);
    if (text === '') return parts.take('headEnd', length, opening, '');
    const protocol = /^sec-websocket-protocol:/i.test(text);
    parts.take(
      protocol ? 'subProtocol' : 'headerField',
      length,
      protocol ? { rfc: 45, section: 'Handshake' } : opening,
      text,
    );
  }
}

/** The header of a WebSocket's frame, and the flags that ZeroMQ puts behind it. */
export function wsHeader(parts: Parts, { header, type, name, bytes }: LadderStep): void {
  const end = Math.min(header, bytes.length);
  const rest = (): number => end - parts.at;
  const first = parts.byte();
  const fin = (first & 0x80) !== 0 ? 'FIN · ' : '';
  parts.take(
    'wsOpcode',
    Math.min(1, rest()),
    BASE_FRAMING,
    fin + (OPCODES[first & 0x0f] ?? `0x${(first & 0x0f).toString(16)}`),
  );
  const second = parts.byte();
  const masked = (second & 0x80) !== 0;
  const length = wsLength(parts);
  parts.take('wsLength', Math.min(length.bytes, rest()), BASE_FRAMING, `${masked ? 'MASK · ' : ''}${length.value}`);
  if (masked) parts.take('maskingKey', Math.min(4, rest()), { rfc: 6455, section: 'Client-to-Server Masking' });
  if (isWsControl({ type, name, bytes })) return;
  const flags = parts.byte();
  const text = [(flags & 1) !== 0 ? 'MORE' : '', (flags & 2) !== 0 ? 'COMMAND' : ''].filter(Boolean).join(' · ');
  parts.take('zwsFlags', rest(), { rfc: 45, section: 'Framing' }, text === '' ? '0x00' : text);
}

/** True for PING, PONG and CLOSE of a WebSocket, which are no frames of ZeroMQ's. */
export function isWsControl({ type, bytes }: Pick<LadderStep, 'type' | 'name' | 'bytes'>): boolean {
  return type === 'command' && ((bytes[0] ?? 0) & 0x08) !== 0;
}

/** What a control frame says. */
export function wsControlBody(parts: Parts, name: string): void {
  const place: RfcPlace = { rfc: 6455, section: name === 'CLOSE' ? 'Close' : name === 'PING' ? 'Ping' : 'Pong' };
  if (name !== 'CLOSE') return parts.rest('context', place);
  if (parts.left < 2) return;
  parts.take('closeCode', 2, place, String((parts.byte() << 8) | parts.byte(1)));
  parts.rest('closeReason', place);
}

/** How many bytes break the rule; undefined where the fault is none of a WebSocket's. */
export function wsBroken({ bytes }: Parts, code: ZmtpFaultCode): number | undefined {
  switch (code) {
    case 'noUpgrade':
      return firstDifference(bytes, 'GET ');
    case 'noUpgradeAnswer':
      return firstDifference(bytes, 'HTTP/1.1 ');
    case 'upgradeTooLong':
    case 'upgradeRefused':
    case 'noUpgradeHeader':
    case 'noZws':
      return headLength(bytes);
    case 'wsReserved':
    case 'wsFragment':
    case 'wsText':
    case 'wsOpcode':
      return 1;
    case 'wsUnmasked':
    case 'wsMasked':
      return 2;
    case 'wsTooLong':
    case 'wsControlLong':
    case 'zwsNoFlags':
      return frameHeaderLength(bytes);
    case 'zwsFlags':
      return frameHeaderLength(bytes) + 1;
    default:
      return undefined;
  }
}

function firstDifference(bytes: Uint8Array, wanted: string): number {
  let at = 0;
  while (at < wanted.length && bytes[at] === wanted.charCodeAt(at)) at++;
  return at + 1;
}

function headLength(bytes: Uint8Array): number {
  for (let at = 0; at + 3 < bytes.length; at++) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at + 4;
  }
  return bytes.length;
}

function frameHeaderLength(bytes: Uint8Array): number {
  const second = bytes[1] ?? 0;
  const short = second & 0x7f;
  return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + ((second & 0x80) !== 0 ? 4 : 0);
}

/** The next part is a length of one byte, or of one that announces two or eight. */
function wsLength(parts: Parts): { readonly bytes: number; readonly value: number } {
  const short = parts.byte() & 0x7f;
  const more = short === 126 ? 2 : short === 127 ? 8 : 0;
  let value = more === 0 ? short : 0;
  for (let i = 1; i <= more; i++) value = value * 256 + parts.byte(i);
  return { bytes: 1 + more, value };
}

/** Length of the next line with its end, or of what there is of it. */
function lineLength(parts: Parts): number {
  const end = parts.bytes.indexOf(10, parts.at);
  return (end < 0 ? parts.bytes.length : end + 1) - parts.at;
}

function lineText(parts: Parts): string {
  let text = '';
  for (const byte of parts.bytes.subarray(parts.at, parts.at + lineLength(parts))) {
    if (byte !== 13 && byte !== 10) text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·';
  }
  return text;
}
