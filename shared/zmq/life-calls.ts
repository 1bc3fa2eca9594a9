import { NOTHING, planSteps, wantedOf, type Step, type WantedActivity, type WantedLink } from '../plan';
import type { FrameTemplate, SocketKey, Topology } from '../topology/topology';
import type { Addresses } from '../security/address-range';
import type { Security } from '../security/security';
import type { SocketOptions } from './options';
import type { SocketType } from './socket-types';

/** One call in the life of a socket, as a program of one's own would make it. */
export type LifeCall =
  | {
      readonly type: 'create';
      readonly socket: SocketType;
      readonly options: SocketOptions;
      readonly security?: Security | undefined;
      readonly addresses?: Addresses | undefined;
    }
  /** `endpoint` is undefined as long as a free one is still to be found. */
  | { readonly type: 'bind' | 'connect' | 'unbind' | 'disconnect'; readonly endpoint: string | undefined }
  | { readonly type: 'subscribe'; readonly topics: readonly string[] }
  | { readonly type: 'join'; readonly groups: readonly string[] }
  /** `frames` is undefined for what was received, or where it is not known; `as` says what the message is to its receiver. */
  | {
      readonly type: 'send';
      readonly frames: readonly FrameTemplate[] | undefined;
      readonly as?: 'request' | 'reply';
    }
  | { readonly type: 'receive' }
  /** Both sockets of a device: what comes in at this one goes out at the other. */
  | { readonly type: 'proxy'; readonly other: SocketKey }
  | { readonly type: 'close' };

/** A call with the socket that it is made on. */
export interface SocketCall {
  readonly key: SocketKey;
  readonly call: LifeCall;
}

/**
 * The calls that a step of a plan comes to, in their order. A link is a bind at its one end and a connect at its other; what
 * a program outside does is not ours.
 * @param endpoint what a link or an endpoint turned out to be, where that is known
 */
export function stepCalls(step: Step, endpoint?: string): SocketCall[] {
  switch (step.type) {
    case 'socket:open': {
      const { key, type, options, security, addresses } = step.socket;
      const secured = { ...(security ? { security } : {}), ...(addresses ? { addresses } : {}) };
      return [{ key, call: { type: 'create', socket: type, options, ...secured } }];
    }
    case 'endpoint:open': {
      const { key, use, endpoint: given } = step.endpoint;
      return [{ key, call: { type: use, endpoint: endpoint ?? given } }];
    }
    case 'link:open':
      return linkCalls(step.link, endpoint);
    case 'activity:start':
      return activityCalls(step.activity);
    case 'socket:close':
      return [{ key: step.key, call: { type: 'close' } }];
    case 'endpoint:close': {
      const { key, use, endpoint: given } = step.endpoint;
      return [{ key, call: { type: use === 'bind' ? 'unbind' : 'disconnect', endpoint: endpoint ?? given } }];
    }
    case 'socket:set':
    case 'link:close':
    case 'activity:stop':
      return [];
  }
}

/** The calls that a socket's life will begin with when the topology is run. */
export function plannedCalls(topology: Topology, key: SocketKey): LifeCall[] {
  return planSteps(NOTHING, wantedOf(topology))
    .flatMap((step) => stepCalls(step))
    .flatMap((made) => (made.key === key ? [made.call] : []));
}

function linkCalls({ from, to, endpoint: given }: WantedLink, endpoint: string | undefined): SocketCall[] {
  const known = endpoint ?? given ?? (to.type === 'external' ? to.endpoint : undefined);
  return [
    ...(to.type === 'socket' ? [{ key: to.key, call: { type: 'bind', endpoint: known } } as const] : []),
    ...(from.type === 'socket' ? [{ key: from.key, call: { type: 'connect', endpoint: known } } as const] : []),
  ];
}

function activityCalls(activity: WantedActivity): SocketCall[] {
  if (activity.type === 'device') {
    const [frontend, backend] = [`${activity.node}.frontend`, `${activity.node}.backend`] as const;
    return [{ key: frontend, call: { type: 'proxy', other: backend } }];
  }
  const { key, socket, behavior } = activity;
  const receive: SocketCall = { key, call: { type: 'receive' } };
  switch (behavior.type) {
    case 'manual':
      // It hears everything, so that something is seen.
      return socket === 'SUB' ? [{ key, call: { type: 'subscribe', topics: [''] } }, receive] : [];
    case 'generate': {
      const send: SocketCall = { key, call: { type: 'send', frames: behavior.frames } };
      // A STREAM has to hear of a peer before it can send to it.
      return socket === 'STREAM' ? [receive, send] : [send];
    }
    case 'request':
      return [{ key, call: { type: 'send', frames: behavior.frames, as: 'request' } }, receive];
    case 'reply': {
      const frames = behavior.echo === true ? undefined : behavior.frames;
      return [receive, { key, call: { type: 'send', frames, as: 'reply' } }];
    }
    case 'sink':
      return [receive];
    case 'subscribe':
      return [{ key, call: { type: 'subscribe', topics: behavior.topics } }, receive];
    case 'join':
      return [{ key, call: { type: 'join', groups: behavior.groups } }, receive];
  }
}
