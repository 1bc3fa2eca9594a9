import { DEFAULT_MAX_MESSAGE_SIZE, type SocketOptions } from '../../shared/zmq/options';
import { needsOwnConnection } from '../../shared/zmq/own-connection';
import type { SocketType } from '../../shared/zmq/socket-types';
import type { MonitorEvent } from './connection-history';
import { openFiles } from '../wire/open-files';
import { LONGEST_COMMAND, LONGEST_JOIN, LONGEST_SEALED_JOIN } from '../wire/own-socket';
import { withNumberedOptions } from './numbered-sockets';
import { DRAFT_CLASSES, single } from './shaped-sockets';
import { waiting } from './waiting-publisher';
import { zmq } from './zeromq';

export type Frames = readonly Uint8Array[];

/**
 * A zeromq.js socket of any type. Its classes leave out what a type cannot do; here `send` and `receive` are always
 * there and throw ENOTSUP where the type has none.
 */
export interface RawSocket {
  /** One at a time, else EBUSY. */
  send(message: Frames | Uint8Array): Promise<void>;
  /** One at a time, else EBUSY. Buffers of more than 128 bytes are the library's own memory. */
  receive(): Promise<Buffer[]>;
  bindSync(endpoint: string): void;
  connect(endpoint: string): void;
  /** `zmq_disconnect` and `zmq_unbind` are one and the same, `zmq_unbind(3)`: this also ends what was bound. */
  disconnect(endpoint: string): void;
  close(): void;
  /** Only a SUB has it. */
  subscribe?(...topics: string[]): void;
  unsubscribe?(...topics: string[]): void;
  /** Sets an option by its number in `zmq.h`: for what zeromq.js has no name. */
  setStringOption(option: number, value: Uint8Array): void;
  /** Reads one by its number. */
  getInt32Option(option: number): number;
  /** Only a DISH has it. */
  join?(...groups: string[]): void;
  leave?(...groups: string[]): void;
  linger: number;
  /** Milliseconds, 0 for none; of the connections that are asked for from now on. */
  handshakeInterval: number;
  /** Milliseconds, 0 for none; of the connections that are asked for from now on. */
  heartbeatInterval: number;
  /** Milliseconds, 0 for none, −1 for the interval; of the same connections. */
  heartbeatTimeout: number;
  /** Milliseconds, −1 without end; only where the type sends. */
  sendTimeout?: number;
  /** Milliseconds, −1 without end; only where the type receives. */
  receiveTimeout?: number;
  readonly lastEndpoint: string | null;
  /** Asking makes the socket do first what others asked of it (`zmq_getsockopt(3)`, "ZMQ_EVENTS"). */
  readonly writable: boolean;
  /** What its monitor says, `zmq_socket_monitor(3)`; it costs two more sockets of the context from when it is first asked for. */
  readonly events: { receive(): Promise<MonitorEvent>; readonly closed: boolean };
}

const NATIVE: Readonly<Record<SocketType, new (options: object) => object>> = {
  REQ: zmq.Request,
  REP: zmq.Reply,
  DEALER: zmq.Dealer,
  ROUTER: zmq.Router,
  PUB: zmq.Publisher,
  SUB: zmq.Subscriber,
  XPUB: zmq.XPublisher,
  XSUB: zmq.XSubscriber,
  PUSH: zmq.Push,
  PULL: zmq.Pull,
  PAIR: zmq.Pair,
  STREAM: zmq.Stream,
  ...DRAFT_CLASSES,
};

const classes = new Map<SocketType, new (options: object) => object>();

function classOf(type: SocketType): new (options: object) => object {
  const known = classes.get(type) ?? withNumberedOptions(type, NATIVE[type]);
  classes.set(type, known);
  return known;
}

/**
 * Longest frame that any socket takes, in bytes, also one that is told to take all. libzmq allocates a frame as soon as
 * its header came, and the allocator of Electron ends the whole process where it cannot give 2 GiB or more: nine bytes
 * from a stranger would be enough.
 */
const LONGEST_FRAME = 1024 ** 3;

/**
 * Longest frame that libzmq itself is to let in where no relay cuts off before: longer groups end the process of a RADIO (4.3.5:
 * `radio_session_t::push_msg`).
 */
function longestFrame(type: SocketType, options: SocketOptions): number {
  if (!needsOwnConnection(options, 'tcp')) return LONGEST_FRAME;
  // What a PUB receives are subscriptions.
  if (type === 'PUB') return LONGEST_COMMAND;
  const sealed = options['curveSecretKey'] !== undefined;
  return type === 'RADIO' ? (sealed ? LONGEST_SEALED_JOIN : LONGEST_JOIN) : LONGEST_FRAME;
}

/** A socket's own, its monitor's two, where it listens, and one for a connection. */
const FILES_OF_SOCKET = 5;

