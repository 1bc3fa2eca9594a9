import type { CapturedItem } from '../../shared/traffic/capture';
import type { Direction } from '../../shared/traffic/flow';
import { SOCKET_TYPE_BYTES } from '../wire/conversation';
import type { SideInfo } from '../wire/tap';

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const GREETING_2_SIZE = 12;
const GREETING_3_SIZE = 64;

/** What a side of a connection is known to have said of itself; what is not known is made up as the simplest. */
export type KnownSide = Pick<SideInfo, 'version' | 'mechanism' | 'socketType' | 'identity' | 'properties'>;

/** True for the greeting of a side, of ZMTP 2.0 or later, with which a connection begins. */
function isGreeting({ row, frames }: CapturedItem): boolean {
  const body = frames[0]?.bytes;
  return (
    row.kind === 'handshake' &&
    body?.[0] === 0xff &&
    (body.length === GREETING_2_SIZE || body.length === GREETING_3_SIZE)
  );
}

/** A frame of a message, of a command, or of the handshake. */
export interface WireFrame {
  readonly bytes: Uint8Array;
  readonly more: boolean;
  readonly command: boolean;
}

/** How a connection is written: by itself, or in a WebSocket. */
export interface WireForm {
  /** True for what a side begins with. */
  isOpening(item: CapturedItem): boolean;
  /** An item as it was on the wire. */
  form(item: CapturedItem): Buffer;
  /** What such a side begins with. */
  opening(side: KnownSide, direction: Direction): Buffer;
  frame(frame: WireFrame, direction: Direction): Buffer;
}

/** The frames of an item. Of one that was kept in part only the kept bytes are there; those of which nothing was kept are left out. */
export function framesOf(item: CapturedItem): WireFrame[] {
  const { row, frames } = item;
  const command = row.kind === 'command' ? !isSubscriptionMessage(frames[0]?.bytes) : isHandshakeCommand(item);
  return frames.map(({ bytes }, index) => ({ bytes, more: index < frames.length - 1, command }));
}

/** ZMTP by itself, as it is on tcp and ipc. */
export const ZMTP_FORM: WireForm = {
  isOpening: isGreeting,
  form: wireForm,
  opening: (side, direction) => greetingOf(side, direction === 'backward'),
  frame: framed,
};

/**
 * An item as it is on the wire in ZMTP 2 and 3 (RFC 37/ZMTP 3.1, Framing). Of a frame that was kept in part only the kept
 * bytes are there, with their own length.
 */
function wireForm(item: CapturedItem): Buffer {
  if (isGreeting(item)) return Buffer.from(item.frames[0]!.bytes);
  return Buffer.concat(framesOf(item).map(framed));
}

/** The greeting that such a side sends. */
function greetingOf({ version, mechanism, socketType }: KnownSide, asServer: boolean): Buffer {
  const signature = Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f]);
  if (version === '2.0' || version === '1.0')
    return Buffer.concat([signature, Buffer.from([1, Math.max(0, SOCKET_TYPE_BYTES.indexOf(socketType))])]);
  const greeting = Buffer.alloc(GREETING_3_SIZE);
  greeting.set(signature);
  greeting[10] = 3;
  greeting[11] = version === '3.0' ? 0 : 1;
  greeting.write(mechanism === '' ? 'NULL' : mechanism, 12, 20, 'latin1');
  greeting[32] = asServer && mechanism !== '' && mechanism !== 'NULL' ? 1 : 0;
  return greeting;
}

/** What such a side says of itself after its greeting; `undefined` where CURVE or GSSAPI seals it. */
export function introductionOf(side: KnownSide): WireFrame | undefined {
  if (side.version === '2.0' || side.version === '1.0') return { bytes: side.identity, more: false, command: false };
  if (!['', 'NULL', 'PLAIN'].includes(side.mechanism)) return undefined;
  const own: KnownSide['properties'] = [
    ['Socket-Type', Buffer.from(side.socketType, 'latin1')],
    ['Identity', side.identity],
  ];
  const properties = side.properties.length > 0 ? side.properties : own;
  const body = properties.map(([name, value]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), length, value]);
  });
  return { bytes: Buffer.concat([Buffer.from('\x05READY', 'latin1'), ...body]), more: false, command: true };
}

/** The message form of a subscription, 1 or 0 and a topic; no command has a name of one letter or none. */
function isSubscriptionMessage(body: Uint8Array | undefined): boolean {
  return body !== undefined && (body[0] === 0 || body[0] === 1);
}

/** A handshake of ZMTP 3 is made of commands; the identity of ZMTP 2.0 and 1.0 is a message of one frame. */
function isHandshakeCommand({ row, frames }: CapturedItem): boolean {
  const body = frames[0]?.bytes;
  const length = body?.[0] ?? 0;
  if (row.kind !== 'handshake' || body === undefined || length === 0 || length >= body.length + 1) return false;
  return /^[A-Z]+$/.test(Buffer.from(body.subarray(1, 1 + length)).toString('latin1'));
}

function framed({ bytes: body, more, command }: WireFrame): Buffer {
  const flags = (more ? MORE : 0) | (command ? COMMAND : 0);
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body]);
  const head = Buffer.alloc(9);
  head[0] = flags | LONG;
  head.writeBigUInt64BE(BigInt(body.length), 1);
  return Buffer.concat([head, body]);
}
