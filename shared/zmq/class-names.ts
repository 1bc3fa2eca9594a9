import { socketFacts, type SocketType } from './socket-types';

/** The classes of zeromq.js; of a type that is not here, its name with a capital letter is the class's. */
const CLASSES: Readonly<Partial<Record<SocketType, string>>> = {
  REQ: 'Request',
  REP: 'Reply',
  PUB: 'Publisher',
  SUB: 'Subscriber',
  XPUB: 'XPublisher',
  XSUB: 'XSubscriber',
  DGRAM: 'Datagram',
};

/** What zeromq.js calls a socket type. */
export function classOf(type: SocketType): string {
  return CLASSES[type] ?? type.charAt(0) + type.slice(1).toLowerCase();
}

/** Where its class is: what a program imports, or itself for `ZMQ_CHANNEL`, of which zeromq.js has no class. */
export function classPlace(type: SocketType): 'zeromq' | 'zeromq/draft.js' | 'program' {
  if (type === 'CHANNEL') return 'program';
  return socketFacts(type).draft ? 'zeromq/draft.js' : 'zeromq';
}

/** The class of a program's own; it needs `import * as zmq from 'zeromq'`. */
export const CHANNEL_CLASS =
  'class Channel extends zmq.Socket { constructor() { super(20) } } // zeromq.js has no class of it';
