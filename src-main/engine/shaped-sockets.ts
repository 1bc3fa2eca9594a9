import { framesOfShape, type MessageShape } from '../../shared/zmq/socket-types';
import { fitsDatagram } from '../wire/radio-datagram';
import { draft, zmq } from './zeromq';
import type { Frames, RawSocket } from './zmq-socket';

/** What zeromq.js really has: some types take and give more than frames. */
interface NativeSocket {
  send(message: unknown, options?: object): Promise<void>;
  receive(): Promise<unknown[]>;
  connect(endpoint: string): void;
}

type Native = new (options: object) => NativeSocket;
type SocketClass = new (options: object) => RawSocket;

/** A message that is not of the shape that its socket takes; the message says which. */
export class ShapeError extends Error {
  readonly code = 'EINVAL';
  constructor(readonly shape: MessageShape) {
    super(`a message of this socket has ${framesOfShape(shape) ?? 1} frame(s)`);
  }
}

/**
 * A socket whose messages are of one frame each: libzmq refuses ZMQ_SNDMORE (RFC 41, 49, 51). Of one that conflates it does not,
 * keeps one frame of several, and ends the process when the connection is lost (4.3.5: `session_base_t::clean_pipes`).
 */
export function single(native: unknown): SocketClass {
  class SingleFrameSocket extends (native as Native) {
    override send(message: Frames | Uint8Array): Promise<void> {
      const frame = message instanceof Uint8Array ? message : message[0];
      if (!frame || (Array.isArray(message) && message.length !== 1)) return Promise.reject(new ShapeError('one'));
      return super.send(frame);
    }
  }
  return SingleFrameSocket as unknown as SocketClass;
}

/** The peer's id as the first of two frames, as a ROUTER has it: four bytes, big end first (`zmq_msg_routing_id(3)`). */
class ServerSocket extends (draft.Server as unknown as Native) {
  override send(message: Frames | Uint8Array): Promise<void> {
    const [id, body] = pair(message);
    if (!id || !body || id.length !== 4) return Promise.reject(new ShapeError('routed'));
    return super.send(body, { routingId: new DataView(id.buffer, id.byteOffset).getUint32(0) });
  }

  override async receive(): Promise<Buffer[]> {
    const [body, meta] = (await super.receive()) as [Buffer, { routingId: number }];
    const id = Buffer.alloc(4);
    id.writeUInt32BE(meta.routingId);
    return [id, body];
  }
}

/** RADIOs whose messages have to fit into datagrams. zeromq.js lets nothing be added to a socket. */
const overUdp = new WeakSet<object>();

/** The group as the first of two frames, which is how it goes over a wire (RFC 48, "The RADIO Socket Type"). */
class RadioSocket extends (draft.Radio as unknown as Native) {
  override connect(endpoint: string): void {
    if (endpoint.startsWith('udp:')) overUdp.add(this);
    super.connect(endpoint);
  }

  override send(message: Frames | Uint8Array): Promise<void> {
    const [group, body] = pair(message);
    if (!group || !body) return Promise.reject(new ShapeError('group'));
    if (overUdp.has(this) && !fitsDatagram(group.length, body.length)) return Promise.reject(tooLong());
    return super.send(body, { group });
  }
}

class DishSocket extends (draft.Dish as unknown as Native) {
  override async receive(): Promise<Buffer[]> {
    const [body, meta] = (await super.receive()) as [Buffer, { group: Buffer }];
    return [meta.group, body];
  }
}

/** Its messages are an address and the whole of a datagram. */
class DatagramSocket extends (draft.Datagram as unknown as Native) {
  override send(message: Frames | Uint8Array): Promise<void> {
    const [, body] = pair(message);
    return body && !fitsDatagram(0, body.length, 0) ? Promise.reject(tooLong()) : super.send(message);
  }
}

/** As a system says it that does not take a datagram of such a length. */
function tooLong(): Error {
  return Object.assign(new Error('Message too long'), { code: 'EMSGSIZE' });
}

/** `ZMQ_CHANNEL`, which zeromq.js has no class of. */
const CHANNEL = 20;

class ChannelSocket extends (zmq.Socket as unknown as new (type: number, options: object) => NativeSocket) {
  constructor(options: object) {
    super(CHANNEL, options);
  }
}

/** The options that zeromq.js gives to each type that sends or receives, `zmq.h`. */
const TWO_WAY_OPTIONS = {
  sendBufferSize: 11,
  receiveBufferSize: 12,
  sendHighWaterMark: 23,
  receiveHighWaterMark: 24,
  receiveTimeout: 27,
  sendTimeout: 28,
} as const;

interface OptionAccess {
  getInt32Option(option: number): number;
  setInt32Option(option: number, value: number): void;
}

for (const [name, option] of Object.entries(TWO_WAY_OPTIONS)) {
  Object.defineProperty(ChannelSocket.prototype, name, {
    get(this: OptionAccess) {
      return this.getInt32Option(option);
    },
    set(this: OptionAccess, value: number) {
      this.setInt32Option(option, value);
    },
  });
}

/** The draft types as sockets of frames. Where the library has no drafts, opening one throws EINVAL. */
export const DRAFT_CLASSES = {
  CLIENT: single(draft.Client),
  SERVER: ServerSocket as unknown as SocketClass,
  RADIO: RadioSocket as unknown as SocketClass,
  DISH: DishSocket as unknown as SocketClass,
  SCATTER: single(draft.Scatter),
  GATHER: draft.Gather as unknown as SocketClass,
  CHANNEL: single(ChannelSocket),
  DGRAM: DatagramSocket as unknown as SocketClass,
} as const;

function pair(message: Frames | Uint8Array): readonly (Uint8Array | undefined)[] {
  return message instanceof Uint8Array || message.length !== 2 ? [] : message;
}
