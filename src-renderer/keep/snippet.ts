import { settingsOf } from '../../shared/topology/socket-settings';
import { findSocket, nodeIdOf, type Topology } from '../../shared/topology/topology';
import type { ItemDetail } from '../../shared/traffic/detail';
import { explainItem } from '../../shared/traffic/explain-item';
import type { RunStatus } from '../../shared/traffic/status';
import { counterpartOf, type ProgramSecurity } from '../../shared/zmq/secure-code';
import type { SentMessage } from '../../shared/zmq/send-snippet';

/** Stands for an endpoint that is not known: of inproc, or of a link that was never open. */
const SOME_ENDPOINT = 'tcp://127.0.0.1:5555';

/**
 * An opened message as its sender's program would send it: what that gave its socket, and where it went. `undefined` where
 * nobody could send it so: it was not kept whole, it is sealed, or its sender's type is not known.
 */
export function sentMessage(detail: ItemDetail, topology: Topology, status: RunStatus): SentMessage | undefined {
  const { item, sender } = detail;
  if (item.row.kind !== 'message' || item.row.sealed || item.row.truncated || !sender.socketType) return undefined;
  const frames = explainItem(detail)
    .filter(({ given, wireIndex }) => given && wireIndex !== undefined)
    .map(({ bytes }) => bytes);
  const security = securityOf(detail, topology, status);
  return { type: sender.socketType, frames, ...placeOf(detail, topology, status), ...(security ? { security } : {}) };
}

/** A program is secured as the sender is: as one of the app's own sockets is set, or as its counterpart for one outside. */
function securityOf({ item }: ItemDetail, topology: Topology, status: RunStatus): ProgramSecurity | undefined {
  const forward = item.row.direction === 'forward';
  const peer = status.peers.find(({ flow }) => flow === item.row.flow);
  const set = (key: string) => settingsOf(topology, key).security;
  if (peer?.meets !== undefined) return set(forward ? peer.socket : peer.meets);
  if (peer) return (peer.way === 'inbound') === forward ? counterpartOf(set(peer.socket)) : set(peer.socket);
  const live = status.links.find(({ flow }) => flow === item.row.flow);
  const link = topology.links.find(({ id }) => id === live?.id);
  if (!link) return undefined;
  const [sender, receiver] = forward ? [link.from, link.to] : [link.to, link.from];
  return findSocket(topology, sender)?.node.kind === 'external' ? counterpartOf(set(receiver)) : set(sender);
}

function placeOf(
  { item, sender }: ItemDetail,
  topology: Topology,
  status: RunStatus,
): Pick<SentMessage, 'endpoint' | 'binds'> {
  const forward = item.row.direction === 'forward';
  const peer = status.peers.find(({ flow }) => flow === item.row.flow);
  // Forward goes from the side that connects.
  if (peer) return { endpoint: peer.endpoint, binds: !forward };
  const live = status.links.find(({ flow }) => flow === item.row.flow);
  const link = topology.links.find(({ id }) => id === live?.id);
  const binding = link && findSocket(topology, link.to);
  // What was bound for everybody is there after the run as well; a link's own endpoint is gone with it.
  const bound = status.sockets
    .find(({ key }) => key === binding?.key)
    ?.endpoints.find(({ use, actual }) => use === 'bind' && actual.startsWith('tcp:'))?.actual;
  const own = live?.endpoint.startsWith('tcp:') === true ? live.endpoint : undefined;
  const binds = binding !== undefined && nodeIdOf(binding.key) === sender.node && !forward;
  return { endpoint: bound ?? own ?? link?.endpoint ?? SOME_ENDPOINT, binds };
}
