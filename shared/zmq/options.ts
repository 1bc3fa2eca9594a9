import { SOCKET_TYPES, socketFacts, type SocketType } from './socket-types';

/** How an option's value is written. Durations are whole milliseconds, as `zmq_setsockopt(3)` takes them. */
export type OptionForm =
  'flag' | 'count' | 'milliseconds' | 'seconds' | 'bytes' | 'name' | 'text' | 'property' | 'range' | 'choice';

export interface OptionFacts {
  readonly name: OptionName;
  readonly form: OptionForm;
  /** The default: the library's, or the app's own; `undefined` where it is the system's. */
  readonly fallback: number | boolean | string | undefined;
  readonly least?: number;
  readonly most?: number;
  readonly sockets: readonly SocketType[];
  /** What it can be, where it is a choice; unset is none of them. */
  readonly choices?: readonly string[];
  /** True where `zmq_setsockopt(3)` lets it take effect on a socket that is already bound or connected. */
  readonly live: boolean;
  /** Part of the draft API of `zmq.h`: a library may be built without it. */
  readonly draft?: boolean;
}

export type OptionValue = number | boolean | string;
export type SocketOptions = Readonly<Record<string, OptionValue>>;

const INT_MAX = 2_147_483_647;
/**
 * Longest frame that a socket takes unless it is told otherwise, in bytes: four times the longest that a topology can send.
 * The library itself would take any, and allocate for it what a stranger says it has.
 */
export const DEFAULT_MAX_MESSAGE_SIZE = 64 * 1024 * 1024;
const SENDERS: readonly SocketType[] = SOCKET_TYPES.filter((type) => socketFacts(type).sends);
const RECEIVERS: readonly SocketType[] = SOCKET_TYPES.filter((type) => socketFacts(type).receives);
/** Those that can use a multicast transport, `zmq_pgm(7)` and `zmq_udp(7)`. */
const MULTICASTING: readonly SocketType[] = ['PUB', 'SUB', 'XPUB', 'XSUB'];
const ROUTED: readonly SocketType[] = ['REQ', 'REP', 'DEALER', 'ROUTER'];

const count = { form: 'count', least: 0, most: INT_MAX, sockets: SOCKET_TYPES, live: false } as const;
const time = { form: 'milliseconds', least: 0, most: INT_MAX, sockets: SOCKET_TYPES, live: false } as const;
const seconds = { form: 'seconds', least: -1, most: 32_767, sockets: SOCKET_TYPES, live: false } as const;
const text = { form: 'text', fallback: '', most: 255, sockets: SOCKET_TYPES, live: false } as const;
/** Each connection allocates so much at once; of less than a frame's header nothing was ever tried. */
const batch = {
  form: 'bytes',
  fallback: 8192,
  least: 256,
  most: 16 * 1024 * 1024,
  sockets: SOCKET_TYPES,
  live: false,
  draft: true,
} as const;
const flag = { form: 'flag', sockets: SOCKET_TYPES, live: false } as const;

