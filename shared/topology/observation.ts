import { needsOwnConnection } from '../zmq/own-connection';
import { transportFacts } from '../zmq/transports';
import { settingsOf } from './socket-settings';
import { findSocket, transportOf, type Link, type Observation, type Topology } from './topology';

/** Why a relay cannot read a link; `undefined` where it can. */
export type Unreadable = 'transport' | 'stream' | 'options';

/**
 * What stands against a relay in a link: a transport without a wire; a STREAM, which sends no ZMTP; or an option of one of its
 * ends that acts on a socket's own connection.
 */
export function unreadable(topology: Topology, link: Link): Unreadable | undefined {
  const transport = transportOf(link);
  if (!transportFacts(transport).relayed) return 'transport';
  const ends = [link.from, link.to];
  if (findSocket(topology, link.to)?.type === 'STREAM') return 'stream';
  // Two programs outside have nothing but the relay in common.
  if (ends.every((key) => findSocket(topology, key)?.node.kind === 'external')) return undefined;
  return ends.some((key) => needsOwnConnection(settingsOf(topology, key).options, transport)) ? 'options' : undefined;
}

/** How the engine observes a link: on the wire where a relay can read it, unless the user switched it to direct. */
export function observationOf(topology: Topology, link: Link): Observation {
  return link.observe !== 'direct' && unreadable(topology, link) === undefined ? 'wire' : 'socket';
}

/** True where a link can do without its relay: at least one end is a socket of the app, at which messages are counted. */
export function canBeDirect(topology: Topology, link: Link): boolean {
  return [link.from, link.to].some((key) => findSocket(topology, key)?.node.kind !== 'external');
}
