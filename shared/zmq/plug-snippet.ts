import type { BehaviorType } from './behavior-fit';
import { parseEndpoint } from './endpoint';
import { pythonEnd } from './message-code';
import { NO_KEYS, pythonSecurity, type KnownKey, type ProgramSecurity } from './secure-code';
import { compatiblePeers, socketFacts, type SocketType } from './socket-types';
import { tipcToConnect } from './tipc';

/** A few lines that plug a program into a socket of the app. */
export interface PlugSnippet {
  /** The type of the program's socket; of a STREAM and a DGRAM it is the socket's own, for such a program speaks no ZeroMQ. */
  readonly type: SocketType;
  readonly code: string;
}

/** What another program connects to, to reach a socket that is bound at `endpoint`; `*` means any address of this machine. */
export function reachableEndpoint(endpoint: string): string {
  return tipcToConnect(endpoint).replace(/^(tcp|ws|udp):\/\/(\*|0\.0\.0\.0|\[::\]):/, '$1://localhost:');
}

/**
 * A Python program (pyzmq) that connects to a socket of `type` bound at `endpoint` and exchanges one message with it, in
 * the order that the two types allow: zmq_socket(3). What a STREAM or a DGRAM talks with is a program with a plain socket.
 * @param security how the program is to be secured, so that the two agree
 * @param behavior what the app's socket does by itself, which says who speaks first where its type does not
 */
export function pythonSnippet(
  type: SocketType,
  endpoint: string,
  security?: ProgramSecurity,
  known: KnownKey = NO_KEYS,
  behavior?: BehaviorType,
): PlugSnippet {
  if (socketFacts(type).pattern === 'native') return { type, code: plainProgram(type, endpoint) };
  // A DEALER that only answers or takes would wait for a REP for ever, as that does for it.
  const waits = type === 'DEALER' && (behavior === 'reply' || behavior === 'sink');
  const peer = waits ? 'DEALER' : simplestPeer(type);
  const talk = waits ? asking(behavior === 'reply') : exchange(peer);
  const lines = [
    ...(socketFacts(peer).draft ? ['# Needs a pyzmq that was built with the drafts of ZeroMQ.'] : []),
    ...(security ? ['import os'] : []),
    'import zmq',
    '',
    ...(security ? ['context = zmq.Context()'] : []),
    `socket = ${security ? 'context' : 'zmq.Context()'}.socket(zmq.${peer})`,
    ...(security ? pythonSecurity({ name: 'socket', security, known }) : []),
    `socket.connect(${JSON.stringify(reachableEndpoint(endpoint))})`,
    ...talk,
    ...(talk.at(-1)?.startsWith('socket.send') === true ? pythonEnd(security) : []),
  ];
  return { type: peer, code: lines.join('\n') };
}

/** Of the types that fit, the one whose program is the shortest. */
function simplestPeer(type: SocketType): SocketType {
  const order: readonly SocketType[] = ['REQ', 'REP', 'SUB', 'PUB', 'PULL', 'PUSH', 'PAIR', 'DEALER', 'ROUTER'];
  const peers = compatiblePeers(type);
  return order.find((candidate) => peers.includes(candidate)) ?? peers[0] ?? type;
}

function exchange(peer: SocketType): string[] {
  switch (peer) {
    case 'REQ':
    case 'CLIENT':
      return ['socket.send(b"Hello")', 'print(socket.recv())'];
    case 'REP':
      return ['print(socket.recv())', 'socket.send(b"World")'];
    case 'SUB':
      return ['socket.subscribe(b"")', 'print(socket.recv_multipart())'];
    case 'PUB':
      // A subscriber that has just connected misses what is sent before its subscription arrived.
      return ['import time; time.sleep(0.5)', 'socket.send_multipart([b"news", b"Hello"])'];
    case 'RADIO':
      return ['import time; time.sleep(0.5)', 'socket.send(b"Hello", group="news")'];
    case 'DISH':
      return ['socket.join("news")', 'print(socket.recv())'];
    case 'SERVER':
      return ['frame = socket.recv(copy=False)', 'socket.send(b"World", routing_id=frame.routing_id)'];
    default:
      return socketFacts(peer).sends ? ['socket.send(b"Hello")'] : ['print(socket.recv_multipart())'];
  }
}

/** A DEALER that asks as a REQ would, with the empty delimiter in front (RFC 28). */
function asking(answered: boolean): string[] {
  return ['socket.send_multipart([b"", b"Hello"])', ...(answered ? ['print(socket.recv_multipart())'] : [])];
}

function plainProgram(type: SocketType, endpoint: string): string {
  const parsed = parseEndpoint(reachableEndpoint(endpoint), 'connect');
  const { host, port } = parsed.ok && 'port' in parsed.value ? parsed.value : { host: '127.0.0.1', port: 5555 };
  const address = `(${JSON.stringify(host)}, ${port})`;
  const open =
    type === 'STREAM'
      ? [`program = socket.create_connection(${address})`]
      : ['program = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)', `program.connect(${address})`];
  return ['import socket', '', ...open, 'program.sendall(b"Hello")', 'print(program.recv(4096))'].join('\n');
}
