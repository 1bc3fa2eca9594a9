import type { Problem } from '../../shared/result';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import { lacksTransport, remedyText, type Remedy } from '../../shared/zmq/library';
import type { SocketType } from '../../shared/zmq/socket-types';
import { libraryFacts } from './library';

/** What was being done when ZeroMQ or the system refused. */
export interface Attempt {
  readonly doing: 'open' | 'bind' | 'connect' | 'send' | 'receive';
  /** Node or link that the problem belongs to. */
  readonly where: string;
  readonly socket: SocketType;
  readonly endpoint?: string;
  /** A user's own time limit in milliseconds, where one was set. */
  readonly timeout?: number;
}

/**
 * A failure of a socket as a sentence that says what, where, and what to do. Codes are those of `zmq_bind(3)`,
 * `zmq_connect(3)`, `zmq_msg_send(3)`, `zmq_msg_recv(3)` and `zmq_setsockopt(3)`.
 */
export function problemOf(error: unknown, attempt: Attempt): Problem {
  const code = codeOf(error);
  const endpoint = attempt.endpoint ?? '';
  const parsed = code === 'EPROTONOSUPPORT' ? parseEndpoint(endpoint, 'bind') : undefined;
  const remedy = parsed?.ok === true ? lacksTransport(libraryFacts(), parsed.value.transport) : undefined;
  if (parsed?.ok === true && remedy !== undefined) return lacking(attempt.where, parsed.value.transport, remedy);
  const { where, socket } = attempt;
  const option = optionOf(error);
  const values = { endpoint, socket, detail: detailOf(error), ms: attempt.timeout ?? 0, option };
  return { code: codeFor(code, attempt), message: sentence(code, attempt, values), where, values };
}

/** EFSM of a REQ: it may not send twice. */
export function mustReceiveFirst(where: string): Problem {
  return {
    code: 'EFSM-REQ',
    message:
      'A REQ waits for the reply to its last request before it may send again. Wait for the reply, or set its option "relaxed".',
    where,
    values: { socket: 'REQ' },
  };
}

/** The same of a REQ whose request no peer has taken yet. */
export function mustBeTakenFirst(where: string): Problem {
  return {
    code: 'EFSM-REQ-waits',
    message:
      'A REQ sends one request at a time, and its last one still waits: no peer takes it. Plug in a REP or ROUTER that does; then its reply has to come before the next request.',
    where,
    values: { socket: 'REQ' },
  };
}

/** EFSM of a REP: it may only answer. */
export function nothingToAnswer(where: string): Problem {
  return {
    code: 'EFSM-REP',
    message: 'A REP only answers: it may send once it has received a request that is not answered yet.',
    where,
    values: { socket: 'REP' },
  };
}

/** EAGAIN of a REP that waits without a limit: it has taken a message and dropped it (RFC 28/REQREP, "REP socket"). */
export function withoutDelimiter(where: string): Problem {
  return {
    code: 'no-delimiter',
    message:
      'A message came without the empty frame in front of its body, and a REP drops such a message without a word. Let the sender put an empty frame first, as a REQ does by itself.',
    where,
    values: { socket: 'REP' },
  };
}

/** The loaded library has no such socket, option or transport, or the kernel does not let it use that. */
export function lacking(where: string, what: string, remedy: Remedy): Problem {
  const who = remedy === 'kernel-tipc' ? "This machine's kernel" : 'The library that is loaded';
  return {
    code: `lacks-${remedy}`,
    message: `${who} does not have ${what}: ${remedyText(remedy)}.`,
    where,
    values: { what },
  };
}

/** ZeroMQ would not bind it (ENODEV), and would try to connect for ever without a word. */
export function ipv6IsOff(where: string, endpoint: string): Problem {
  return {
    code: 'ipv6-off',
    message: `${endpoint} is an IPv6 address, and a socket uses those only with its option "ipv6". Switch it on at ${where}.`,
    where,
    values: { endpoint, socket: where },
  };
}

