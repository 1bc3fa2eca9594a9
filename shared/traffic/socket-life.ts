import type { RunState, SocketStatus } from './status';

/** The steps in the life of a socket, in order. */
export const LIFE_STEPS = ['context', 'created', 'options', 'attached', 'traffic', 'closed'] as const;
export type LifeStep = (typeof LIFE_STEPS)[number];
/** `now` is the newest step that was reached; `failed` is the one at which it went wrong. */
export type StepState = 'ahead' | 'done' | 'now' | 'failed';

export interface LifeFacts {
  readonly runState: RunState;
  readonly status: SocketStatus | undefined;
  /** One of its links has both ends open. */
  readonly attached: boolean;
  /** It has sent or received. */
  readonly moved: boolean;
}

/**
 * How far a socket has come. It is created and given its options in one go, so these two are reached together; an endpoint
 * that could not be bound fails the step of attaching.
 */
export function lifeOf({ runState, status, attached, moved }: LifeFacts): Readonly<Record<LifeStep, StepState>> {
  const reached = reachedOf(runState, status, attached, moved);
  const failed =
    status?.state === 'failed' ? 'created' : status?.endpoints.some(({ problem }) => problem) ? 'attached' : undefined;
  const at = reached === undefined ? -1 : LIFE_STEPS.indexOf(reached);
  const state = (step: LifeStep, index: number): StepState => {
    if (step === failed) return 'failed';
    return index < at ? 'done' : index === at ? 'now' : 'ahead';
  };
  return Object.fromEntries(LIFE_STEPS.map((step, index) => [step, state(step, index)])) as Record<LifeStep, StepState>;
}

function reachedOf(
  runState: RunState,
  status: SocketStatus | undefined,
  attached: boolean,
  moved: boolean,
): LifeStep | undefined {
  if (runState === 'stopped') return undefined;
  if (!status || status.state === 'opening' || status.state === 'failed') return 'context';
  if (status.state === 'closed') return 'closed';
  if (moved) return 'traffic';
  return attached || status.endpoints.some(({ actual }) => actual !== '') ? 'attached' : 'options';
}
