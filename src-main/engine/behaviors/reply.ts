import { durationMs } from '../../../shared/duration';
import { socketFacts, type MessageShape, type SocketType } from '../../../shared/zmq/socket-types';
import type { Frames } from '../zmq-socket';
import type { RunBehavior } from './behavior';
import { messageMaker } from './messages';

/**
 * Answers each message with `frames`, or with what it said (`echo`), after `delay`. A ROUTER and a DEALER put the envelope
 * of the request in front of the answer; a REP does so by itself (RFC 28). A SERVER, a DGRAM and a STREAM put the first frame
 * in front, which says whom the answer is for; what a STREAM says of a peer that came or went gets none.
 */
export const reply: RunBehavior<'reply'> = async ({ socket, behavior, label, stop }) => {
  const { io, wanted } = socket;
  const delay = durationMs(behavior.delay ?? 0);
  const next = behavior.frames ? messageMaker(behavior.frames, label) : undefined;
  const send = (request: Frames): Promise<unknown> | undefined => {
    if (stop.stopped || (wanted.type === 'STREAM' && request[1]?.length === 0)) return undefined;
    if (!next) return io.send(request);
    const length = envelopeLength(wanted.type, request);
    return io.send(length === 0 ? next() : [...request.slice(0, length), ...next()]);
  };
  const answer = (request: Frames): Promise<unknown> | undefined =>
    delay > 0 ? stop.sleep(delay).then(() => send(request)) : send(request);
  // A behavior before this one may have received a request and not answered it.
  if (io.request) await answer(io.request);
  await io.consume(stop, answer);
};

const ADDRESSED: readonly MessageShape[] = ['routed', 'address', 'stream'];

/** Frames at the front that say where the answer goes. */
function envelopeLength(type: SocketType, request: Frames): number {
  if (ADDRESSED.includes(socketFacts(type).shape)) return 1;
  if (type !== 'ROUTER' && type !== 'DEALER') return 0;
  const identities = type === 'ROUTER' ? 1 : 0;
  const delimiter = request.findIndex((frame, index) => index >= identities && frame.length === 0);
  // An empty frame at the end closes no envelope: there it is the body.
  return delimiter < 0 || delimiter === request.length - 1 ? identities : delimiter + 1;
}