/** Nothing can be plugged into a socket that could not be opened. */
export function endNotOpen(key: string): Problem {
  return {
    code: 'end-not-open',
    message: `The socket "${key}" is not open, so nothing can be plugged into it. Mend what its node says.`,
    where: key,
    values: { key },
  };
}

/** libzmq ends the process where such a connection is lost while it is asked about. */
export function judgesWithoutWire(where: string, endpoint: string): Problem {
  return {
    code: 'judges-without-wire',
    message: `${where} decides whom it lets in, and has a connection of its own to ${endpoint}: there ZeroMQ could end this app. Bind it instead and let the other side connect, or take out the options of its own connection.`,
    where,
    values: { endpoint, socket: where },
  };
}

export function cannotSend(where: string, socket: SocketType): Problem {
  return {
    code: 'ENOTSUP-send',
    message: `A ${socket} only receives; choose a socket type that sends.`,
    where,
    values: { socket },
  };
}

export function notOpen(where: string): Problem {
  return {
    code: 'not-open',
    message: `The socket "${where}" is not open. Run the topology first, and mend what its node says.`,
    where,
  };
}

export function notPluggable(key: string): Problem {
  return {
    code: 'not-open',
    message: `The socket "${key}" is not open, so nothing can be plugged into it. Mend what its node says.`,
    where: key,
    values: { key },
  };
}

export function outboxFull(where: string, bound: number): Problem {
  return {
    code: 'outbox-full',
    message: `${bound} messages wait to be sent already, because no peer takes them. This one was not added; connect a peer that receives.`,
    where,
    values: { bound },
  };
}

export function noReply(where: string, ms: number): Problem {
  return {
    code: 'no-reply',
    message: `No reply came within ${ms} ms. The request is given up, and the next is sent over a fresh connection.`,
    where,
    values: { ms },
  };
}

export function replyUnplugged(where: string): Problem {
  return {
    code: 'reply-unplugged',
    message:
      'A link was unplugged while a reply was awaited over it. A REQ would wait for that reply for ever, so it was opened anew.',
    where,
  };
}

export function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'error';
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** One code can mean different things: the translation goes by what was being done too. */
function codeFor(code: string, { doing }: Attempt): string {
  if (code === 'EAGAIN') return doing === 'send' ? 'EAGAIN-send' : 'EAGAIN-receive';
  if (code === 'EINVAL' && doing === 'send') return 'EINVAL-message';
  if (code === 'EINVAL') return doing === 'open' ? 'EINVAL-option' : 'EINVAL';
  // The relay says it with other values.
  if (code === 'ENAMETOOLONG') return 'ENAMETOOLONG-zmq';
  return SENTENCES.has(code) ? code : 'zmq-error';
}

type Sentence = (about: { readonly endpoint: string; readonly socket: SocketType }) => string;

