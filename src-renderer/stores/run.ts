import i18next from 'i18next';
import { request } from '../bridge';
import { notify, notifyProblem } from '../ui/notify';
import { gesture, topologyNow } from './document';
import { isRunning, useRuntime } from './runtime';

/**
 * Runs the document. Where it reaches beyond this machine the user is asked first, with the endpoints listed; `agreed` is
 * the answer to that.
 */
export async function run(agreed = false): Promise<void> {
  gesture.commit();
  useRuntime.setState({ crash: undefined, consent: undefined });
  const answer = await request('engine:run', { topology: topologyNow(), agreed });
  if (!answer.ok) notifyProblem(answer.error);
  else if (answer.value !== 'started') useRuntime.setState({ consent: answer.value.beyondLoopback });
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
