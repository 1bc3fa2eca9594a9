/**
 * The socket types of ZeroMQ that a node can be; spelled as `zmq_socket(3)` spells them without the `ZMQ_`. Those of the
 * draft API come last.
 */
export const SOCKET_TYPES = [
  'REQ',
  'REP',
  'DEALER',
  'ROUTER',
  'PUB',
  'SUB',
  'XPUB',
  'XSUB',
  'PUSH',
  'PULL',
  'PAIR',
  'STREAM',
  'CLIENT',
  'SERVER',
  'RADIO',
  'DISH',
  'SCATTER',
  'GATHER',
  'CHANNEL',
  'DGRAM',
] as const;

export type SocketType = (typeof SOCKET_TYPES)[number];

/** The messaging patterns, in the order a learner meets them. `native` talks with programs that do not speak ZeroMQ. */
export const PATTERNS = ['request-reply', 'publish-subscribe', 'pipeline', 'exclusive-pair', 'native'] as const;
export type Pattern = (typeof PATTERNS)[number];

/**
 * What one message of a socket is made of, where it is not any number of frames: `one` frame; a `group` and a body (RFC 48,
 * "The RADIO Socket Type"); an `address` and a body; or an identity and a piece of a `stream` (`zmq_socket(3)`, ZMQ_DGRAM and
 * ZMQ_STREAM); or the `routed` id of a peer and a body (`zmq_msg_routing_id(3)`).
 */
export type MessageShape = 'frames' | 'one' | 'group' | 'address' | 'stream' | 'routed';

interface SocketFacts {
  readonly pattern: Pattern;
  /** Types it may be linked with: the compatibility table of `zmq_socket(3)` and RFC 28, 29, 30, 31, 41, 48, 49, 51. */
  readonly peers: readonly SocketType[];
  readonly sends: boolean;
  readonly receives: boolean;
  /**
   * How much it is the stable end that others look for: of two linked sockets, the one with the higher number binds
   * unless the user says otherwise.
   */
  readonly bindRank: number;
  readonly shape: MessageShape;
  /** Part of the draft API: it may still change, and only a library that was built with drafts has it. */
  readonly draft: boolean;
}

const stable = { sends: true, receives: true, shape: 'frames', draft: false } as const;
const draft = { sends: true, receives: true, shape: 'one', draft: true } as const;

const FACTS: Readonly<Record<SocketType, SocketFacts>> = {
  REQ: { ...stable, pattern: 'request-reply', peers: ['REP', 'ROUTER'], bindRank: 0 },
  REP: { ...stable, pattern: 'request-reply', peers: ['REQ', 'DEALER'], bindRank: 3 },
  DEALER: { ...stable, pattern: 'request-reply', peers: ['REP', 'DEALER', 'ROUTER'], bindRank: 2 },
  ROUTER: { ...stable, pattern: 'request-reply', peers: ['REQ', 'DEALER', 'ROUTER'], bindRank: 4 },
  PUB: { ...stable, pattern: 'publish-subscribe', peers: ['SUB', 'XSUB'], receives: false, bindRank: 3 },
  SUB: { ...stable, pattern: 'publish-subscribe', peers: ['PUB', 'XPUB'], sends: false, bindRank: 0 },
  XPUB: { ...stable, pattern: 'publish-subscribe', peers: ['SUB', 'XSUB'], bindRank: 4 },
  XSUB: { ...stable, pattern: 'publish-subscribe', peers: ['PUB', 'XPUB'], bindRank: 2 },
  PUSH: { ...stable, pattern: 'pipeline', peers: ['PULL'], receives: false, bindRank: 2 },
  PULL: { ...stable, pattern: 'pipeline', peers: ['PUSH'], sends: false, bindRank: 1 },
  PAIR: { ...stable, pattern: 'exclusive-pair', peers: ['PAIR'], bindRank: 1 },
  STREAM: { ...stable, pattern: 'native', peers: ['STREAM'], bindRank: 1, shape: 'stream' },
  CLIENT: { ...draft, pattern: 'request-reply', peers: ['SERVER'], bindRank: 0 },
  SERVER: { ...draft, pattern: 'request-reply', peers: ['CLIENT'], bindRank: 4, shape: 'routed' },
  // Over udp only a DISH can bind, `zmq_udp(7)`, so that it does so everywhere.
  RADIO: { ...draft, pattern: 'publish-subscribe', peers: ['DISH'], receives: false, bindRank: 0, shape: 'group' },
  DISH: { ...draft, pattern: 'publish-subscribe', peers: ['RADIO'], sends: false, bindRank: 3, shape: 'group' },
  SCATTER: { ...draft, pattern: 'pipeline', peers: ['GATHER'], receives: false, bindRank: 2 },
  GATHER: { ...draft, pattern: 'pipeline', peers: ['SCATTER'], sends: false, bindRank: 1 },
  CHANNEL: { ...draft, pattern: 'exclusive-pair', peers: ['CHANNEL'], bindRank: 1 },
  // It only binds, and says in each message where it goes: nothing that a link could be.
  DGRAM: { ...draft, pattern: 'native', peers: [], bindRank: 0, shape: 'address' },
};

export function socketFacts(type: SocketType): SocketFacts {
  return FACTS[type];
}

/** The types that may be linked with `type`, as `zmq_socket(3)` lists them under "Compatible peer sockets". */
export function compatiblePeers(type: SocketType): readonly SocketType[] {
  return FACTS[type].peers;
}

export function canTalk(one: SocketType, other: SocketType): boolean {
  return FACTS[one].peers.includes(other);
}

/**
 * Which of two linked sockets should bind when nobody has said: the more stable one (a ROUTER before a REQ, a PUB
 * before a SUB). With equal rank the second binds.
 */
export function sensibleBinder(one: SocketType, other: SocketType): 'one' | 'other' {
  return FACTS[one].bindRank > FACTS[other].bindRank ? 'one' : 'other';
}

/** True where a socket accepts at most one peer: RFC 31 and 51, and `zmq_socket(3)` on ZMQ_PAIR and ZMQ_CHANNEL. */
export function isExclusive(type: SocketType): boolean {
  return type === 'PAIR' || type === 'CHANNEL';
}

/** Frames in a message of a shape; `undefined` where it is any number. */
export function framesOfShape(shape: MessageShape): number | undefined {
  if (shape === 'frames') return undefined;
  return shape === 'one' ? 1 : 2;
}