const SENTENCES: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  [
    'EADDRINUSE',
    ({ endpoint }) =>
      `${endpoint} is in use: another program, or another socket of this topology, listens there. Stop it or choose another endpoint.`,
  ],
  [
    'EADDRNOTAVAIL',
    ({ endpoint }) =>
      `${endpoint} cannot be listened on: the address is not one of this machine's. Use * or an address that it has.`,
  ],
  [
    'EACCES',
    ({ endpoint }) =>
      `${endpoint} cannot be used: this account may not. Choose a port above 1023, or a path in a folder of its own.`,
  ],
  [
    'EPERM',
    ({ endpoint }) =>
      `${endpoint} cannot be used: this account may not. Choose a port above 1023, or a path in a folder of its own.`,
  ],
  [
    'ENODEV',
    ({ endpoint }) =>
      `${endpoint} names a network interface that this machine does not have. Use * or an address that it has.`,
  ],
  [
    'ENOENT',
    ({ endpoint }) =>
      `${endpoint} cannot be used: its folder or its name does not exist. Create the folder, or mend the name.`,
  ],
  ['ENAMETOOLONG', ({ endpoint }) => `${endpoint} is longer than the system takes. Choose a shorter path.`],
  [
    'EPROTONOSUPPORT',
    ({ endpoint }) => `The transport of ${endpoint} is not in this build of ZeroMQ. Use tcp, ipc or inproc.`,
  ],
  ['ENOCOMPATPROTO', ({ endpoint, socket }) => `A ${socket} cannot use the transport of ${endpoint}. Use tcp.`],
  [
    'EAFNOSUPPORT',
    ({ endpoint }) =>
      `This system cannot use the transport of ${endpoint}: its kernel lacks it. Use tcp, or load its module.`,
  ],
  ['ECONNREFUSED', ({ endpoint }) => `Nobody is bound to ${endpoint}. Bind a socket to it first.`],
  [
    'EHOSTUNREACH',
    () =>
      'No route: no connected peer has the identity in the first frame, so the message was not sent. Send to an identity that is connected.',
  ],
  [
    'EFSM',
    ({ socket }) =>
      `The ${socket} is not in the state for this: a REQ sends and receives in turn, a REP receives and sends in turn.`,
  ],
  ['ENOTSUP', ({ socket }) => `A ${socket} cannot do this; choose another socket type.`],
  ['ETERM', () => 'ZeroMQ is being shut down. Run the topology again.'],
  [
    'EMFILE',
    () =>
      'No more sockets can be opened: the system or ZeroMQ is at its limit. Remove some nodes, or raise the limit of open files (ulimit -n).',
  ],
  ['ENFILE', () => 'No more sockets can be opened: the system is at its limit. Close other programs.'],
  ['ENOMEM', () => 'The system is out of memory. Stop the run, or send smaller messages.'],
  ['EMSGSIZE', () => 'The message is larger than the transport takes. Send a smaller one.'],
  ['EMTHREAD', () => 'ZeroMQ has no thread for this. Run the topology again.'],
]);

/** The option that was being set, where it was one (`setOptions`). */
function optionOf(error: unknown): string {
  return error instanceof Error && 'option' in error ? String(error.option) : '';
}

function sentence(
  code: string,
  attempt: Attempt,
  { detail, option }: { readonly detail: string; readonly option: string },
): string {
  const { endpoint = 'The endpoint', socket, timeout } = attempt;
  if (code === 'EAGAIN') {
    const limit = timeout === undefined || timeout < 0 ? 'in time' : `within ${timeout} ms`;
    return attempt.doing === 'send'
      ? `The message was not sent ${limit}: no peer takes it. Connect a peer, or raise the option "sendTimeout".`
      : `Nothing was received ${limit}, as the option "receiveTimeout" demands. Raise it to wait longer.`;
  }
  if (code === 'EINVAL' && attempt.doing === 'send') {
    return `The ${socket} cannot send a message of so many frames. Mend its frames: with the option "conflate", its own or that of a socket linked to it directly, each message has one.`;
  }
  if (code === 'EINVAL') {
    return attempt.doing === 'open'
      ? `ZeroMQ does not take what the ${socket} has as its option "${option}" (${detail}). Mend it, or reset it.`
      : `${endpoint} is no endpoint that ZeroMQ takes. Write it as tcp://127.0.0.1:5555, ipc:///tmp/feed or inproc://name.`;
  }
  const known = SENTENCES.get(code);
  if (known) return known({ endpoint, socket });
  const what = { open: 'be opened', bind: 'bind', connect: 'connect', send: 'send', receive: 'receive' }[attempt.doing];
  const at = attempt.endpoint === undefined ? '' : ` ${attempt.doing === 'connect' ? 'to' : 'at'} ${attempt.endpoint}`;
  return `The ${socket} could not ${what}${at}: ${detail}. Mend its settings, or run the topology again.`;
}
