import { hex, printableText } from '../bytes';
import { CHANNEL_CLASS, classOf, classPlace } from './class-names';
import { nodeReceive, nodeSend, pythonEnd, pythonReceive, pythonSend } from './message-code';
import { reachableEndpoint } from './plug-snippet';
import { NO_KEYS, nodeSecurity, pythonSecurity, type KnownKey, type ProgramSecurity } from './secure-code';
import { socketFacts, type SocketType } from './socket-types';

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
  const address = JSON.stringify(binds ? endpoint : reachableEndpoint(endpoint));
  const send = (as?: 'reply') => pythonSend({ name: 'socket', type, frames: frames.map(pythonBytes), as });
  return [
    ...(socketFacts(type).draft ? ['# Needs a pyzmq that was built with the drafts of ZeroMQ.'] : []),
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
      send: [send()],
      receive: [`print(${pythonReceive('socket', type)})`],
      route: [
        `# A ${type} can send to a peer that it has heard of.`,
        ...(type === 'ROUTER'
          ? [
              'peer = socket.recv_multipart()[0]',
              `socket.send_multipart([${['peer', ...frames.map(pythonBytes)].join(', ')}])`,
            ]
          : [`message = ${pythonReceive('socket', type)}`, send('reply')]),
      ],
    }),
    ...(type === 'REQ' ? [] : pythonEnd(security)),
  ];
}

function node({ type, frames, endpoint, binds, security }: SentMessage, known: KnownKey): string[] {
  const address = JSON.stringify(
    binds ? endpoint : reachableEndpoint(endpoint).replace('//localhost:', '//127.0.0.1:'),
  );
  const send = (as?: 'reply') => `${nodeSend({ name: 'socket', type, frames: frames.map(nodeBytes), as })};`;
  const place = classPlace(type);
  const secured = security ? nodeSecurity({ security, known }) : { before: [], options: [] };
  const options = secured.options.length === 0 ? '' : `{ ${secured.options.join(', ')} }`;
  return [
    ...(security || place === 'program' ? ["import * as zmq from 'zeromq';"] : []),
    ...(place === 'program' ? [] : [`import { ${classOf(type)} } from '${place}';`]),
    ...(isPublisher(type) ? ["import { setTimeout as sleep } from 'node:timers/promises';"] : []),
    '',
    ...(place === 'program' ? [CHANNEL_CLASS] : []),
    ...secured.before,
    `const socket = new ${classOf(type)}(${options});`,
    binds ? `await socket.bind(${address});` : `socket.connect(${address});`,
    ...order(type, {
      wait: ['// A subscription needs a moment to arrive; what is sent before it is dropped.', 'await sleep(500);'],
      send: [send()],
      receive: [`console.log((${nodeReceive('socket')}).map(String));`],
      route: [
        `// A ${type} can send to a peer that it has heard of.`,
        ...(type === 'ROUTER'
          ? [
              'const [peer] = await socket.receive();',
              `await socket.send([${['peer', ...frames.map(nodeBytes)].join(', ')}]);`,
            ]
          : [`const message = ${nodeReceive('socket')};`, send('reply')]),
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
  if (type === 'ROUTER' || type === 'SERVER') return [...route];
  return isPublisher(type) ? [...wait, ...send] : [...send];
}

function isPublisher(type: SocketType): boolean {
  return type === 'PUB' || type === 'XPUB' || type === 'RADIO';
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
