import { setSecurity, settingsOf } from '../topology/socket-settings';
import { findSocket, labelOf, type SocketKey, type Topology } from '../topology/topology';
import { KEY_NAME, mechanismOf, type CredentialFacts, type Security } from './security';

export type Mechanism = 'NULL' | 'PLAIN' | 'CURVE';

/** Keys or logins that must be made first, and the topology with both ends of the link secured by them. */
export interface SecuredLink {
  readonly generate: readonly string[];
  readonly login: string | undefined;
  readonly topology: Topology;
}

/**
 * Secures both sockets of a link in the same way: the one that binds is the server. What already fits is kept, so that a
 * server's key stays when one client more is secured. `undefined` where an end is no socket of the app.
 */
export function secureLink(
  topology: Topology,
  id: string,
  mechanism: Mechanism,
  known: readonly CredentialFacts[],
): SecuredLink | undefined {
  const link = topology.links.find((candidate) => candidate.id === id);
  const ends = link && [findSocket(topology, link.from), findSocket(topology, link.to)];
  if (!link || ends?.some((end) => end === undefined || end.node.kind === 'external')) return undefined;
  const { from, to } = link;
  const set = (client: Security | undefined, server: Security | undefined) =>
    setSecurity(setSecurity(topology, from, client), to, server);
  const none = { generate: [], login: undefined };
  if (mechanism === 'NULL') return { ...none, topology: set(undefined, undefined) };
  const taken = new Set(known.map(({ name }) => name));
  const [client, server] = [settingsOf(topology, from).security, settingsOf(topology, to).security];
  if (mechanism === 'PLAIN') {
    const login = client?.type === 'plain-client' ? client.login : freeKeyName(nameOf(topology, from), taken);
    const allow = server?.type === 'plain-server' ? server.allow : [];
    return {
      generate: [],
      login: taken.has(login) ? undefined : login,
      topology: set(
        { type: 'plain-client', login },
        { type: 'plain-server', allow: allow.includes(login) ? allow : [...allow, login] },
      ),
    };
  }
  const serverKey = server?.type === 'curve-server' ? server.key : freeKeyName(nameOf(topology, to), taken);
  const clientKey =
    client?.type === 'curve-client' ? client.key : freeKeyName(nameOf(topology, from), new Set([...taken, serverKey]));
  return {
    ...none,
    generate: [serverKey, clientKey].filter((name) => !taken.has(name)),
    topology: set(
      { type: 'curve-client', key: clientKey, server: serverKey },
      server?.type === 'curve-server' ? server : { type: 'curve-server', key: serverKey },
    ),
  };
}

/** The mechanism that both ends of a link are set to; `undefined` where they differ. */
export function linkMechanism(topology: Topology, from: SocketKey, to: SocketKey): Mechanism | undefined {
  const [one, other] = [from, to].map((key) => mechanismOf(settingsOf(topology, key).security));
  return one === other ? one : undefined;
}

/** A name for a key like `wish` that no other has. */
export function freeKeyName(wish: string, taken: ReadonlySet<string>): string {
  const stem = wish
    .replace(/[^\p{L}\p{N} ._-]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 28)
    .trim();
  const name = KEY_NAME.test(stem) ? stem : 'key';
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function nameOf(topology: Topology, key: SocketKey): string {
  const place = findSocket(topology, key);
  if (!place) return key;
  return place.side === undefined ? labelOf(place.node) : `${labelOf(place.node)} ${place.side}`;
}
