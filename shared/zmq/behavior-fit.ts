import type { SocketType } from './socket-types';

export const BEHAVIOR_TYPES = ['manual', 'generate', 'request', 'reply', 'sink', 'subscribe', 'join'] as const;
export type BehaviorType = (typeof BEHAVIOR_TYPES)[number];

/**
 * What each socket type can do by itself. `request` needs a socket that gets an answer back; `reply` answers to where a
 * message came from, so a ROUTER can and a DEALER can (to the one it is talking with); a SUB or XSUB needs topics, so it
 * subscribes instead of only sinking, and a DISH joins groups.
 */
const FITS: Readonly<Record<SocketType, readonly BehaviorType[]>> = {
  REQ: ['manual', 'request'],
  REP: ['manual', 'reply'],
  DEALER: ['manual', 'request', 'generate', 'reply', 'sink'],
  ROUTER: ['manual', 'reply', 'sink'],
  PUB: ['manual', 'generate'],
  SUB: ['manual', 'subscribe'],
  XPUB: ['manual', 'generate', 'sink'],
  XSUB: ['manual', 'subscribe'],
  PUSH: ['manual', 'generate'],
  PULL: ['manual', 'sink'],
  PAIR: ['manual', 'generate', 'request', 'reply', 'sink'],
  STREAM: ['manual', 'generate', 'reply', 'sink'],
  CLIENT: ['manual', 'request', 'generate', 'sink'],
  SERVER: ['manual', 'reply', 'sink'],
  RADIO: ['manual', 'generate'],
  DISH: ['manual', 'join'],
  SCATTER: ['manual', 'generate'],
  GATHER: ['manual', 'sink'],
  CHANNEL: ['manual', 'generate', 'request', 'reply', 'sink'],
  DGRAM: ['manual', 'generate', 'reply', 'sink'],
};

/** The behaviors that a socket type can have, the default one first but for `manual`. */
export function fittingBehaviors(socket: SocketType): readonly BehaviorType[] {
  return FITS[socket];
}

export function behaviorFits(socket: SocketType, behavior: BehaviorType): boolean {
  return FITS[socket].includes(behavior);
}
