import type { Problem } from '../../shared/result';
import { socketFacts } from '../../shared/zmq/socket-types';
import type { LiveSocket } from './live-socket';

/*
 * A socket that conflates has no place for several frames, and libzmq ends the process where it receives one of them and the next
 * was replaced (4.3.5: `fq_t::recvpipe` asserts that the rest of a message is there). A relay cuts off who sends several; where
 * it sees none, because there is no relay or the frames are sealed by CURVE, one has to see to it that nobody does.
 */

/** Keeps two sockets that are linked to single frames, each where the other conflates; the returned function lets go of them. */
export function keepToSingleFrames(one: LiveSocket, other: LiveSocket): () => void {
  const senders = [...(conflates(one) ? [other] : []), ...(conflates(other) ? [one] : [])];
  for (const { io } of senders) io.conflating(1);
  return () => senders.forEach(({ io }) => io.conflating(-1));
}

/** True where a relay sees no frames of what the socket receives. */
export function isSealed({ wanted }: LiveSocket): boolean {
  return wanted.security?.type.startsWith('curve') === true;
}

/** Why a socket may not be joined with a program outside whose frames are not seen. */
export function conflatingFault(socket: LiveSocket, endpoint: string): Problem | undefined {
  const { key, type } = socket.wanted;
  if (!conflates(socket) || !socketFacts(type).receives) return undefined;
  return {
    code: 'conflates-unseen',
    message: `${key} keeps the newest message only ("conflate"), and ZeroMQ ends this app where a program outside sends it several frames. At ${endpoint} they could not be seen in time: take out "conflate", or CURVE and the options of its own connection.`,
    where: key,
    values: { socket: key, endpoint },
  };
}

function conflates({ wanted }: LiveSocket): boolean {
  return wanted.options['conflate'] === true;
}
