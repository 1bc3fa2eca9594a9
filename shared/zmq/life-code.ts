import type { FrameTemplate, SocketKey } from '../topology/topology';
import type { LifeCall, SocketCall } from './life-calls';
import { numberedOption, optionNumber, type NumberedOption } from './numbered-options';
import { optionConstant } from './option-constants';
import type { OptionValue } from './options';
import { reachableEndpoint } from './plug-snippet';
import { addressNote, NO_KEYS, nodeSecurity, pythonSecurity, type KnownKey } from './secure-code';
import type { SocketType } from './socket-types';

export const CODE_LANGUAGES = ['node', 'python'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** The classes of zeromq.js; of a type that is not here, its name with a capital letter is the class's. */
const CLASSES: Readonly<Partial<Record<string, string>>> = {
  REQ: 'Request',
  REP: 'Reply',
  PUB: 'Publisher',
  SUB: 'Subscriber',
  XPUB: 'XPublisher',
  XSUB: 'XSubscriber',
  DGRAM: 'Datagram',
};
const DRAFTS: readonly string[] = ['CLIENT', 'SERVER', 'RADIO', 'DISH', 'SCATTER', 'GATHER', 'DGRAM', 'CHANNEL'];
const RESERVED: readonly string[] = [
  'context',
  'zmq',
  'import',
  'class',
  'from',
  'in',
  'is',
  'new',
  'var',
  'let',
  'with',
];

/** What zeromq.js makes one option of is two in libzmq, each of them a flag. */
const VERBOSITY = { allSubs: 1, allSubsUnsubs: 1 } as const;

/**
 * The lines of one call in a program, `zmq_socket(3)` and `zmq_setsockopt(3)`; without a semicolon.
 * @param known what may be known of the keys that the socket's security names
 */
export function callLines({ key, call }: SocketCall, language: CodeLanguage, known = NO_KEYS): string[] {
  const name = nameOf(key);
  if (call.type === 'create')
    return language === 'node' ? nodeCreate(name, call, known) : pythonCreate(name, call, known);
  return language === 'node' ? nodeLines(name, call) : pythonLines(name, call);
}

/**
 * What comes before the first call: the library, and the context, which has one I/O thread by itself. Secrets come from the
 * environment.
 */
export function preambleLines(
  types: readonly SocketType[],
  language: CodeLanguage,
  { secured = false, ioThreads = 1 } = {},
): string[] {
  if (language === 'python') {
    const threads = ioThreads === 1 ? '' : `io_threads=${ioThreads}`;
    return [...(secured ? ['import os'] : []), 'import zmq', `context = zmq.Context(${threads})`];
  }
  const normal = types.some((type) => !DRAFTS.includes(type));
  return [
    ...(normal ? ["import * as zmq from 'zeromq'"] : []),
    ...(types.some((type) => DRAFTS.includes(type)) ? ["import * as draft from 'zeromq/draft'"] : []),
    ...(ioThreads !== 1 && normal ? [`zmq.context.ioThreads = ${ioThreads}`] : []),
  ];
}

/** A socket's name as a variable: letters, digits and `_`. */
export function nameOf(key: SocketKey): string {
  const name = key.replaceAll(/[^A-Za-z0-9_]+/g, '_');
  return /^\d/.test(name) || RESERVED.includes(name) ? `_${name}` : name === '' ? 'socket' : name;
}

type Create = Extract<LifeCall, { type: 'create' }>;

function nodeCreate(name: string, { socket, options, security, addresses }: Create, known: KnownKey): string[] {
  const from = DRAFTS.includes(socket) ? 'draft' : 'zmq';
  const secured = security ? nodeSecurity({ security, known }) : { before: [], options: [] };
  const entries = Object.entries(options);
  const named = entries.filter(([option]) => numberedOption(option, socket) === undefined);
  const all = [...named.map(([option, value]) => `${option}: ${literal(value)}`), ...secured.options];
  const given = all.length === 0 ? '' : `{ ${all.join(', ')} }`;
  return [
    ...secured.before,
    ...(addresses ? [addressNote(addresses, '//')] : []),
    `const ${name} = new ${from}.${classOf(socket)}(${given})`,
    ...entries.flatMap(([option, value]) => {
      const numbered = numberedOption(option, socket);
      return numbered ? [nodeNumbered(name, { ...numbered, constant: optionConstant(option) ?? option }, value)] : [];
    }),
  ];
}

function pythonCreate(name: string, { socket, options, security, addresses }: Create, known: KnownKey): string[] {
  return [
    `${name} = context.socket(zmq.${socket})`,
    ...Object.entries(options).map(([option, value]) => pythonOption(name, socket, option, value)),
    ...(security ? pythonSecurity({ name, security, known }) : []),
    ...(addresses ? [addressNote(addresses, '#')] : []),
  ];
}

/** What zeromq.js has no name for is set by its number in `zmq.h`; TypeScript calls these methods protected. */
function nodeNumbered(
  name: string,
  { number, takes, values, constant }: NumberedOption & { readonly constant: string },
  value: OptionValue,
): string {
  const set = { bytes: 'setStringOption', bool: 'setBoolOption', int: 'setInt32Option' }[takes];
  const given = takes === 'int' ? optionNumber(value, values) : value;
  return `${name}.${set}(${number}, ${literal(given)}) // ZMQ_${constant}, which zeromq.js has no name for`;
}

function pythonOption(name: string, type: SocketType, option: string, value: OptionValue): string {
  const constant = optionConstant(option, value);
  if (constant === undefined) return `# ${option} = ${literal(value)}`;
  const values = option === 'verbosity' ? VERBOSITY : numberedOption(option, type)?.values;
  if (typeof value !== 'string' || values) {
    return `${name}.setsockopt(zmq.${constant}, ${optionNumber(value, values)})`;
  }
  return `${name}.setsockopt_string(zmq.${constant}, ${quote(value)})`;
}

function nodeLines(name: string, call: Exclude<LifeCall, Create>): string[] {
  switch (call.type) {
    case 'bind':
      return [`await ${name}.bind(${endpointText(call.endpoint)})`];
    case 'unbind':
      return [`await ${name}.unbind(${endpointText(call.endpoint)})`];
    case 'connect':
    case 'disconnect':
      return [`${name}.${call.type}(${connectText(call.endpoint)})`];
    case 'subscribe':
      return [`${name}.subscribe(${call.topics.map(quote).join(', ')})`];
    case 'join':
      return [`${name}.join(${call.groups.map(quote).join(', ')})`];
    case 'send': {
      const frames = call.frames?.map(nodeFrame);
      return [
        `await ${name}.send(${frames === undefined ? 'message' : frames.length === 1 ? frames[0] : `[${frames.join(', ')}]`})`,
      ];
    }
    case 'receive':
      return [`const message = await ${name}.receive()`];
    case 'proxy':
      return [`await new zmq.Proxy(${name}, ${nameOf(call.other)}).run()`];
    case 'close':
      return [`${name}.close()`];
  }
}

function pythonLines(name: string, call: Exclude<LifeCall, Create>): string[] {
  switch (call.type) {
    case 'bind':
    case 'unbind':
      return [`${name}.${call.type}(${endpointText(call.endpoint)})`];
    case 'connect':
    case 'disconnect':
      return [`${name}.${call.type}(${connectText(call.endpoint)})`];
    case 'subscribe':
      return call.topics.map((topic) => `${name}.subscribe(${quote(topic)})`);
    case 'join':
      return call.groups.map((group) => `${name}.join(${quote(group)})`);
    case 'send':
      return [`${name}.send_multipart(${call.frames ? `[${call.frames.map(pythonFrame).join(', ')}]` : 'message'})`];
    case 'receive':
      return [`message = ${name}.recv_multipart()`];
    case 'proxy':
      return [`zmq.proxy(${name}, ${nameOf(call.other)})`];
    case 'close':
      return [`${name}.close()`];
  }
}

function classOf(type: SocketType): string {
  return CLASSES[type] ?? type.charAt(0) + type.slice(1).toLowerCase();
}

function endpointText(endpoint: string | undefined): string {
  return quote(endpoint ?? 'tcp://127.0.0.1:*');
}

/** One connects to an address, never to all of them. */
function connectText(endpoint: string | undefined): string {
  return quote(endpoint === undefined ? 'tcp://127.0.0.1:…' : reachableEndpoint(endpoint));
}

function literal(value: OptionValue): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

function nodeFrame(frame: FrameTemplate): string {
  if (typeof frame === 'string') return quote(frame);
  if ('hex' in frame) return `Buffer.from(${quote(frame.hex.replaceAll(/\s/g, ''))}, 'hex')`;
  if ('base64' in frame) return `Buffer.from(${quote(frame.base64)}, 'base64')`;
  return `Buffer.alloc(${frame.size})`;
}

function pythonFrame(frame: FrameTemplate): string {
  if (typeof frame === 'string') return /^[ -~]*$/.test(frame) ? `b${quote(frame)}` : `${quote(frame)}.encode()`;
  if ('hex' in frame) return `bytes.fromhex(${quote(frame.hex)})`;
  if ('base64' in frame) return `base64.b64decode(${quote(frame.base64)})`;
  return `bytes(${frame.size})`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
