import { hasPlaceholder } from '../template';
import type { FrameTemplate, SocketKey } from '../topology/topology';
import { CHANNEL_CLASS, classOf, classPlace } from './class-names';
import type { LifeCall, SocketCall } from './life-calls';
import { nodeReceive, nodeSend, pythonReceive, pythonSend } from './message-code';
import { numberedOption, optionNumber, type NumberedOption } from './numbered-options';
import { optionConstant } from './option-constants';
import { isOptionName, optionFacts, type OptionValue } from './options';
import { reachableEndpoint } from './plug-snippet';
import { addressNote, NO_KEYS, nodeSecurity, pythonSecurity, type KnownKey } from './secure-code';
import { socketFacts, type SocketType } from './socket-types';

export const CODE_LANGUAGES = ['node', 'python'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** Words of both languages that are no names, and names that the code uses itself. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'and as assert async await break case catch class const continue debugger def default del delete do elif else enum ' +
    'except export extends False false finally for from function global if import in instanceof is lambda let new None ' +
    'nonlocal not null or package pass private protected public raise return static super switch this throw True true try ' +
    'typeof var void while with yield eval arguments ' +
    'context zmq draft os base64 message keys zap Channel Allowed authenticator public_key secret_key process Buffer bytes'
  ).split(' '),
);

/** What zeromq.js makes one option of is two in libzmq, each of them a flag. */
const VERBOSITY = { allSubs: 1, allSubsUnsubs: 1 } as const;

/** A call with the type of the socket that it is made on, which says how a message is sent and received. */
export interface TypedCall extends SocketCall {
  readonly socket: SocketType;
}

/**
 * The lines of one call in a program, `zmq_socket(3)` and `zmq_setsockopt(3)`; without a semicolon.
 * @param known what may be known of the keys that the socket's security names
 */
export function callLines({ key, call, socket }: TypedCall, language: CodeLanguage, known = NO_KEYS): string[] {
  const name = nameOf(key);
  if (call.type === 'create')
    return language === 'node' ? nodeCreate(name, call, known) : pythonCreate(name, call, known);
  const mark = language === 'node' ? '//' : '#';
  // What was sent again from a list, say: a program would not have it.
  if (call.type === 'send' && !call.frames && !call.as) return [`${mark} ${name} sent a message here.`];
  const lines = language === 'node' ? nodeLines(name, socket, call) : pythonLines(name, socket, call);
  return filledIn(call) ? [`${mark} The app fills in what is in {{…}}.`, ...lines] : lines;
}

/** What a program has to begin with. */
export interface PreambleNeeds {
  readonly secured?: boolean;
  readonly ioThreads?: number;
  /** The calls that come after it. */
  readonly calls?: readonly LifeCall[];
}

/**
 * What comes before the first call: the library, and the context, which has one I/O thread by itself. Secrets come from the
 * environment.
 */
export function preambleLines(
  types: readonly SocketType[],
  language: CodeLanguage,
  { secured = false, ioThreads = 1, calls = [] }: PreambleNeeds = {},
): string[] {
  const drafts = types.filter((type) => socketFacts(type).draft);
  if (language === 'python') {
    const threads = ioThreads === 1 ? '' : `io_threads=${ioThreads}`;
    return [
      ...(drafts.length > 0 ? ['# Needs a pyzmq that was built with the drafts of ZeroMQ.'] : []),
      ...(calls.some(sendsBase64) ? ['import base64'] : []),
      ...(secured ? ['import os'] : []),
      'import zmq',
      `context = zmq.Context(${threads})`,
    ];
  }
  const places = new Set(types.map(classPlace));
  const plain = secured || ioThreads !== 1 || places.has('zeromq') || places.has('program');
  return [
    ...(plain ? ["import * as zmq from 'zeromq'"] : []),
    ...(places.has('zeromq/draft.js') ? ["import * as draft from 'zeromq/draft.js'"] : []),
    ...(ioThreads === 1 ? [] : [`zmq.context.ioThreads = ${ioThreads}`]),
    ...(places.has('program') ? [CHANNEL_CLASS] : []),
  ];
}

