import type { CapturedItem } from '../../shared/traffic/capture';
import type { Direction } from '../../shared/traffic/flow';
import { isUpgrade } from '../../shared/zmq/command-parts';
import { parseCommand } from '../wire/zmtp-command';
import { framesOf, type KnownSide, type WireForm, type WireFrame } from './zmtp-form';

const MORE = 1;
const COMMAND = 2;
const BINARY = 0x82;
const MASKED = 0x80;
/** A capture keeps bodies without their masks; a key of zeros changes nothing. */
const NO_MASK = Buffer.alloc(4);
/** Those that a WebSocket has itself, by the names that the capture gives them. */
const CONTROLS: Readonly<Record<string, number>> = { CLOSE: 0x88, PING: 0x89, PONG: 0x8a };
/** The key of RFC 6455/WebSocket, Opening Handshake, and the answer that belongs to it. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

/** ZMTP in a WebSocket (RFC 45/ZWS 2.0, Framing). What the client sends is masked with zeros. */
export function zwsForm(endpoint: string): WireForm {
  const path = /^ws:\/\/[^/]+(\/.*)$/.exec(endpoint)?.[1] ?? '/';
  return {
    isOpening: (item) => item.row.kind === 'handshake' && isUpgrade(item.frames[0]?.bytes ?? NO_MASK),
    form,
    opening: (side, direction) => upgradeOf(side, direction, path),
    frame: framed,
  };
}

function form(item: CapturedItem): Buffer {
  const { row, frames } = item;
  const body = frames[0]?.bytes;
  if (body !== undefined && row.kind === 'handshake' && isUpgrade(body)) return Buffer.from(body);
  const command = body !== undefined && row.kind === 'command' ? parseCommand(body, 0, body.length) : undefined;
  const opcode = command === undefined ? undefined : CONTROLS[command.name];
  if (body !== undefined && command !== undefined && opcode !== undefined) {
    return webFrame(opcode, Buffer.from(body.subarray(command.dataFrom)), row.direction);
  }
  return Buffer.concat(framesOf(item).map((frame) => framed(frame, row.direction)));
}

function framed({ bytes, more, command }: WireFrame, direction: Direction): Buffer {
  const flags = (more ? MORE : 0) | (command ? COMMAND : 0);
  return webFrame(BINARY, Buffer.concat([Buffer.from([flags]), bytes]), direction);
}

function webFrame(first: number, payload: Buffer, direction: Direction): Buffer {
  const client = direction === 'forward';
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = (client ? MASKED : 0) | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, client ? NO_MASK : Buffer.alloc(0), payload]);
}

/** The HTTP exchange that such a side has its part in. */
function upgradeOf({ mechanism }: KnownSide, direction: Direction, path: string): Buffer {
  const protocol = `Sec-WebSocket-Protocol: ZWS2.0/${mechanism === '' ? 'NULL' : mechanism}`;
  const upgrade = ['Upgrade: websocket', 'Connection: Upgrade'];
  const lines =
    direction === 'forward'
      ? [
          `GET ${path} HTTP/1.1`,
          'Host: 127.0.0.1',
          ...upgrade,
          `Sec-WebSocket-Key: ${KEY}`,
          protocol,
          'Sec-WebSocket-Version: 13',
        ]
      : ['HTTP/1.1 101 Switching Protocols', ...upgrade, `Sec-WebSocket-Accept: ${ACCEPT}`, protocol];
  return Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
}
