import type { EndpointUse } from './endpoint';
import { compatiblePeers, socketFacts, type SocketType } from './socket-types';
import { transportFacts, transportsOf, type Transport } from './transports';

/** Why two sockets cannot be linked, as a clause, and what a translation of it is built of. */
export function cannotTalk(
  from: SocketType,
  to: SocketType,
): {
  readonly code: string;
  readonly message: string;
  readonly values: Readonly<Record<string, string>>;
} {
  const fitting = compatiblePeers(from).join(', ');
  const values = { from, to, fitting };
  if (fitting === '') {
    const message = `a ${from} has no links: it is bound to an endpoint, and each message says where it goes`;
    return { code: 'no-peers', message, values };
  }
  if (compatiblePeers(to).length === 0) {
    const message = `a ${to} has no links: it is bound to an endpoint, and each message says where it goes`;
    return { code: 'no-peers', message, values: { ...values, from: to } };
  }
  return { code: 'pair', message: `a ${from} cannot talk with a ${to}; it talks with ${fitting}`, values };
}

/** Why a socket cannot use a transport, as the end of a sentence; `undefined` where it can. */
export function unfitTransport(socket: SocketType, transport: Transport, use: EndpointUse): string | undefined {
  if (!transportFacts(transport).sockets.includes(socket)) {
    return `a ${socket} cannot use ${transport}; it uses ${transportsOf(socket).join(', ')}`;
  }
  // zmq_udp(7): a RADIO sends to an address, a DISH and a DGRAM listen at one.
  if (transport !== 'udp' || (socket === 'RADIO') === (use === 'connect')) return undefined;
  return socket === 'RADIO'
    ? 'over udp a RADIO connects and the DISH binds; turn it round'
    : `over udp a ${socket} binds; turn it round`;
}

/** What a behavior's frames have to be, where its socket does not take any number of them. */
export function shapeFault(
  socket: SocketType,
  behavior: { readonly type: string; readonly frames?: readonly unknown[] | undefined },
): string | undefined {
  const { shape } = socketFacts(socket);
  if (behavior.frames === undefined || shape === 'frames') return undefined;
  const has = behavior.frames.length;
  // What says where an answer goes is put in front of it by itself.
  if (behavior.type === 'generate' && (shape === 'group' || shape === 'address')) {
    const first = shape === 'group' ? 'its group' : 'the address it goes to, as in 127.0.0.1:5556';
    return has === 2 ? undefined : `a message of a ${socket} has two frames: ${first}, and its body`;
  }
  return has === 1 ? undefined : `a message of a ${socket} has one frame`;
}
