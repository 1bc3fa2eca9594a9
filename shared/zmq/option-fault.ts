import { utf8 } from '../bytes';
import { parseRange } from '../security/address-range';
import { isOptionName, optionFacts, OPTIONS, type OptionFacts } from './options';
import type { SocketType } from './socket-types';

const INT_MAX = 2_147_483_647;

/** Options of zeromq.js and of `zmq.h` that are not set here, and why, as the end of a sentence. */
const ELSEWHERE: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^(plain|curve|zap)/, 'is set by the security of the socket, so that no secret stands in the file'],
  [/^gssapi/, 'is for GSSAPI, which this app does not support; use CURVE'],
  [/^vmci/, 'is for the transport vmci, which no build of this app has'],
  [/^socksProxy$/, 'makes libzmq end the whole process where a socket is closed while the proxy cannot be reached'],
  [/^socks(Username|Password)$/, 'would put a password into the file, and is for socksProxy'],
  [/^wss/, 'is for the transport wss, which no build of this app has'],
  [/^norm/, 'is for the transport norm, which this app does not offer; use epgm'],
  [
    /^connectRoutingId$/,
    'names the peer of the next connect only, and libzmq ends the whole process where that name is taken',
  ],
  [/^ipcFilter/, 'would see the relay only, and is deprecated; keep callers out by address or with CURVE'],
  [/^useFd$/, 'takes a socket of the system that is open already, which a topology has none of'],
  [/^(subscribe|unsubscribe)$/, 'is what the behavior "subscribe" does'],
  [/^loopbackFastPath$/, 'is for old Windows only, where it is no longer needed'],
];

/** Why a value cannot be set, as the end of a sentence that begins with the option's name; `undefined` when it can. */
export function optionFault(socket: SocketType, name: string, value: unknown): string | undefined {
  if (!isOptionName(name))
    return elsewhere(name) ?? `is no option this app sets; it knows ${Object.keys(OPTIONS).join(', ')}`;
  const facts = optionFacts(name);
  if (!facts.sockets.includes(socket)) return `is no option of a ${socket}; it belongs to ${facts.sockets.join(', ')}`;
  switch (facts.form) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'is true or false';
    case 'name':
      return nameFault(value, facts);
    case 'text':
      return typeof value === 'string' && utf8(value).length <= (facts.most ?? 255)
        ? undefined
        : `is text of ${facts.most ?? 255} bytes at the most`;
    case 'property':
      return typeof value === 'string' && /^X-[^:]+:./su.test(value) && utf8(value).length <= (facts.most ?? 255)
        ? undefined
        : 'is a name that begins with X-, a colon and a value, as in X-team:blue';
    case 'range':
      return typeof value === 'string' && parseRange(value)
        ? undefined
        : 'is an IP address or a range of them, as in 192.168.0.0/16';
    case 'choice':
      return typeof value === 'string' && facts.choices?.includes(value) === true
        ? undefined
        : `is one of ${facts.choices?.join(', ') ?? ''}`;
    case 'count':
    case 'milliseconds':
    case 'seconds':
    case 'bytes':
      return numberFault(value, facts);
  }
}

function elsewhere(name: string): string | undefined {
  return ELSEWHERE.find(([names]) => names.test(name))?.[1];
}

function numberFault(value: unknown, facts: OptionFacts): string | undefined {
  const least = facts.least ?? 0;
  const most = facts.most ?? INT_MAX;
  const unit = facts.form === 'count' ? '' : ` of ${facts.form}`;
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
