import i18next from 'i18next';
import type { PeerStatus } from '../../shared/traffic/status';
import type { ConnectionFacts, WireSideFacts } from '../../shared/wire/ladder';
import { peerLabel } from '../ui/peer-label';

/** A connection whose sides are called what the canvas and the list call them, in the window's language. */
export function withNames(connection: ConnectionFacts, peers: ReadonlyMap<string, PeerStatus>): ConnectionFacts {
  const { connecting, binding } = connection;
  return { ...connection, connecting: named(connecting, peers), binding: named(binding, peers) };
}

function named(side: WireSideFacts, peers: ReadonlyMap<string, PeerStatus>): WireSideFacts {
  const { name, node, socket } = side;
  const peer = socket === undefined ? peers.get(node) : undefined;
  if (peer) return { ...side, name: peerLabel(peer) };
  const end = socket?.split('.')[1];
  if ((end !== 'frontend' && end !== 'backend') || !name.endsWith(` ${end}`)) return side;
  return { ...side, name: `${name.slice(0, -end.length)}${i18next.t(`canvas:device.${end}`)}` };
}
