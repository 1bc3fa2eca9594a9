import { SOCKET_TYPES, type SocketType } from './socket-types';

/** The transports a topology can use, as endpoints spell them (`zmq_tcp(7)`, `zmq_ipc(7)`, `zmq_inproc(7)` …). */
export const TRANSPORTS = ['tcp', 'ipc', 'inproc', 'ws', 'udp', 'tipc', 'pgm', 'epgm'] as const;
export type Transport = (typeof TRANSPORTS)[number];

interface TransportFacts {
  /** True where a relay can sit in between and read the wire: what is carried is a byte stream of ZMTP or ZWS. */
  readonly relayed: boolean;
  /** Socket types that can use it. */
  readonly sockets: readonly SocketType[];
  /** One that is bound and those that connect all name the same group: several may, on one machine. */
  readonly multicast: boolean;
  /** An endpoint as one writes it. */
  readonly example: string;
}

const NATIVE: readonly SocketType[] = ['STREAM', 'DGRAM'];
const ZMTP = SOCKET_TYPES.filter((type) => !NATIVE.includes(type));
/** `zmq_pgm(7)`: "only compatible with the publish/subscribe pattern". */
const PUBLISHED: readonly SocketType[] = ['PUB', 'XPUB', 'SUB', 'XSUB'];

const FACTS: Readonly<Record<Transport, TransportFacts>> = {
  tcp: { relayed: true, sockets: [...ZMTP, 'STREAM'], multicast: false, example: 'tcp://127.0.0.1:5555' },
  ipc: { relayed: true, sockets: ZMTP, multicast: false, example: 'ipc:///tmp/feed' },
  inproc: { relayed: false, sockets: ZMTP, multicast: false, example: 'inproc://pipe' },
  ws: { relayed: true, sockets: ZMTP, multicast: false, example: 'ws://127.0.0.1:8080/zmq' },
  udp: {
    relayed: false,
    sockets: ['RADIO', 'DISH', 'DGRAM'],
    multicast: true,
    example: 'udp://127.0.0.1:5556',
  },
  tipc: { relayed: false, sockets: ZMTP, multicast: false, example: 'tipc://{5560,0,0}' },
  pgm: { relayed: false, sockets: PUBLISHED, multicast: true, example: 'pgm://eth0;239.192.1.1:5555' },
  epgm: { relayed: false, sockets: PUBLISHED, multicast: true, example: 'epgm://127.0.0.1;239.192.1.1:5555' },
};

export function transportFacts(transport: Transport): TransportFacts {
  return FACTS[transport];
}

/** True where a connection does a handshake, by which it can be secured: not within a process, and not of datagrams. */
export function canBeSecured(transport: Transport): boolean {
  return transport !== 'inproc' && !FACTS[transport].multicast;
}

export function isTransport(text: string): text is Transport {
  return (TRANSPORTS as readonly string[]).includes(text);
}

/** The transports that two sockets, or one, can use. */
export function transportsOf(...types: readonly SocketType[]): readonly Transport[] {
  return TRANSPORTS.filter((transport) => types.every((type) => FACTS[transport].sockets.includes(type)));
}
