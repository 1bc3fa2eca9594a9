import { compatiblePeers, socketFacts, type SocketType } from './socket-types';

/** A few lines that plug a program into a socket of the app. */
export interface PlugSnippet {
  /** The type of the program's socket. */
  readonly type: SocketType;
  readonly code: string;
}

/** What another program connects to, to reach a socket that is bound at `endpoint`; `*` means any address of this machine. */
export function reachableEndpoint(endpoint: string): string {
  return endpoint.replace(/^tcp:\/\/(\*|0\.0\.0\.0|\[::\]):/, 'tcp://localhost:');
}

/**
 * A Python program (pyzmq) that connects to a socket of `type` bound at `endpoint` and exchanges one message with it, in
 * the order that the two types allow: zmq_socket(3).
 */
export function pythonSnippet(type: SocketType, endpoint: string): PlugSnippet {
  const peer = simplestPeer(type);
  const lines = [
    'import zmq',
    '',
    `socket = zmq.Context().socket(zmq.${peer})`,
    `socket.connect(${JSON.stringify(reachableEndpoint(endpoint))})`,
    ...exchange(peer),
  ];
  return { type: peer, code: lines.join('\n') };
}

/** Of the types that fit, the one whose program is the shortest. */
function simplestPeer(type: SocketType): SocketType {
  const order: readonly SocketType[] = ['REQ', 'REP', 'SUB', 'PUB', 'PULL', 'PUSH', 'PAIR', 'DEALER', 'ROUTER'];
  const peers = compatiblePeers(type);
  return order.find((candidate) => peers.includes(candidate)) ?? type;
}

function exchange(peer: SocketType): string[] {
  switch (peer) {
    case 'REQ':
      return ['socket.send(b"Hello")', 'print(socket.recv())'];
    case 'REP':
      return ['print(socket.recv())', 'socket.send(b"World")'];
    case 'SUB':
      return ['socket.subscribe(b"")', 'print(socket.recv_multipart())'];
    case 'PUB':
      // A subscriber that has just connected misses what is sent before its subscription arrived.
      return ['import time; time.sleep(0.5)', 'socket.send_multipart([b"news", b"Hello"])'];
    default:
      return socketFacts(peer).sends ? ['socket.send(b"Hello")'] : ['print(socket.recv_multipart())'];
  }
}
