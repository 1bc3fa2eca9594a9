import type { Addresses } from '../security/address-range';
import type { Security } from '../security/security';
import { changeNode } from './edits-nodes';
import { DEVICE_SIDES, type DeviceSide, nodeIdOf, type SocketKey, type Topology } from './topology';
import type { EndpointUse } from '../zmq/endpoint';
import type { OptionName, OptionValue } from '../zmq/options';

/** What a socket of the document is set to: a node's own settings, or those of one side of a device. */
export interface SocketSettings {
  readonly bind?: readonly string[] | undefined;
  readonly connect?: readonly string[] | undefined;
  readonly options?: Readonly<Record<string, OptionValue>> | undefined;
  readonly security?: Security | undefined;
  readonly addresses?: Addresses | undefined;
}

/** The settings of a socket; empty for one that is not there, and for a program outside but for where it listens. */
export function settingsOf(topology: Topology, key: SocketKey): SocketSettings {
  const node = topology.nodes.find(({ id }) => id === nodeIdOf(key));
  if (!node) return {};
  if (node.kind !== 'device') return node;
  const side = sideOf(key);
  return (side && node[side]) ?? {};
}

/** Replaces the endpoints that a socket binds or connects to; none of them leave no field behind. */
export function setEndpoints(
  topology: Topology,
  key: SocketKey,
  use: EndpointUse,
  endpoints: readonly string[],
): Topology {
  return changeSettings(topology, key, (settings) => {
    const { [use]: _before, ...rest } = settings;
    return endpoints.length === 0 ? rest : { ...rest, [use]: [...endpoints] };
  });
}

/** Sets an option, or with `undefined` leaves it to the library. */
export function setOption(
  topology: Topology,
  key: SocketKey,
  name: OptionName,
  value: OptionValue | undefined,
): Topology {
  return changeSettings(topology, key, (settings) => {
    const { options: before = {}, ...rest } = settings;
    const { [name]: _old, ...others } = before;
    const options = value === undefined ? others : { ...others, [name]: value };
    return Object.keys(options).length === 0 ? rest : { ...rest, options };
  });
}

/** Secures a socket, or with `undefined` leaves it open to everybody. */
export function setSecurity(topology: Topology, key: SocketKey, security: Security | undefined): Topology {
  return changeSettings(topology, key, (settings) => {
    const { security: _before, ...rest } = settings;
    return security === undefined ? rest : { ...rest, security };
  });
}

/** Says from where a socket lets callers in; lists without an entry leave no field behind, but an `allow` that lets nobody in. */
export function setAddresses(topology: Topology, key: SocketKey, { allow, deny = [] }: Addresses): Topology {
  return changeSettings(topology, key, (settings) => {
    const { addresses: _before, ...rest } = settings;
    const addresses = { ...(allow ? { allow: [...allow] } : {}), ...(deny.length > 0 ? { deny: [...deny] } : {}) };
    return Object.keys(addresses).length === 0 ? rest : { ...rest, addresses };
  });
}

function changeSettings(
  topology: Topology,
  key: SocketKey,
  change: (settings: SocketSettings) => SocketSettings,
): Topology {
  const side = sideOf(key);
  return changeNode(topology, nodeIdOf(key), (node) => {
    if (node.kind === 'device') {
      if (!side) return node;
      const { [side]: before = {}, ...rest } = node;
      const after = change(before);
      return (Object.keys(after).length === 0 ? rest : { ...rest, [side]: after }) as typeof node;
    }
    return { ...change(node as SocketSettings), id: node.id, kind: node.kind } as typeof node;
  });
}

function sideOf(key: SocketKey): DeviceSide | undefined {
  return DEVICE_SIDES.find((side) => key.endsWith(`.${side}`));
}
