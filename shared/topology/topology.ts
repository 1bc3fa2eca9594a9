import type { z } from 'zod';
import type { SocketType, Pattern } from '../zmq/socket-types';
import { socketFacts } from '../zmq/socket-types';
import type { Transport } from '../zmq/transports';
import type { DEVICE_TYPES, topologySchema } from './schema';

type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
    : Value;

/** The document: nodes and links, saved as one `*.zmq.json` file. Never changed in place. */
export type Topology = Immutable<z.infer<typeof topologySchema>>;
export type TopologyNode = Topology['nodes'][number];
export type SocketNode = Extract<TopologyNode, { kind: 'socket' }>;
export type DeviceNode = Extract<TopologyNode, { kind: 'device' }>;
export type ExternalNode = Extract<TopologyNode, { kind: 'external' }>;
export type DeviceType = (typeof DEVICE_TYPES)[number];
export type Link = Topology['links'][number];
export type Position = TopologyNode['position'];
export type Behavior = NonNullable<SocketNode['behavior']>;
export type FrameTemplate = Extract<Behavior, { type: 'generate' }>['frames'][number];

/** How a link is observed: at a relay on its wire, or counted at the app's own sockets. */
export type Observation = 'wire' | 'socket';

export const DEVICE_SIDES = ['frontend', 'backend'] as const;
export type DeviceSide = (typeof DEVICE_SIDES)[number];

/** A socket of the topology: a socket or external node's id, or `node.frontend` and `node.backend` of a device. */
export type SocketKey = string;

/** The sockets a device is made of: `zmq_proxy(3)`, "ZMQ_QUEUE", "ZMQ_FORWARDER", "ZMQ_STREAMER". */
export const DEVICE_SOCKETS: Readonly<Record<DeviceType, Readonly<Record<DeviceSide, SocketType>>>> = {
  queue: { frontend: 'ROUTER', backend: 'DEALER' },
  forwarder: { frontend: 'XSUB', backend: 'XPUB' },
  streamer: { frontend: 'PULL', backend: 'PUSH' },
};

export interface SocketPlace {
  readonly key: SocketKey;
  readonly node: TopologyNode;
  /** Set where the socket is one side of a device. */
  readonly side: DeviceSide | undefined;
  readonly type: SocketType;
}

/** Every socket of a node, with the key that links name it by. */
export function socketsOf(node: TopologyNode): readonly SocketPlace[] {
  if (node.kind !== 'device') return [{ key: node.id, node, side: undefined, type: node.socket }];
  return DEVICE_SIDES.map((side) => ({
    key: `${node.id}.${side}`,
    node,
    side,
    type: DEVICE_SOCKETS[node.device][side],
  }));
}

/** The node that a socket key belongs to. Ids have no dot, so the part before one is the node. */
export function nodeIdOf(key: SocketKey): string {
  const dot = key.indexOf('.');
  return dot < 0 ? key : key.slice(0, dot);
}

export function findSocket(topology: Topology, key: SocketKey): SocketPlace | undefined {
  const node = topology.nodes.find((candidate) => candidate.id === nodeIdOf(key));
  return node && socketsOf(node).find((place) => place.key === key);
}

/** The number that a recording has for a socket: its place among all of its topology; -1 where it is none of them. */
export function socketNumber({ nodes }: Topology, key: SocketKey): number {
  return nodes.flatMap((node) => socketsOf(node)).findIndex((place) => place.key === key);
}

export function transportOf(link: Link): Transport {
  return link.transport ?? 'tcp';
}

export function patternOf(node: TopologyNode): Pattern {
  return socketFacts(node.kind === 'device' ? DEVICE_SOCKETS[node.device].frontend : node.socket).pattern;
}

export function labelOf(node: TopologyNode): string {
  return node.label !== undefined && node.label !== '' ? node.label : node.id;
}
