import { byteText, type ZmtpFault } from '../../shared/wire/zmtp-fault';
import { LEVEL_2, LEVEL_3, type Side } from './conversation';
import { asciiOf } from './zmtp-command';

/** libzmq 4.3.5 reads no longer request or answer than this. */
export const LONGEST_HEAD = 8192;
const LF = 0x0a;
const CR = 0x0d;

/** What a side's bytes begin with, letter for letter (RFC 6455/WebSocket, Client Requirements). */
const BEGINNINGS = { request: 'GET ', answer: 'HTTP/1.1 ' } as const;

/** - `reading`: more bytes are needed. - `upgrade`: the whole of it lies in `bytes`. */
export type UpgradeOutcome = 'reading' | 'upgrade' | { readonly fault: ZmtpFault };

/**
 * Reads a side's half of the HTTP exchange that makes a WebSocket of a connection, however its bytes are cut, and writes
 * what it learns to that side: its sub-protocol, and with it the security mechanism (RFC 45/ZWS 2.0, Handshake).
 */
export class UpgradeReader {
  bytes = new Uint8Array(256);
  length = 0;
  outcome: UpgradeOutcome = 'reading';

  constructor(
    private readonly own: Side,
    private readonly half: keyof typeof BEGINNINGS,
    private readonly needsMechanism = false,
  ) {}

  /** Takes what belongs to it from `chunk[from, to)`; gives the place behind it. */
  read(chunk: Uint8Array, from: number, to: number): number {
    let at = from;
    while (this.outcome === 'reading' && at < to) {
      if (this.length === this.bytes.length) this.grow();
      this.bytes[this.length++] = chunk[at++]!;
      this.outcome = this.judge();
    }
    return at;
  }

  private grow(): void {
    const larger = new Uint8Array(Math.min(LONGEST_HEAD, this.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
  }

  private judge(): UpgradeOutcome {
    const { bytes, length, half } = this;
    const beginning = BEGINNINGS[half];
    if (length <= beginning.length && bytes[length - 1] !== beginning.charCodeAt(length - 1)) {
      const start = startText(bytes.subarray(0, length));
      return { fault: { code: half === 'request' ? 'noUpgrade' : 'noUpgradeAnswer', values: { start } } };
    }
    if (bytes[length - 1] === LF && bytes[length - 3] === LF && bytes[length - 2] === CR) return this.understand();
    return length === LONGEST_HEAD ? { fault: { code: 'upgradeTooLong' } } : 'reading';
  }

  private understand(): UpgradeOutcome {
    const [first = '', ...lines] = asciiOf(this.bytes, 0, this.length).split('\r\n');
    const headers = headersOf(lines);
    const status = /^HTTP\/1\.1 (.*)$/.exec(first)?.[1];
    if (status !== undefined && !status.startsWith('101')) {
      return { fault: { code: 'upgradeRefused', values: { status } } };
    }
    const missing = this.missingHeader(headers);
    if (missing !== undefined) return { fault: { code: 'noUpgradeHeader', values: { header: missing } } };
    const protocols = (headers.get('sec-websocket-protocol') ?? '').split(',').map((one) => one.trim());
    const chosen = protocols.find((one) => /^ZWS2\.0(\/.|$)/.test(one));
    if (chosen === undefined) return { fault: { code: 'noZws', values: { protocols: protocols.join(', ') || '–' } } };
    take(this.own, chosen);
    if (this.needsMechanism && !choosesMechanism(lines)) return { fault: { code: 'zwsHeartbeats' } };
    return 'upgrade';
  }

  private missingHeader(headers: ReadonlyMap<string, string>): string | undefined {
    if (headers.get('upgrade')?.toLowerCase() !== 'websocket') return 'Upgrade: websocket';
    if (!/\bupgrade\b/i.test(headers.get('connection') ?? '')) return 'Connection: Upgrade';
    const key = this.half === 'request' ? 'Sec-WebSocket-Key' : 'Sec-WebSocket-Accept';
    return headers.has(key.toLowerCase()) ? undefined : key;
  }
}

/** A side speaks this sub-protocol. Without a mechanism it is like ZMTP 2.0 (RFC 45/ZWS 2.0, No Mechanism). */
export function take(side: Side, subProtocol: string): void {
  side.subProtocol = subProtocol;
  side.version = 'ZWS 2.0';
  side.level = hasMechanism(subProtocol) ? LEVEL_3 : LEVEL_2;
  side.mechanism = hasMechanism(subProtocol) ? subProtocol.slice(subProtocol.indexOf('/') + 1) : 'NULL';
}

export function hasMechanism(subProtocol: string): boolean {
  return subProtocol.includes('/');
}

/** Names in small letters, of repeated ones the first. */
function headersOf(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/**
 * Whether libzmq, which goes through the sub-protocols letter for letter, can only come to one with a mechanism. Where there
 * are several headers for them, or names that it would read otherwise, it cannot be told.
 */
function choosesMechanism(lines: readonly string[]): boolean {
  const [only = '', ...more] = lines.filter((line) => /^\s*sec-websocket-protocol/i.test(line));
  const value = /^sec-websocket-protocol: *(.*)$/i.exec(only)?.[1] ?? '';
  const first = value
    .split(',')
    .map((token) => token.replace(/^ /, ''))
    .find((token) => /^ZWS2\.0(\/NULL)?$/.test(token));
  return more.length === 0 && first === 'ZWS2.0/NULL';
}

function startText(bytes: Uint8Array): string {
  const text = asciiOf(bytes, 0, bytes.length);
  return /^[!-~ ]+$/.test(text) ? `“${text}”` : [...bytes].map(byteText).join(' ');
}
