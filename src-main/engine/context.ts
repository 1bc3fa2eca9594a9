import type { ContextFacts, ContextSockets } from '../../shared/zmq/context';
import type { LiveSocket } from './live-socket';
import { zapSockets } from './security/zap-handler';
import { zmq } from './zeromq';

/** A monitor is a pair of sockets: the library's and the one that reads what it says. */
const SOCKETS_OF_MONITOR = 2;

/** The library's context as it is now. */
export function contextFacts(): ContextFacts {
  const { ioThreads, maxSockets, maxSocketsLimit, maxMessageSize, ipv6, blocky } = zmq.context;
  return { ioThreads, maxSockets, socketLimit: maxSocketsLimit, maxMessageSize, ipv6, blocky };
}

/** The sockets of a run that are open, with those that the engine has for itself. */
export function contextSockets(sockets: Iterable<LiveSocket>): ContextSockets {
  let topology = 0;
  let monitors = 0;
  for (const { state, following } of sockets) {
    if (state !== 'open') continue;
    topology++;
    if (following) monitors += SOCKETS_OF_MONITOR;
  }
  return { topology, monitors, zap: zapSockets() };
}
