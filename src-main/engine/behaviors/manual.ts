import { socketFacts } from '../../../shared/zmq/socket-types';
import type { RunBehavior } from './behavior';

/**
 * Does nothing by itself but take in what comes, so that it is seen and counted. A REP receives one request and waits for
 * the answer by hand: the socket sees to that.
 */
export const manual: RunBehavior<'manual'> = async ({ socket, stop }) => {
  if (socket.wanted.type === 'SUB') socket.ask('subscribe', ['']);
  if (socketFacts(socket.wanted.type).receives) await socket.io.consume(stop, () => undefined);
};