/**
 * Opens a socket. Without an option `linger`, what it has not sent when it is closed is dropped: closing must never wait.
 * A peer whose frame is longer than `maxMessageSize` is cut off (`zmq_setsockopt(3)`, "ZMQ_MAXMSGSIZE").
 * Throws what zeromq.js throws for an option it does not take, and EMFILE where the process is near its limit of open files.
 */
export function openZmqSocket(type: SocketType, options: SocketOptions): RawSocket {
  const { maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE } = options;
  const longest = longestFrame(type, options);
  const limited = typeof maxMessageSize === 'number' && maxMessageSize >= 0 && maxMessageSize <= longest;
  const bounded = {
    linger: 0,
    ...options,
    maxMessageSize: limited ? maxMessageSize : longest,
    // libzmq ends the process where a DGRAM receives over IPv6 (4.3.5: `udp_engine_t::in_event` asserts AF_INET).
    ...(type === 'DGRAM' ? { ipv6: false } : {}),
  };
  const native = classOf(type);
  if (!openFiles.take(FILES_OF_SOCKET)) throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
  const shaped = options['conflate'] === true ? single(native) : native;
  // Given to the constructor, an option that libzmq refuses would leave a socket that nobody can close, and with it the process could not exit.
  const socket = new (options['noDrop'] === true ? waiting(shaped) : shaped)({ linger: 0 }) as RawSocket;
  try {
    setOptions(socket, bounded);
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

/** Sets options on an open socket. Throws what zeromq.js throws for one that it does not take, with its name as `option`. */
export function setOptions(socket: RawSocket, options: SocketOptions): void {
  for (const [name, value] of Object.entries(asGiven(options))) {
    try {
      Object.assign(socket, { [name]: value });
    } catch (error) {
      throw Object.assign(error as Error, { option: name });
    }
  }
}

/** ZMQ_SUBSCRIBE and ZMQ_UNSUBSCRIBE of `zmq.h`. */
const SUBSCRIPTION = { subscribe: 6, unsubscribe: 7 } as const;

/**
 * What a `manual` XPUB does with the subscription that it received last (`zmq_setsockopt(3)`, "ZMQ_XPUB_MANUAL"); of a
 * subscriber that has gone since it does nothing.
 */
export function setSubscription(socket: RawSocket, use: keyof typeof SUBSCRIPTION, topic: Uint8Array): void {
  socket.setStringOption(SUBSCRIPTION[use], topic);
}

/** An empty choice is `null` to zeromq.js; and libzmq has its own default of this timeout, the interval, but does not take it. */
function asGiven({ heartbeatTimeout = -1, ...options }: SocketOptions): object {
  return {
    ...options,
    ...(options['verbosity'] === '' ? { verbosity: null } : {}),
    ...(heartbeatTimeout === -1 ? {} : { heartbeatTimeout }),
  };
}

/** True where relays reach a socket over ipc, which costs less than tcp. On Windows Node.js has no access to such sockets. */
export const RELAYS_USE_IPC = zmq.capability.ipc === true && process.platform !== 'win32';

/**
 * Binds or connects without heartbeats, for connections in which no relay stands. Where a peer goes away from a socket whose
 * receive queue is full, the next heartbeat ends the whole process (libzmq 4.3.5: `stream_engine_base_t::out_event` asserts
 * `!_io_error`). A relay sees to it that the peer never goes away like that.
 */
export function withoutHeartbeats(socket: RawSocket, use: () => void): void {
  const asked = socket.heartbeatInterval;
  if (asked > 0) socket.heartbeatInterval = 0;
  try {
    use();
  } finally {
    if (asked > 0) socket.heartbeatInterval = asked;
  }
}

/**
 * Connects: to a relay with heartbeats, without one without.
 * @param watched a relay is there
 * @param judges the socket asks whom it is connected to, so that no handshake may be given up before the answer has come
 * (`relay-connection.ts`); the relay watches over its time
 */
export function connectSocket(socket: RawSocket, endpoint: string, watched: boolean, judges: boolean): void {
  const asked = socket.handshakeInterval;
  if (judges) socket.handshakeInterval = 0;
  try {
    if (watched) connectWatched(socket, endpoint);
    else withoutHeartbeats(socket, () => socket.connect(endpoint));
  } finally {
    if (judges) socket.handshakeInterval = asked;
  }
}

/** Connects to a relay, which watches over the answers to heartbeats in the socket's place (`wire/silence.ts`). */
function connectWatched(socket: RawSocket, endpoint: string): void {
  const { heartbeatInterval: every, heartbeatTimeout: within } = socket;
  if (every > 0) socket.heartbeatTimeout = 0;
  try {
    socket.connect(endpoint);
  } finally {
    // −1, which is the interval, cannot be set (`zmq_setsockopt(3)`, "ZMQ_HEARTBEAT_TIMEOUT").
    if (every > 0) socket.heartbeatTimeout = within < 0 ? every : within;
  }
}
