import type { LifeCall } from './life-calls';
import type { ProgramSecurity } from './secure-code';
import { socketFacts, type MessageShape, type SocketType } from './socket-types';

/** What sends a message in a program: the socket's variable and type, and the frames, each an expression of the language. */
export interface SendCode {
  readonly name: string;
  readonly type: SocketType;
  /** `undefined` for what was received, which is in `message`. */
  readonly frames: readonly string[] | undefined;
  readonly as: Extract<LifeCall, { type: 'send' }>['as'];
}

/**
 * The line that sends a message with zeromq.js, in the form that the socket type takes: a RADIO and a SERVER are told the
 * group and the peer beside it, and what a ROUTER, DEALER, STREAM or DGRAM answers begins with what says whom it is for.
 */
export function nodeSend({ name, type, frames, as }: SendCode): string {
  const { shape } = socketFacts(type);
  if (frames === undefined) return `await ${name}.send(${shape === 'routed' ? '...message' : 'message'})`;
  if (shape === 'group') return `await ${name}.send(${frames[1]}, { group: ${frames[0]} })`;
  if (shape === 'routed' && as === 'reply') return `await ${name}.send(${frames[0]}, message[1])`;
  const front = { envelope: ['...message.slice(0, -1)'], delimiter: ['""'], peer: ['message[0]'], nothing: [] };
  const all = [...front[frontOf(type, shape, as)], ...frames];
  return `await ${name}.send(${all.length === 1 ? all[0] : `[${all.join(', ')}]`})`;
}

/** The same with pyzmq, where a type whose messages are of one frame has no multipart calls. */
export function pythonSend({ name, type, frames, as }: SendCode): string {
  const { shape } = socketFacts(type);
  if (shape === 'routed') {
    return `${name}.send(${frames ? frames[0] : 'message.bytes'}, routing_id=message.routing_id)`;
  }
  if (shape === 'group' && frames) return `${name}.send(${frames[1]}, group=${frames[0]?.replace(/^b"/, '"')})`;
  if (shape === 'one') return `${name}.send(${frames ? frames[0] : 'message'})`;
  if (frames === undefined) return `${name}.send_multipart(message)`;
  const list = (front: readonly string[]) => `[${[...front, ...frames].join(', ')}]`;
  const parts = {
    envelope: `message[:-1] + ${list([])}`,
    delimiter: list(['b""']),
    peer: list(['message[0]']),
    nothing: list([]),
  };
  return `${name}.send_multipart(${parts[frontOf(type, shape, as)]})`;
}

/** The call that receives a message with zeromq.js. */
export function nodeReceive(name: string): string {
  return `await ${name}.receive()`;
}

/** The same with pyzmq; a SERVER's and a DISH's frame says by itself whom it is from, and for which group. */
export function pythonReceive(name: string, type: SocketType): string {
  const { shape } = socketFacts(type);
  if (shape === 'routed' || shape === 'group') return `${name}.recv(copy=False)`;
  return `${name}.${shape === 'one' ? 'recv' : 'recv_multipart'}()`;
}

/**
 * The end of a Python program whose last call is a send: pyzmq leaves without waiting for what is on its way. One with a ZAP
 * handler beside it goes on by itself.
 */
export function pythonEnd(security: ProgramSecurity | undefined): string[] {
  if (security?.type.endsWith('-server') === true) return [];
  return ['# Waits until it is sent.', 'socket.close(); socket.context.term()'];
}

/** What stands in front of the body: RFC 28, and `zmq_socket(3)` on ZMQ_STREAM and ZMQ_DGRAM. */
function frontOf(
  type: SocketType,
  shape: MessageShape,
  as: SendCode['as'],
): 'envelope' | 'delimiter' | 'peer' | 'nothing' {
  // A STREAM sends to somebody whom it has heard of, also where it speaks first.
  if (shape === 'stream' || (shape === 'address' && as === 'reply')) return 'peer';
  if (as === 'request' && type === 'DEALER') return 'delimiter';
  return as === 'reply' && (type === 'ROUTER' || type === 'DEALER') ? 'envelope' : 'nothing';
}
