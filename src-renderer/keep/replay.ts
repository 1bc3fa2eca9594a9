import i18next from 'i18next';
import { create } from 'zustand';
import type { ItemChoice, ReplayReport, ReplayRequest } from '../../shared/keep';
import { rangesCount } from '../../shared/ranges';
import { request } from '../bridge';
import { problemText } from '../i18n/problem-text';
import { during } from '../stores/keep';
import { adoptRecorded, closeRecording, useRecording } from '../stores/recording';
import { runNow } from '../stores/run';
import { isRunning, useRuntime } from '../stores/runtime';
import { notify, notifyProblem } from '../ui/notify';
import { countText } from '../ui/numbers';

/** Messages that were chosen to be sent again: one, or rows of the list. */
export type ReplayChoice = Exclude<ItemChoice, { type: 'filter' }>;

interface ReplayState {
  /** What the dialog asks about; `undefined` while it is closed. */
  readonly asked: ReplayChoice | undefined;
}

/** Whose sockets send what is taken out of a recording: those of the document, or of the topology that was recorded. */
export type ReplayPlace = 'document' | 'recorded';

export const useReplay = create<ReplayState>()(() => ({ asked: undefined }));

/** Asks which of them are sent, from where, how fast, and what. */
export function askToReplay(items: ReplayChoice): void {
  useReplay.setState({ asked: items });
}

export function closeReplay(): void {
  useReplay.setState({ asked: undefined });
}

export function replayCount(items: ReplayChoice): number {
  return items.type === 'rows' ? rangesCount(items.ranges) : items.seqs.length;
}

/**
 * Sends the messages again, and says what became of it. Where nothing runs they are taken out of what is shown first, and
 * the topology is run: a run begins with an empty capture, and ends a recording.
 */
export async function replay(
  { items, ...how }: Omit<ReplayRequest, 'items'> & { readonly items: ReplayChoice },
  place: ReplayPlace,
): Promise<void> {
  if (isRunning(useRuntime.getState())) await send({ ...how, items });
  else if (await takeAlong(items, place)) await send({ ...how, items: { type: 'held' } });
}

/** Takes the messages out of what is shown and runs the topology; false where it does not run. */
async function takeAlong(items: ReplayChoice, place: ReplayPlace): Promise<boolean> {
  const taken = await during('replay', () => request('keep:hold', { items }));
  if (!taken.ok) notifyProblem(taken.error);
  if (!taken.ok || taken.value === 'canceled') return false;
  if ((await leaveRecording(place)) && (await runNow())) return true;
  await request('keep:hold', {});
  return false;
}

async function leaveRecording(place: ReplayPlace): Promise<boolean> {
  if (useRecording.getState().recording === undefined) return true;
  if (place === 'recorded') return adoptRecorded();
  closeRecording();
  return true;
}

async function send(what: ReplayRequest): Promise<void> {
  const done = await during('replay', () => request('keep:replay', what));
  if (!done.ok) notifyProblem(done.error);
  else if (done.value !== 'canceled') {
    notify(reportText(done.value), done.value.problem ? 'error' : 'info', 'replayed');
  }
}

function reportText({ sent, skipped, lost, stopped, problem }: ReplayReport): string {
  const key = stopped || problem ? 'keep:replay.stopped' : 'keep:replay.sent';
  const parts = [i18next.t(key, { count: sent, number: countText(sent) })];
  if (problem) parts.push(problemText(problem));
  if (skipped > 0) parts.push(i18next.t('keep:replay.skipped', { count: skipped, number: countText(skipped) }));
  if (lost > 0) parts.push(i18next.t('keep:exported.lost', { count: lost, number: countText(lost) }));
  return parts.join(' ');
}
