import i18next from 'i18next';
import { request, tell } from '../bridge';
import { notify, notifyProblem } from '../ui/notify';
import { gesture, topologyNow } from './document';
import { isRunning, useRuntime } from './runtime';

/**
 * Runs the document. Where it reaches beyond this machine the user is asked first, with the endpoints listed; `agreed` is
 * the answer to that. With `stepping` the engine waits before each of its steps.
 */
export async function run(agreed = false, stepping = false): Promise<void> {
  gesture.commit();
  useRuntime.setState({ crash: undefined, consent: undefined });
  const answer = await request('engine:run', { topology: topologyNow(), agreed, stepping });
  if (!answer.ok) notifyProblem(answer.error);
  else if (answer.value !== 'started') useRuntime.setState({ consent: answer.value.beyondLoopback });
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
  if (isRunning(useRuntime.getState())) notify(i18next.t('app:consent.declined'), 'info', 'consent');
}
