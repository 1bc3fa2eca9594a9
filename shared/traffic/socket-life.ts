import type { LifeCall } from '../zmq/life-calls';
import { isOptionName, optionFacts, type SocketOptions } from '../zmq/options';
import type { RunState, SocketStatus } from './status';

/** Something that was done with a socket. */
export interface LifeEvent {
  /** Seconds since the run began; of the first message sent and received, within a tenth of a second after it. */
  readonly t: number;
  readonly call: LifeCall;
  /** Why it failed. */
  readonly problem?: string;
}

/** What was done with a socket in a run. */
export interface SocketLife {
  readonly events: readonly LifeEvent[];
  /** Events that were too many to keep. */
  readonly left: number;
}

export const NO_LIFE: SocketLife = { events: [], left: 0 };

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
  /** When each step was reached in the newest life, as `stepTimes` has it: what is left of a socket once nothing runs. */
  readonly times?: Readonly<Partial<Record<LifeStep, number>>>;
}

/**
 * How far a socket has come. It is created and given its options in one go, so these two are reached together; an endpoint
 * that could not be bound fails the step of attaching.
 */
export function lifeOf(facts: LifeFacts): Readonly<Record<LifeStep, StepState>> {
  const { runState, status, attached, moved, times } = facts;
  if (runState === 'stopped' && times?.closed !== undefined) return livedOf(times);
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

/** The life of a socket that is over, with the run. */
function livedOf(times: NonNullable<LifeFacts['times']>): Readonly<Record<LifeStep, StepState>> {
  const state = (step: LifeStep): StepState =>
    step === 'closed' ? 'now' : step === 'context' || times[step] !== undefined ? 'done' : 'ahead';
  return Object.fromEntries(LIFE_STEPS.map((step) => [step, state(step)])) as Record<LifeStep, StepState>;
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

/** When each step was first reached in the socket's newest life, in seconds since the run began. */
export function stepTimes(events: readonly LifeEvent[]): Readonly<Partial<Record<LifeStep, number>>> {
  const times: Partial<Record<LifeStep, number>> = {};
  for (const { t, call, problem } of events.slice(events.findLastIndex(({ call }) => call.type === 'create'))) {
    if (problem !== undefined) continue;
    for (const step of STEPS_OF[call.type]) times[step] ??= t;
  }
  return times;
}

const STEPS_OF: Readonly<Record<LifeCall['type'], readonly LifeStep[]>> = {
  create: ['created', 'options'],
  bind: ['attached'],
  connect: ['attached'],
  unbind: [],
  disconnect: [],
  subscribe: [],
  join: [],
  send: ['traffic'],
  receive: ['traffic'],
  proxy: [],
  close: ['closed'],
};

/** Options that were changed after the socket had been bound or connected: it was opened anew to give them effect. */
export interface LateOption {
  readonly t: number;
  readonly option: string;
  /** True where `zmq_setsockopt(3)` lets it take effect on a socket that is bound or connected already. */
  readonly live: boolean;
}

export function lateOptions(events: readonly LifeEvent[]): LateOption[] {
  const late: LateOption[] = [];
  let before: SocketOptions | undefined;
  let attached = false;
  for (const { t, call, problem } of events) {
    if (call.type === 'bind' || call.type === 'connect') attached ||= problem === undefined;
    if (call.type !== 'create') continue;
    if (before && attached) {
      const options = new Set([...Object.keys(before), ...Object.keys(call.options)]);
      for (const option of options) {
        if (before[option] === call.options[option]) continue;
        late.push({ t, option, live: isOptionName(option) && optionFacts(option).live });
      }
    }
    before = call.options;
    attached = false;
  }
  return late;
}