/** The options a topology may set, by their zeromq.js names; each one's meaning is in `zmq_setsockopt(3)`. */
export const OPTIONS = {
  sendHighWaterMark: { ...count, fallback: 1000, sockets: SENDERS, live: true },
  receiveHighWaterMark: { ...count, fallback: 1000, sockets: RECEIVERS, live: true },
  // ZeroMQ's own is -1; the app drops what is unsent, so that closing never waits.
  linger: { ...time, fallback: 0, least: -1, live: true },
  sendTimeout: { ...time, fallback: -1, least: -1, sockets: SENDERS, live: true },
  receiveTimeout: { ...time, fallback: -1, least: -1, sockets: RECEIVERS, live: true },
  routingId: { form: 'name', fallback: '', least: 1, most: 255, sockets: ROUTED, live: false },
  immediate: { ...flag, fallback: false },
  conflate: { ...flag, fallback: false, sockets: ['PUSH', 'PULL', 'PUB', 'SUB', 'DEALER', 'SCATTER', 'GATHER'] },
  relaxed: { ...flag, fallback: false, sockets: ['REQ'], live: true },
  correlate: { ...flag, fallback: false, sockets: ['REQ'], live: true },
  mandatory: { ...flag, fallback: false, sockets: ['ROUTER'], live: true },
  handover: { ...flag, fallback: false, sockets: ['ROUTER'], live: true },
  probeRouter: { ...flag, fallback: false, sockets: ['REQ', 'DEALER', 'ROUTER'], live: true },
  routerNotify: {
    form: 'choice',
    fallback: '',
    choices: ['connect', 'disconnect', 'both'],
    sockets: ['ROUTER'],
    live: false,
    draft: true,
  },
  helloMessage: { ...text, sockets: ['DEALER', 'ROUTER', 'CLIENT', 'SERVER'], draft: true },
  disconnectMessage: { ...text, sockets: ['ROUTER', 'SERVER'], draft: true },
  hiccupMessage: { ...text, sockets: ['DEALER', 'CLIENT'], draft: true },
  noDrop: { ...flag, fallback: false, sockets: ['PUB', 'XPUB', 'RADIO'] },
  manual: { ...flag, fallback: false, sockets: ['XPUB'] },
  manualLastValue: { ...flag, fallback: false, sockets: ['XPUB'], draft: true },
  verbosity: {
    form: 'choice',
    fallback: '',
    choices: ['allSubs', 'allSubsUnsubs'],
    sockets: ['XPUB'],
    live: true,
  },
  welcomeMessage: { ...text, sockets: ['XPUB'] },
  onlyFirstSubscribe: { ...flag, fallback: false, sockets: ['XPUB', 'XSUB'], draft: true },
  verboseUnsubscribe: { ...flag, fallback: false, sockets: ['XSUB'], draft: true },
  notify: { ...flag, fallback: true, sockets: ['STREAM'] },
  invertMatching: { ...flag, fallback: false, sockets: ['PUB', 'XPUB', 'SUB'] },
  reconnectInterval: { ...time, fallback: 100, least: -1 },
  reconnectMaxInterval: { ...time, fallback: 0 },
  reconnectStop: {
    form: 'choice',
    fallback: '',
    choices: ['refused', 'handshakeFailed', 'both'],
    sockets: SOCKET_TYPES,
    live: false,
    draft: true,
  },
  connectTimeout: { ...time, fallback: 0 },
  handshakeInterval: { ...time, fallback: 30_000 },
  heartbeatInterval: { ...time, fallback: 0 },
  heartbeatTimeout: { ...time, fallback: -1, least: -1 },
  heartbeatTimeToLive: { ...time, fallback: 0, most: 6_553_599 },
  maxMessageSize: {
    form: 'bytes',
    fallback: DEFAULT_MAX_MESSAGE_SIZE,
    least: -1,
    most: Number.MAX_SAFE_INTEGER,
    sockets: SOCKET_TYPES,
    live: false,
  },
  backlog: { ...count, fallback: 100 },
  sendBufferSize: { form: 'bytes', fallback: -1, least: -1, most: INT_MAX, sockets: SENDERS, live: false },
  receiveBufferSize: { form: 'bytes', fallback: -1, least: -1, most: INT_MAX, sockets: RECEIVERS, live: false },
  // A DGRAM that receives over IPv6 ends the process of libzmq.
  ipv6: { ...flag, fallback: false, sockets: SOCKET_TYPES.filter((type) => type !== 'DGRAM') },
  affinity: { ...count, fallback: 0, most: Number.MAX_SAFE_INTEGER },
  metadata: { form: 'property', fallback: '', most: 255, sockets: SOCKET_TYPES, live: false, draft: true },
  inBatchSize: { ...batch },
  outBatchSize: { ...batch },
  tcpKeepalive: { ...count, fallback: -1, least: -1, most: 1 },
  tcpKeepaliveCount: { ...count, fallback: -1, least: -1, most: 127 },
  tcpKeepaliveIdle: { ...seconds, fallback: -1 },
  tcpKeepaliveInterval: { ...seconds, fallback: -1 },
  tcpMaxRetransmitTimeout: { ...time, fallback: 0 },
  typeOfService: { ...count, fallback: 0, most: 255 },
  tcpAcceptFilter: { ...text, form: 'range' },
  interface: { ...text, most: 15 },
  // libzmq ends the process where the system refuses a priority, and above 6 it does for most users.
  priority: { ...count, fallback: 0, most: 6, draft: true },
  busyPoll: { ...count, fallback: 0, most: 1_000_000, draft: true },
  rate: { ...count, fallback: 100, least: 1, sockets: MULTICASTING },
  recoveryInterval: { ...time, fallback: 10_000, sockets: MULTICASTING },
  multicastHops: { ...count, fallback: 1, least: 1, most: 255, sockets: ['PUB', 'XPUB', 'RADIO'] },
  multicastLoop: { ...flag, fallback: true, sockets: ['RADIO'], draft: true },
  multicastMaxTransportDataUnit: {
    ...count,
    form: 'bytes',
    fallback: 1500,
    least: 1,
    most: 65_535,
    sockets: MULTICASTING,
  },
} as const satisfies Readonly<Record<string, Omit<OptionFacts, 'name'>>>;

export type OptionName = keyof typeof OPTIONS;

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

export function optionFacts(name: OptionName): OptionFacts {
  return { name, ...OPTIONS[name] };
}

/** The options a socket type has, in the order they are shown. */
export function optionsOf(socket: SocketType): readonly OptionFacts[] {
  const names = Object.keys(OPTIONS).filter(isOptionName);
  return names.map(optionFacts).filter((facts) => facts.sockets.includes(socket));
}

/** What the engine itself goes by when it opens a socket: a change of these needs a new one. */
const NEEDS_NEW_SOCKET: readonly string[] = ['sendTimeout', 'receiveTimeout', 'relaxed'];

/** Those that libzmq looks at when a connection is made: of those that are there nothing changes. */
const FOR_NEWCOMERS: readonly string[] = ['handover', 'probeRouter'];

/**
 * What a change does while a topology runs: it takes effect `now`, or for `newcomers`, connections made from then on; or it
 * `reopens` the socket, because libzmq takes it into account only at a bind or connect.
 */
export type OptionEffect = 'now' | 'newcomers' | 'reopens';

export function optionEffect({ name, live }: OptionFacts): OptionEffect {
  if (!live || NEEDS_NEW_SOCKET.includes(name)) return 'reopens';
  return FOR_NEWCOMERS.includes(name) ? 'newcomers' : 'now';
}

/**
 * What has to be set on an open socket so that it has other options, with the default where one was taken away; `undefined`
 * where libzmq lets one of them take effect on a new socket only.
 */
export function liveChange(before: SocketOptions, after: SocketOptions): SocketOptions | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  const change: Record<string, OptionValue> = {};
  for (const name of names) {
    if (!isOptionName(name)) return undefined;
    const facts = optionFacts(name);
    const value = after[name] ?? facts.fallback;
    if (optionEffect(facts) === 'reopens' || value === undefined) return undefined;
    change[name] = value;
  }
  return change;
}
