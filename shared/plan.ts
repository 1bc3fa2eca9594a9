import { deepEqual } from './deep-equal';
import { durationMs } from './duration';
import type {
  Behavior,
  DeviceNode,
  DeviceSide,
  DeviceType,
  Link,
  SocketKey,
  SocketNode,
  Topology,
} from './topology/topology';
import { observationOf } from './topology/observation';
import { labelOf, socketsOf, transportOf, type Observation } from './topology/topology';
import type { Addresses } from './security/address-range';
import type { Security } from './security/security';
import type { Transport } from './zmq/transports';
import type { SocketType } from './zmq/socket-types';
import { liveChange, type SocketOptions } from './zmq/options';

/** A socket the engine is to hold. */
export interface WantedSocket {
  readonly key: SocketKey;
  readonly node: string;
  readonly type: SocketType;
  readonly options: SocketOptions;
  readonly security?: Security;
  readonly addresses?: Addresses;
}

/** One end of a link: a socket of the engine's own, or a program outside at the endpoint it listens on. */
export type LinkEnd =
  | { readonly type: 'socket'; readonly key: SocketKey }
  | { readonly type: 'external'; readonly node: string; readonly endpoint: string | undefined };

export interface WantedLink {
  readonly id: string;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly transport: Transport;
  /** The endpoint the user gave; without one the engine finds a free one. */
  readonly endpoint: string | undefined;
  readonly observe: Observation;
}

/** What runs in a node: a socket's behavior, or the loop of a device. */
export type WantedActivity =
  | {
      readonly type: 'behavior';
      readonly key: SocketKey;
      readonly socket: SocketType;
      readonly label: string;
      readonly behavior: Behavior;
    }
  | {
      readonly type: 'device';
      readonly node: string;
      readonly device: DeviceType;
      /** Work per message from the frontend to the backend, in milliseconds. */
      readonly delayMs: number;
    };

/** A user's own endpoint on a socket, of which each is bound or connected by itself. */
export interface WantedEndpoint {
  readonly use: 'bind' | 'connect';
  readonly key: SocketKey;
  readonly endpoint: string;
}

/** Everything a topology asks of the engine; what is only drawn (positions, the name) is not in it. */
export interface Wanted {
  readonly sockets: ReadonlyMap<SocketKey, WantedSocket>;
  /** Keyed by use, socket and endpoint. */
  readonly endpoints: ReadonlyMap<string, WantedEndpoint>;
  readonly links: ReadonlyMap<string, WantedLink>;
  /** Keyed by node. */
  readonly activities: ReadonlyMap<string, WantedActivity>;
}

/** One thing for the engine to do. The order of a plan's steps is the order to do them in. */
export type Step =
  | { readonly type: 'activity:stop'; readonly node: string }
  | { readonly type: 'link:close'; readonly link: string }
  | { readonly type: 'endpoint:close'; readonly endpoint: WantedEndpoint }
  | { readonly type: 'socket:close'; readonly key: SocketKey }
  | { readonly type: 'socket:open'; readonly socket: WantedSocket }
  /** The same socket with other options, those of them that take effect at once. */
  | { readonly type: 'socket:set'; readonly socket: WantedSocket; readonly change: SocketOptions }
  | { readonly type: 'endpoint:open'; readonly endpoint: WantedEndpoint }
  | { readonly type: 'link:open'; readonly link: WantedLink }
  | { readonly type: 'activity:start'; readonly node: string; readonly activity: WantedActivity };

export const NOTHING: Wanted = {
  sockets: new Map(),
  endpoints: new Map(),
  links: new Map(),
  activities: new Map(),
};

/** What a topology asks of the engine. */
export function wantedOf(topology: Topology): Wanted {
  const sockets = new Map<SocketKey, WantedSocket>();
  const endpoints = new Map<string, WantedEndpoint>();
  const activities = new Map<string, WantedActivity>();
  for (const node of topology.nodes) {
    if (node.kind === 'external') continue;
    for (const place of socketsOf(node)) {
      const settings = settingsOf(node, place.side);
      sockets.set(place.key, {
        key: place.key,
        node: node.id,
        type: place.type,
        options: settings?.options ?? {},
        ...(settings?.security ? { security: settings.security } : {}),
        ...(settings?.addresses ? { addresses: settings.addresses } : {}),
      });
      for (const use of ['bind', 'connect'] as const) {
        for (const endpoint of settings?.[use] ?? []) {
          endpoints.set(endpointKey({ use, key: place.key, endpoint }), { use, key: place.key, endpoint });
        }
      }
    }
    activities.set(
      node.id,
      node.kind === 'device'
        ? { type: 'device', node: node.id, device: node.device, delayMs: durationMs(node.delay ?? 0) }
        : {
            type: 'behavior',
            key: node.id,
            socket: node.socket,
            label: labelOf(node),
            behavior: node.behavior ?? { type: 'manual' },
          },
    );
  }
  const links = new Map(topology.links.map((link) => [link.id, wantedLink(topology, link)]));
  return { sockets, endpoints, links, activities };
}

/** The steps from running one topology to running another; from `undefined`, to start; to `undefined`, to stop. */
export function planChanges(previous: Topology | undefined, next: Topology | undefined): Step[] {
  return planSteps(previous ? wantedOf(previous) : NOTHING, next ? wantedOf(next) : NOTHING);
}

/**
 * The steps from one wanted state to another. A changed socket takes its links, endpoints and activity down and up again
 * with it; everything else goes on untouched. What binds comes up before what connects, activities come last.
 */
