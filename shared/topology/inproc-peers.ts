import type { SocketStatus } from '../traffic/status';
import type { SocketKey } from './topology';

/** A socket that another one meets at a name of inproc. */
export interface InprocPeer {
  readonly key: SocketKey;
  readonly type: SocketStatus['type'];
  readonly endpoint: string;
}

/**
 * Whom some sockets meet at names of inproc that they bind or connect to, `zmq_inproc(7)`: libzmq has no connection there that
 * its monitor tells of, but all who can be met are sockets of the run.
 */
export function inprocPeers(sockets: readonly SocketStatus[], keys: readonly SocketKey[]): InprocPeer[] {
  const own = sockets.filter(({ key }) => keys.includes(key)).flatMap(namesOf);
  return sockets.flatMap((other) =>
    namesOf(other)
      .filter(({ use, endpoint }) =>
        own.some((one) => one.key !== other.key && one.endpoint === endpoint && one.use !== use),
      )
      .map(({ endpoint }) => ({ key: other.key, type: other.type, endpoint })),
  );
}

function namesOf({ key, endpoints }: SocketStatus) {
  return endpoints
    .filter(({ actual }) => actual.startsWith('inproc:'))
    .map(({ use, actual }) => ({ key, use, endpoint: actual }));
}
