import { utf8 } from '../bytes';
import { SOCKET_TYPES, type SocketType } from './socket-types';

/** How an option's value is written. Durations are whole milliseconds, as `zmq_setsockopt(3)` takes them. */
export type OptionForm = 'flag' | 'count' | 'milliseconds' | 'bytes' | 'name';

export interface OptionFacts {
  readonly name: OptionName;
  readonly form: OptionForm;
  /** The default: the library's, or the app's own; `undefined` where it is the system's. */
  readonly fallback: number | boolean | string | undefined;
  readonly least?: number;
  readonly most?: number;
  readonly sockets: readonly SocketType[];
  /** True where `zmq_setsockopt(3)` lets it take effect on a socket that is already bound or connected. */
  readonly live: boolean;
}

export type OptionValue = number | boolean | string;
export type SocketOptions = Readonly<Record<string, OptionValue>>;

const INT_MAX = 2_147_483_647;
/**
 * Longest frame that a socket takes unless it is told otherwise, in bytes: four times the longest that a topology can send.
 * The library itself would take any, and allocate for it what a stranger says it has.
 */
export const DEFAULT_MAX_MESSAGE_SIZE = 64 * 1024 * 1024;
const SENDERS: readonly SocketType[] = SOCKET_TYPES.filter((type) => type !== 'PULL' && type !== 'SUB');
const RECEIVERS: readonly SocketType[] = SOCKET_TYPES.filter((type) => type !== 'PUSH' && type !== 'PUB');
const ROUTED: readonly SocketType[] = ['REQ', 'REP', 'DEALER', 'ROUTER'];

const count = { form: 'count', least: 0, most: INT_MAX, sockets: SOCKET_TYPES, live: false } as const;
const time = { form: 'milliseconds', least: 0, most: INT_MAX, sockets: SOCKET_TYPES, live: false } as const;
const flag = { form: 'flag', sockets: SOCKET_TYPES, live: false } as const;

/** The options a topology may set, by their zeromq.js names; each one's meaning is in `zmq_setsockopt(3)`. */
export const OPTIONS = {
  sendHighWaterMark: { ...count, fallback: 1000, sockets: SENDERS },
  receiveHighWaterMark: { ...count, fallback: 1000, sockets: RECEIVERS },
  linger: { ...time, fallback: -1, least: -1, live: true },
  sendTimeout: { ...time, fallback: -1, least: -1, sockets: SENDERS, live: true },
  receiveTimeout: { ...time, fallback: -1, least: -1, sockets: RECEIVERS, live: true },
  routingId: { form: 'name', fallback: '', least: 1, most: 255, sockets: ROUTED, live: false },
  immediate: { ...flag, fallback: false },
  conflate: { ...flag, fallback: false, sockets: ['PUSH', 'PULL', 'PUB', 'SUB', 'DEALER'] },
  relaxed: { ...flag, fallback: false, sockets: ['REQ'] },
  correlate: { ...flag, fallback: false, sockets: ['REQ'] },
  mandatory: { ...flag, fallback: false, sockets: ['ROUTER'] },
  handover: { ...flag, fallback: false, sockets: ['ROUTER'] },
  probeRouter: { ...flag, fallback: false, sockets: ['REQ', 'DEALER', 'ROUTER'] },
  noDrop: { ...flag, fallback: false, sockets: ['PUB', 'XPUB'] },
  invertMatching: { ...flag, fallback: false, sockets: ['PUB', 'XPUB', 'SUB'] },
  reconnectInterval: { ...time, fallback: 100, least: -1 },
  reconnectMaxInterval: { ...time, fallback: 0 },
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
  ipv6: { ...flag, fallback: false },
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

/** Why a value cannot be set, as the end of a sentence that begins with the option's name; `undefined` when it can. */
export function optionFault(socket: SocketType, name: string, value: unknown): string | undefined {
  if (!isOptionName(name)) return `is no option this app sets; it knows ${Object.keys(OPTIONS).join(', ')}`;
  const facts = optionFacts(name);
  if (!facts.sockets.includes(socket)) return `is no option of a ${socket}; it belongs to ${facts.sockets.join(', ')}`;
  switch (facts.form) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'is true or false';
    case 'name':
      return nameFault(value, facts);
    case 'count':
    case 'milliseconds':
    case 'bytes':
      return numberFault(value, facts);
  }
}

function numberFault(value: unknown, facts: OptionFacts): string | undefined {
  const least = facts.least ?? 0;
  const most = facts.most ?? INT_MAX;
  const unit = facts.form === 'count' ? '' : facts.form === 'bytes' ? ' of bytes' : ' of milliseconds';
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return undefined;
  return `is a whole number${unit} from ${least} to ${most}`;
}

function nameFault(value: unknown, facts: OptionFacts): string | undefined {
  if (typeof value !== 'string') return 'is text';
  const bytes = utf8(value).length;
  if (bytes < (facts.least ?? 1) || bytes > (facts.most ?? 255)) return 'is 1 to 255 bytes long';
  // RFC 28: an identity beginning with a zero byte is kept for the ones a ROUTER makes up.
  if (value.startsWith('\0')) return 'may not begin with a zero byte: such ids are made up by the ROUTER';
  return undefined;
}