export function planSteps(previous: Wanted, next: Wanted): Step[] {
  const set = setSteps(previous.sockets, next.sockets);
  const kept = new Map(previous.sockets);
  for (const { socket } of set) kept.set(socket.key, socket);
  const sockets = changes(kept, next.sockets, () => false);
  const reopened = (key: SocketKey) => sockets.gone.has(key);
  const links = changes(previous.links, next.links, (link) => ends(link).some(reopened));
  const endpoints = changes(previous.endpoints, next.endpoints, (endpoint) => reopened(endpoint.key));
  const activities = changes(previous.activities, next.activities, (activity) => activityKeys(activity).some(reopened));
  return [
    ...[...activities.gone.keys()].map((node): Step => ({ type: 'activity:stop', node })),
    ...[...links.gone.keys()].map((link): Step => ({ type: 'link:close', link })),
    ...[...endpoints.gone.values()].map((endpoint): Step => ({ type: 'endpoint:close', endpoint })),
    ...[...sockets.gone.keys()].map((key): Step => ({ type: 'socket:close', key })),
    ...[...sockets.come.values()].map((socket): Step => ({ type: 'socket:open', socket })),
    ...set,
    ...bindsFirst([...endpoints.come.values()]).map((endpoint): Step => ({ type: 'endpoint:open', endpoint })),
    ...[...links.come.values()].map((link): Step => ({ type: 'link:open', link })),
    ...listenersFirst([...activities.come]).map(([node, activity]): Step => ({
      type: 'activity:start',
      node,
      activity,
    })),
  ];
}

/** The wanted state after the steps; the engine's own steps must lead to the same. */
export function applySteps(state: Wanted, steps: readonly Step[]): Wanted {
  const sockets = new Map(state.sockets);
  const endpoints = new Map(state.endpoints);
  const links = new Map(state.links);
  const activities = new Map(state.activities);
  for (const step of steps) {
    switch (step.type) {
      case 'activity:stop':
        activities.delete(step.node);
        break;
      case 'link:close':
        links.delete(step.link);
        break;
      case 'endpoint:close':
        endpoints.delete(endpointKey(step.endpoint));
        break;
      case 'socket:close':
        sockets.delete(step.key);
        break;
      case 'socket:open':
        sockets.set(step.socket.key, step.socket);
        break;
      case 'socket:set':
        sockets.set(step.socket.key, step.socket);
        break;
      case 'endpoint:open':
        endpoints.set(endpointKey(step.endpoint), step.endpoint);
        break;
      case 'link:open':
        links.set(step.link.id, step.link);
        break;
      case 'activity:start':
        activities.set(step.node, step.activity);
        break;
    }
  }
  return { sockets, endpoints, links, activities };
}

export function endpointKey({ use, key, endpoint }: WantedEndpoint): string {
  return `${use} ${key} ${endpoint}`;
}

/** Sockets of which nothing changes but options that libzmq lets take effect at once. */
function setSteps(
  previous: ReadonlyMap<SocketKey, WantedSocket>,
  next: ReadonlyMap<SocketKey, WantedSocket>,
): Extract<Step, { type: 'socket:set' }>[] {
  return [...next.values()].flatMap((socket) => {
    const before = previous.get(socket.key);
    if (!before || deepEqual(before, socket)) return [];
    if (!deepEqual({ ...before, options: socket.options }, socket)) return [];
    const change = liveChange(before.options, socket.options);
    return change ? [{ type: 'socket:set', socket, change }] : [];
  });
}

function settingsOf(node: SocketNode | DeviceNode, side: DeviceSide | undefined) {
  if (node.kind === 'socket') return node;
  return side === undefined ? undefined : node[side];
}

interface Changes<Item> {
  readonly gone: ReadonlyMap<string, Item>;
  readonly come: ReadonlyMap<string, Item>;
}

function changes<Item>(
  previous: ReadonlyMap<string, Item>,
  next: ReadonlyMap<string, Item>,
  mustRestart: (item: Item) => boolean,
): Changes<Item> {
  const gone = new Map<string, Item>();
  const come = new Map<string, Item>();
  for (const [key, before] of previous) {
    const after = next.get(key);
    if (after === undefined || !deepEqual(before, after) || mustRestart(before)) gone.set(key, before);
  }
  for (const [key, after] of next) {
    if (!previous.has(key) || gone.has(key)) come.set(key, after);
  }
  return { gone, come };
}

function ends(link: WantedLink): SocketKey[] {
  return [link.from, link.to].flatMap((end) => (end.type === 'socket' ? [end.key] : []));
}

function activityKeys(activity: WantedActivity): SocketKey[] {
  return activity.type === 'behavior' ? [activity.key] : [`${activity.node}.frontend`, `${activity.node}.backend`];
}

function bindsFirst(endpoints: WantedEndpoint[]): WantedEndpoint[] {
  return endpoints.sort((one, other) => Number(one.use === 'connect') - Number(other.use === 'connect'));
}

const STARTS_FIRST: readonly string[] = ['sink', 'subscribe', 'reply', 'manual'];

function listenersFirst(activities: [string, WantedActivity][]): [string, WantedActivity][] {
  const rank = (activity: WantedActivity) =>
    activity.type === 'device' || STARTS_FIRST.includes(activity.behavior.type) ? 0 : 1;
  return activities.sort(([, one], [, other]) => rank(one) - rank(other));
}

function wantedLink(topology: Topology, link: Link): WantedLink {
  const end = (key: SocketKey): LinkEnd => {
    const node = topology.nodes.find((candidate) => candidate.id === key);
    return node?.kind === 'external'
      ? { type: 'external', node: node.id, endpoint: node.bind?.[0] }
      : { type: 'socket', key };
  };
  return {
    id: link.id,
    from: end(link.from),
    to: end(link.to),
    transport: transportOf(link),
    endpoint: link.endpoint,
    observe: observationOf(topology, link),
  };
}
