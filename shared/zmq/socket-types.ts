/** The socket types of ZeroMQ that a node can be; spelled as `zmq_socket(3)` spells them without the `ZMQ_`. */
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
] as const;

export type SocketType = (typeof SOCKET_TYPES)[number];

/** The messaging patterns, in the order a learner meets them. */
export const PATTERNS = ['request-reply', 'publish-subscribe', 'pipeline', 'exclusive-pair'] as const;
export type Pattern = (typeof PATTERNS)[number];

interface SocketFacts {
  readonly pattern: Pattern;
  /** Types it may be linked with: the compatibility table of `zmq_socket(3)` and RFC 28, 29, 30, 31. */
  readonly peers: readonly SocketType[];
  readonly sends: boolean;
  readonly receives: boolean;
  /**
   * How much it is the stable end that others look for: of two linked sockets, the one with the higher number binds
   * unless the user says otherwise.
   */
  readonly bindRank: number;
}

const FACTS: Readonly<Record<SocketType, SocketFacts>> = {
  REQ: { pattern: 'request-reply', peers: ['REP', 'ROUTER'], sends: true, receives: true, bindRank: 0 },
  REP: { pattern: 'request-reply', peers: ['REQ', 'DEALER'], sends: true, receives: true, bindRank: 3 },
  DEALER: {
    pattern: 'request-reply',
    peers: ['REP', 'DEALER', 'ROUTER'],
    sends: true,
    receives: true,
    bindRank: 2,
  },
  ROUTER: {
    pattern: 'request-reply',
    peers: ['REQ', 'DEALER', 'ROUTER'],
    sends: true,
    receives: true,
    bindRank: 4,
  },
  PUB: { pattern: 'publish-subscribe', peers: ['SUB', 'XSUB'], sends: true, receives: false, bindRank: 3 },
  SUB: { pattern: 'publish-subscribe', peers: ['PUB', 'XPUB'], sends: false, receives: true, bindRank: 0 },
  XPUB: { pattern: 'publish-subscribe', peers: ['SUB', 'XSUB'], sends: true, receives: true, bindRank: 4 },
  XSUB: { pattern: 'publish-subscribe', peers: ['PUB', 'XPUB'], sends: true, receives: true, bindRank: 2 },
  PUSH: { pattern: 'pipeline', peers: ['PULL'], sends: true, receives: false, bindRank: 2 },
  PULL: { pattern: 'pipeline', peers: ['PUSH'], sends: false, receives: true, bindRank: 1 },
  PAIR: { pattern: 'exclusive-pair', peers: ['PAIR'], sends: true, receives: true, bindRank: 1 },
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

/** True where a socket accepts at most one peer: RFC 31, and `zmq_socket(3)` on ZMQ_PAIR. */
export function isExclusive(type: SocketType): boolean {
  return type === 'PAIR';
}
