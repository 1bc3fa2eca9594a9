import { parseCommand, parseErrorReason, parseMetadata, propertyOf, asciiOf } from '../wire/zmtp-command';
import { KIND_HANDSHAKE, KIND_MESSAGE } from '../../shared/traffic/flow';
import { isUpgrade } from '../../shared/zmq/command-parts';
import { printable } from './printable';

const GREETING_2_SIZE = 12;
const GREETING_3_SIZE = 64;

/**
 * What a command or a step of the handshake says, in ZMTP's own words: `SUBSCRIBE weather`, `READY DEALER`,
 * `ZMTP 3.1 NULL`, `GET /zmq ZWS2.0/NULL,ZWS2.0`. Undefined for messages, and where the bytes say nothing.
 * @param body the kept bytes of its only frame
 */
export function labelOf(kind: number, body: Uint8Array): string | undefined {
  if (kind === KIND_MESSAGE) return undefined;
  if (kind === KIND_HANDSHAKE && body[0] === 0xff) return greetingLabel(body);
  if (kind === KIND_HANDSHAKE && isUpgrade(body)) return upgradeLabel(body);
  const command = parseCommand(body, 0, body.length);
  // The message form of a subscription; no command has a name of one letter.
  if (kind !== KIND_HANDSHAKE && (body[0] === 0 || body[0] === 1)) {
    return words(body[0] === 1 ? 'SUBSCRIBE' : 'CANCEL', printable(body.subarray(1)));
  }
  if (command === undefined || !/^[A-Za-z]+$/.test(command.name)) {
    return kind === KIND_HANDSHAKE ? words('identity', printable(body)) : undefined;
  }
  return commandLabel(command.name, body.subarray(command.dataFrom));
}

function greetingLabel(bytes: Uint8Array): string {
  const major = bytes[10] ?? 0;
  if (bytes.length === GREETING_2_SIZE) return `ZMTP ${major >= 3 ? major : major === 0 ? '1.0' : '2.0'}`;
  if (bytes.length !== GREETING_3_SIZE) return 'ZMTP';
  const end = bytes.indexOf(0, 12);
  return `ZMTP ${major}.${bytes[11]} ${asciiOf(bytes, 12, end < 0 ? 32 : Math.min(end, 32))}`;
}

/** Of the HTTP exchange in front of a WebSocket: the path or the status, and the sub-protocols. */
function upgradeLabel(bytes: Uint8Array): string {
  const text = asciiOf(bytes, 0, bytes.length);
  const first = /^(.*?)(?: HTTP\/1\.1)?\r?$/m.exec(text)?.[1]?.replace(/^HTTP\/1\.1 /, '');
  return words(first, /^Sec-WebSocket-Protocol:\s*(.*?)\r?$/im.exec(text)?.[1]);
}

function commandLabel(name: string, data: Uint8Array): string {
  switch (name) {
    case 'SUBSCRIBE':
    case 'CANCEL':
    case 'JOIN':
    case 'LEAVE':
      return words(name, printable(data));
    case 'READY':
    case 'INITIATE': {
      const properties = parseMetadata(data, 0, data.length) ?? [];
      const type = propertyOf(properties, 'Socket-Type');
      const identity = propertyOf(properties, 'Identity');
      return words(name, type && printable(type), identity && printable(identity));
    }
    case 'ERROR':
      return words(name, parseErrorReason(data));
    default:
      return name;
  }
}

function words(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
