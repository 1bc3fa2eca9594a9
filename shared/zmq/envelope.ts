import { hex } from '../bytes';
import type { SocketType } from './socket-types';

/** What a frame is for. `request-id` is what REQ puts in front with ZMQ_REQ_CORRELATE, `zmq_setsockopt(3)`. */
export type FrameRole = 'identity' | 'request-id' | 'delimiter' | 'topic' | 'group' | 'body' | 'sealed';

/** A frame of a message seen at three places: the sending program, the wire, the receiving program. */
export interface ExplainedFrame {
  readonly role: FrameRole;
  /** Index of the frame on the wire; `undefined` for one that never was there: the identity that a ROUTER or SERVER adds or takes. */
  readonly wireIndex: number | undefined;
  readonly bytes: Uint8Array;
  readonly size: number;
  /** True where the sending program handed the frame to its socket; false where the socket added it. */
  readonly given: boolean;
  /** True where the receiving program gets the frame from its socket; false where the socket took it away. */
  readonly got: boolean;
  /** The node or program that an identity names, where known. */
  readonly peerName: string | undefined;
}

/** A frame as it was on the wire. `size` is the whole length; `bytes` may be fewer when not all were kept. */
export interface WireFrame {
  readonly bytes: Uint8Array;
  readonly size: number;
}

export interface EnvelopeContext {
  readonly sender: SocketType | undefined;
  readonly receiver: SocketType | undefined;
  /** True where the frames are a CURVE box. */
  readonly sealed: boolean;
  /** The routing id that a ROUTER at one end has for the other end; `undefined` where it is not known. */
  readonly routingId: Uint8Array | undefined;
  /** Name of the other end of that ROUTER. */
  readonly routingName: string | undefined;
  /** Names by the hexadecimal digits of routing ids, for the identities inside an envelope. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * What each frame of a message is for, and what the sockets at both ends add and take away: REQ puts an empty delimiter
 * in front and takes it off replies; REP takes everything up to the delimiter off a request and puts it in front of the
 * reply; ROUTER takes the first frame off to choose the peer, and puts the sender's identity in front of what it hands
 * over, and SERVER does the same with a number; DEALER changes nothing. Source: RFC 28 (REQREP), RFC 41, zmq_socket(3).
 */
export function explainMessage(wire: readonly WireFrame[], context: EnvelopeContext): ExplainedFrame[] {
  const envelope = envelopeLength(wire, context);
  const { sender, receiver } = context;
  const frames = wire.map((frame, index): ExplainedFrame => {
    const role = roleOf(frame, index, envelope, wire.length, context);
    const inEnvelope = index < envelope;
    return {
      role,
      wireIndex: index,
      bytes: frame.bytes,
      size: frame.size,
      given: !(inEnvelope && (sender === 'REQ' || sender === 'REP')),
      got: !(inEnvelope && (receiver === 'REQ' || receiver === 'REP')),
      peerName: role === 'identity' ? context.names.get(hex(frame.bytes)) : undefined,
    };
  });
  if (!isRouting(sender) && !isRouting(receiver)) return frames;
  const bytes = context.routingId ?? new Uint8Array(0);
  return [
    {
      role: 'identity',
      wireIndex: undefined,
      bytes,
      size: bytes.length,
      given: isRouting(sender),
      got: isRouting(receiver),
      peerName: context.routingName,
    },
    ...frames,
  ];
}

/** True where the first frame that the program sees names the peer and is not on the wire. */
function isRouting(type: SocketType | undefined): boolean {
  return type === 'ROUTER' || type === 'SERVER';
}

const ENVELOPED: readonly (SocketType | undefined)[] = ['REQ', 'REP', 'DEALER', 'ROUTER'];

/** How many frames the envelope has, its delimiter included; 0 where the message has none. */
function envelopeLength(wire: readonly WireFrame[], { sender, receiver, sealed }: EnvelopeContext): number {
  if (sealed || !(ENVELOPED.includes(sender) && ENVELOPED.includes(receiver))) return 0;
  // A frame at the end cannot close an envelope between DEALERs and ROUTERs: there it may be an empty body.
  const strict = [sender, receiver].some((type) => type === 'REQ' || type === 'REP');
  const delimiter = wire.findIndex((frame) => frame.size === 0);
  if (delimiter < 0 || (!strict && delimiter === wire.length - 1)) return 0;
  return delimiter + 1;
}

function roleOf(
  frame: WireFrame,
  index: number,
  envelope: number,
  total: number,
  { sender, receiver, sealed }: EnvelopeContext,
): FrameRole {
  if (sealed) return 'sealed';
  if (index < envelope) {
    if (index === envelope - 1) return 'delimiter';
    const correlated = index === 0 && envelope === 2 && frame.size === 4 && (sender === 'REQ' || receiver === 'REQ');
    return correlated ? 'request-id' : 'identity';
  }
  if (sender === 'RADIO') return index === 0 && total > 1 ? 'group' : 'body';
  const publishes = sender === 'PUB' || sender === 'XPUB';
  return publishes && index === 0 && total > 1 ? 'topic' : 'body';
}
