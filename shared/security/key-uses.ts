import { setSecurity, settingsOf } from '../topology/socket-settings';
import { socketsOf, type SocketKey, type Topology } from '../topology/topology';
import type { Security } from './security';

/** The sockets of a topology that a key or login is named at: as their own, their server's, or on a list. */
export function usesOfKey(topology: Topology, name: string): readonly SocketKey[] {
  return socketKeys(topology).filter((key) => {
    const { security } = settingsOf(topology, key);
    return security !== undefined && namesOf(security).includes(name);
  });
}

/** The topology with a key or login called by its new name wherever it is named; the same one where it is named nowhere. */
export function renameKey(topology: Topology, from: string, to: string): Topology {
  return usesOfKey(topology, from).reduce((next, key) => {
    const { security } = settingsOf(next, key);
    return security
      ? setSecurity(
          next,
          key,
          renamed(security, (name) => (name === from ? to : name)),
        )
      : next;
  }, topology);
}

function socketKeys(topology: Topology): SocketKey[] {
  return topology.nodes.flatMap((node) => socketsOf(node).map(({ key }) => key));
}

function namesOf(security: Security): readonly string[] {
  switch (security.type) {
    case 'plain-client':
      return [security.login];
    case 'plain-server':
      return [...security.allow, ...(security.deny ?? [])];
    case 'curve-client':
      return [security.key, security.server];
    case 'curve-server':
      return [security.key, ...(security.allow ?? []), ...(security.deny ?? [])];
  }
}

function renamed(security: Security, rename: (name: string) => string): Security {
  switch (security.type) {
    case 'plain-client':
      return { ...security, login: rename(security.login) };
    case 'plain-server':
      return { ...security, allow: security.allow.map(rename), ...denyOf(security, rename) };
    case 'curve-client':
      return { ...security, key: rename(security.key), server: rename(security.server) };
    case 'curve-server':
      return {
        ...security,
        key: rename(security.key),
        ...(security.allow ? { allow: security.allow.map(rename) } : {}),
        ...denyOf(security, rename),
      };
  }
}

function denyOf({ deny }: { readonly deny?: readonly string[] | undefined }, rename: (name: string) => string) {
  return deny ? { deny: deny.map(rename) } : {};
}
