import { hex, printableText } from '../bytes';
import { reachableEndpoint } from './plug-snippet';
import { NO_KEYS, nodeSecurity, pythonSecurity, type KnownKey, type ProgramSecurity } from './secure-code';
import type { SocketType } from './socket-types';

export const SNIPPET_LANGUAGES = ['python', 'node'] as const;
export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number];

/** A message as its sender's program would send it. */
export interface SentMessage {
  /** Type of the socket that sends: the program takes its place. */
  readonly type: SocketType;
  /** What the program gives its socket, the identity that a ROUTER wants first not included. */
  readonly frames: readonly Uint8Array[];
  readonly endpoint: string;
  /** True where the program's socket binds and the other one connects. */
  readonly binds: boolean;
  /** How the program is secured as the sender is. */
  readonly security?: ProgramSecurity | undefined;
}

/** A whole program that sends exactly these frames, in the order of sending and receiving that its type allows. */
export function sendSnippet(language: SnippetLanguage, message: SentMessage, known = NO_KEYS): string {
  return (language === 'python' ? python(message, known) : node(message, known)).join('\n');
}

function python({ type, frames, endpoint, binds, security }: SentMessage, known: KnownKey): string[] {
  const list = frames.map(pythonBytes);
  const address = JSON.stringify(binds ? endpoint : reachableEndpoint(endpoint));
  const send = (more: readonly string[]) => `socket.send_multipart([${[...more, ...list].join(', ')}])`;
  return [
    ...(security ? ['import os'] : []),
    'import zmq',
    ...(isPublisher(type) ? ['import time'] : []),
    '',
    ...(security ? ['context = zmq.Context()'] : []),
    `socket = ${security ? 'context' : 'zmq.Context()'}.socket(zmq.${type})`,
    ...(security ? pythonSecurity({ name: 'socket', security, known }) : []),
    `socket.${binds ? 'bind' : 'connect'}(${address})`,
    ...order(type, {
      wait: ['# A subscription needs a moment to arrive; what is sent before it is dropped.', 'time.sleep(0.5)'],
      send: [send([])],
      receive: ['print(socket.recv_multipart())'],
      route: [
        '# A ROUTER can send to a peer that it has heard of.',
        'peer = socket.recv_multipart()[0]',
        send(['peer']),
      ],
    }),
  ];
}

const NODE_CLASSES: Readonly<Record<string, string>> = {
  REQ: 'Request',
  REP: 'Reply',
  DEALER: 'Dealer',
  ROUTER: 'Router',
  PUB: 'Publisher',
  XPUB: 'XPublisher',
  SUB: 'Subscriber',
  XSUB: 'XSubscriber',
  PUSH: 'Push',
  PULL: 'Pull',
  PAIR: 'Pair',
  STREAM: 'Stream',
};

function node({ type, frames, endpoint, binds, security }: SentMessage, known: KnownKey): string[] {
  const list = frames.map(nodeBytes);
  const address = JSON.stringify(
    binds ? endpoint : reachableEndpoint(endpoint).replace('//localhost:', '//127.0.0.1:'),
  );
  const send = (more: readonly string[]) => `await socket.send([${[...more, ...list].join(', ')}]);`;
  const name = NODE_CLASSES[type];
  const secured = security ? nodeSecurity({ security, known }) : { before: [], options: [] };
  const options = secured.options.length === 0 ? '' : `{ ${secured.options.join(', ')} }`;
  return [
    ...(security ? ["import * as zmq from 'zeromq';"] : []),
    ...(name === undefined
      ? [`import { ${draftClass(type)} } from 'zeromq/draft';`]
      : [`import { ${name} } from 'zeromq';`]),
    ...(isPublisher(type) ? ["import { setTimeout as sleep } from 'node:timers/promises';"] : []),
    '',
    ...secured.before,
    `const socket = new ${name ?? draftClass(type)}(${options});`,
    binds ? `await socket.bind(${address});` : `socket.connect(${address});`,
    ...order(type, {
      wait: ['// A subscription needs a moment to arrive; what is sent before it is dropped.', 'await sleep(500);'],
      send: [send([])],
      receive: ['console.log((await socket.receive()).map(String));'],
      route: [
        '// A ROUTER can send to a peer that it has heard of.',
        'const [peer] = await socket.receive();',
        send(['peer']),
      ],
    }),
  ];
}

interface Steps {
  readonly wait: readonly string[];
  readonly send: readonly string[];
  readonly receive: readonly string[];
  readonly route: readonly string[];
}

/** Who speaks first: RFC 28 (REQREP), zmq_socket(3). */
function order(type: SocketType, { wait, send, receive, route }: Steps): string[] {
  if (type === 'REQ') return [...send, ...receive];
  if (type === 'REP') return [...receive, ...send];
  if (type === 'ROUTER') return [...route];
  return isPublisher(type) ? [...wait, ...send] : [...send];
}

function isPublisher(type: SocketType): boolean {
  return type === 'PUB' || type === 'XPUB' || (type as string) === 'RADIO';
}

function draftClass(type: string): string {
  return type.charAt(0) + type.slice(1).toLowerCase();
}

function pythonBytes(bytes: Uint8Array): string {
  const text = asciiText(bytes);
  if (text === undefined) return `bytes.fromhex("${hex(bytes)}")`;
  return `b${JSON.stringify(text)}`;
}

function nodeBytes(bytes: Uint8Array): string {
  const text = printableText(bytes);
  return text === undefined ? `Buffer.from('${hex(bytes)}', 'hex')` : JSON.stringify(text);
}

/** The text of bytes that are all printable ASCII; tabs and line ends count as such. */
function asciiText(bytes: Uint8Array): string | undefined {
  const text = printableText(bytes);
  // What JSON writes for ASCII, Python's byte literals read in the same way.
  return text !== undefined && text.length === bytes.length ? text : undefined;
}
