import i18next from 'i18next';
import { request, tell } from '../bridge';
import { notify, notifyProblem } from '../ui/notify';
import { gesture, topologyNow } from './document';
import { isRunning, useRuntime } from './runtime';

/** Told whether the run began that the user was asked about. */
let answered: ((started: boolean) => void) | undefined;

/**
 * Runs the document. Where it reaches beyond this machine the user is asked first, with the endpoints listed; `agreed` is
 * the answer to that. With `stepping` the engine waits before each of its steps.
 */
export async function run(agreed = false, stepping = false): Promise<void> {
  const started = await begin(agreed, stepping);
  if (useRuntime.getState().consent === undefined) answer(started);
}

/** Runs the document and waits until all of it is open; false where it does not run after all. */
export async function runNow(): Promise<boolean> {
  answer(false);
  if (await begin(false, false)) return true;
  if (useRuntime.getState().consent === undefined) return false;
  return new Promise((resolve) => {
    answered = resolve;
  });
}

/** Says whether the run has begun. */
async function begin(agreed: boolean, stepping: boolean): Promise<boolean> {
  gesture.commit();
  useRuntime.setState({ crash: undefined, consent: undefined });
  const done = await request('engine:run', { topology: topologyNow(), agreed, stepping });
  if (!done.ok) notifyProblem(done.error);
  else if (done.value !== 'started') useRuntime.setState({ consent: done.value.beyondLoopback });
  return done.ok && done.value === 'started';
}

function answer(started: boolean): void {
  answered?.(started);
  answered = undefined;
}

/** True while a run waits between two of its steps. */
export function isStepping(): boolean {
  return useRuntime.getState().status.stepping !== undefined;
}

/** Takes the next step, or begins a run that is gone through step by step. */
export async function step(): Promise<void> {
  if (isStepping()) tell('engine:step', { all: false });
  else await run(false, true);
}

/** Takes all the steps that are left. */
export function takeAllSteps(): void {
  tell('engine:step', { all: true });
}

export async function stop(): Promise<void> {
  await request('engine:stop', undefined);
}

export async function restart(): Promise<void> {
  await stop();
  await run();
}

/** Closes the question about the network without running; what runs already goes on as it is. */
export function declineConsent(): void {
  useRuntime.setState({ consent: undefined });
  answer(false);
  if (isRunning(useRuntime.getState())) notify(i18next.t('app:consent.declined'), 'info', 'consent');
}