/** A socket's name as a variable: letters, digits and `_`. */
export function nameOf(key: SocketKey): string {
  const name = key.replaceAll(/[^A-Za-z0-9_]+/g, '_');
  return /^\d/.test(name) || RESERVED.has(name) ? `_${name}` : name === '' ? 'socket' : name;
}

type Create = Extract<LifeCall, { type: 'create' }>;

function nodeCreate(name: string, { socket, options, security, addresses }: Create, known: KnownKey): string[] {
  const from = { zeromq: 'zmq.', 'zeromq/draft.js': 'draft.', program: '' }[classPlace(socket)];
  const secured = security ? nodeSecurity({ security, known }) : { before: [], options: [] };
  const entries = Object.entries(options);
  const named = entries.filter(([option]) => numberedOption(option, socket) === undefined);
  const all = [...named.map(([option, value]) => `${option}: ${literal(value)}`), ...secured.options];
  const given = all.length === 0 ? '' : `{ ${all.join(', ')} }`;
  return [
    ...secured.before,
    ...(addresses ? [addressNote(addresses, '//')] : []),
    `const ${name} = new ${from}${classOf(socket)}(${given})`,
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
  const draft = isOptionName(option) && optionFacts(option).draft === true ? ' # of the draft API' : '';
  if (typeof value !== 'string' || values) {
    return `${name}.setsockopt(zmq.${constant}, ${optionNumber(value, values)})${draft}`;
  }
  return `${name}.setsockopt_string(zmq.${constant}, ${quote(value)})${draft}`;
}

function nodeLines(name: string, type: SocketType, call: Exclude<LifeCall, Create>): string[] {
  switch (call.type) {
    case 'bind':
      return [`await ${name}.bind(${endpointText(call.endpoint)})`];
    case 'unbind':
      return [`await ${name}.unbind(${endpointText(call.endpoint)})`];
    case 'connect':
    case 'disconnect':
      return [`${name}.${call.type}(${connectText(call.endpoint)})`];
    case 'subscribe':
      // An XSUB subscribes by a message: a byte 1 and the topic (RFC 29).
      return type === 'XSUB'
        ? call.topics.map((topic) => `await ${name}.send(${quote(`\u0001${topic}`)})`)
        : [`${name}.subscribe(${call.topics.map(quote).join(', ')})`];
    case 'join':
      return [`${name}.join(${call.groups.map(quote).join(', ')})`];
    case 'send':
      return [nodeSend({ name, type, frames: call.frames?.map(nodeFrame), as: call.as })];
    case 'receive':
      return [`const message = ${nodeReceive(name)}`];
    case 'proxy':
      return [`await new zmq.Proxy(${name}, ${nameOf(call.other)}).run()`];
    case 'close':
      return [`${name}.close()`];
  }
}

function pythonLines(name: string, type: SocketType, call: Exclude<LifeCall, Create>): string[] {
  switch (call.type) {
    case 'bind':
    case 'unbind':
      return [`${name}.${call.type}(${endpointText(call.endpoint)})`];
    case 'connect':
    case 'disconnect':
      return [`${name}.${call.type}(${connectText(call.endpoint)})`];
    case 'subscribe':
      return call.topics.map((topic) =>
        type === 'XSUB' ? `${name}.send(b"\\x01" + ${quote(topic)}.encode())` : `${name}.subscribe(${quote(topic)})`,
      );
    case 'join':
      return call.groups.map((group) => `${name}.join(${quote(group)})`);
    case 'send':
      return [pythonSend({ name, type, frames: call.frames?.map(pythonFrame), as: call.as })];
    case 'receive':
      return [`message = ${pythonReceive(name, type)}`];
    case 'proxy':
      return [`zmq.proxy(${name}, ${nameOf(call.other)})`];
    case 'close':
      return [`${name}.close()`];
  }
}

function filledIn(call: LifeCall): boolean {
  return (
    call.type === 'send' && call.frames?.some((frame) => typeof frame === 'string' && hasPlaceholder(frame)) === true
  );
}

function sendsBase64(call: LifeCall): boolean {
  return call.type === 'send' && call.frames?.some((frame) => typeof frame === 'object' && 'base64' in frame) === true;
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
