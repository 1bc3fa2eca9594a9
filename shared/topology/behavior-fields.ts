import type { BehaviorType } from '../zmq/behavior-fit';
import type { SocketType } from '../zmq/socket-types';
import { shapeFault } from '../zmq/legal';
import { newBehavior } from './defaults';
import type { Behavior, FrameTemplate } from './topology';

export type GenerateBehavior = Extract<Behavior, { type: 'generate' }>;

/** How a generator is paced: one message every so often, so many a second, as many as the socket takes, or bursts. */
export const PACES = ['every', 'rate', 'max', 'burst'] as const;
export type Pace = (typeof PACES)[number];

export function paceOf({ rate, burst }: GenerateBehavior): Pace {
  if (rate === 'max') return 'max';
  if (rate !== undefined) return 'rate';
  return burst === undefined ? 'every' : 'burst';
}

/** The generator with another pace, keeping what the new one also has. */
export function withPace(behavior: GenerateBehavior, pace: Pace): GenerateBehavior {
  const { every, rate, burst, ...rest } = behavior;
  switch (pace) {
    case 'every':
      return { ...rest, every: every ?? '1s' };
    case 'rate':
      return { ...rest, rate: typeof rate === 'number' ? rate : 100 };
    case 'max':
      return { ...rest, rate: 'max' };
    case 'burst':
      return { ...rest, burst: burst ?? 10, every: every ?? '1s' };
  }
}

/**
 * The behavior that a socket gets when another type is chosen: what the palette gives such a socket where that is of the
 * type, else the plainest one, with the frames and times of the old behavior kept where the new one has them.
 */
export function behaviorOfType(socket: SocketType, type: BehaviorType, before: Behavior | undefined): Behavior {
  if (before?.type === type) return before;
  const kept = before && 'frames' in before ? before.frames : undefined;
  const frames = kept && shapeFault(socket, { type, frames: kept }) === undefined ? kept : undefined;
  const count = before && 'count' in before ? before.count : undefined;
  // A generator's is no work per message.
  const delay = before && before.type !== 'generate' && 'delay' in before ? before.delay : undefined;
  const every = before && 'every' in before ? before.every : undefined;
  switch (type) {
    case 'manual':
      return { type };
    case 'generate':
      return {
        type,
        every: every ?? '1s',
        frames: frames ?? newFrames(socket),
        ...(count === undefined ? {} : { count }),
      };
    case 'request':
      return {
        type,
        every: every ?? '1s',
        frames: frames ?? newFrames(socket),
        ...(count === undefined ? {} : { count }),
      };
    case 'reply':
      return { type, ...replyParts(socket, frames), ...(delay === undefined ? {} : { delay }) };
    case 'sink':
      return { type, ...(delay === undefined ? {} : { delay }) };
    case 'subscribe':
      return { type, topics: [''], ...(delay === undefined ? {} : { delay }) };
    case 'join':
      return { type, groups: ['news'], ...(delay === undefined ? {} : { delay }) };
  }
}

/** A message's frames in new order or number, at least one; the same behavior otherwise. */
export function withFrames<Kind extends Extract<Behavior, { type: 'generate' | 'request' | 'reply' }>>(
  behavior: Kind,
  frames: readonly FrameTemplate[],
): Kind {
  return { ...behavior, frames: frames.length === 0 ? [''] : [...frames] };
}

/** The object with a field set, or without it where the value is `undefined`. */
export function withField<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  name: Name,
  value: Whole[Name] | undefined,
): Whole {
  if (value !== undefined) return { ...whole, [name]: value };
  const { [name]: _gone, ...rest } = whole;
  return rest as Whole;
}

function newFrames(socket: SocketType): FrameTemplate[] {
  if (socket === 'DGRAM') return ['127.0.0.1:5556', 'Hello {{seq}}'];
  const fresh = newBehavior(socket);
  return 'frames' in fresh && fresh.frames ? [...fresh.frames] : ['Hello {{seq}}'];
}

function replyParts(
  socket: SocketType,
  frames: readonly FrameTemplate[] | undefined,
): { frames: FrameTemplate[] } | { echo: true } {
  if (frames) return { frames: [...frames] };
  return socket === 'REP' ? { frames: ['World'] } : { echo: true };
}
