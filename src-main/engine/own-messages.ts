import type { WantedSocket } from '../../shared/plan';
import type { Frames } from './zmq-socket';

/** Tells whether a received message is one that libzmq itself has put into the socket's queue. */
type IsOwn = (frames: Frames) => boolean;

/**
 * Sockets that tell their program of peers that come and go find messages in their queue that nobody sent and that were on
 * no wire (`zmq_setsockopt(3)`, "ZMQ_ROUTER_NOTIFY", "ZMQ_DISCONNECT_MSG", "ZMQ_HICCUP_MSG"). One that a peer sends and that
 * looks the same is taken for such a one too. `undefined` for a socket that has none of it.
 */
export function ownMessages({ type, options }: Pick<WantedSocket, 'type' | 'options'>): IsOwn | undefined {
  const routed = type === 'ROUTER' || type === 'SERVER';
  const said = options[routed ? 'disconnectMessage' : 'hiccupMessage'];
  const bodies = [
    ...(typeof said === 'string' && said !== '' ? [Buffer.from(said)] : []),
    ...(options['routerNotify'] === undefined ? [] : [Buffer.alloc(0)]),
  ];
  if (bodies.length === 0) return undefined;
  const length = routed ? 2 : 1;
  return (frames) => {
    const body = frames.length === length ? frames[length - 1] : undefined;
    return body !== undefined && bodies.some((each) => each.equals(body));
  };
}
