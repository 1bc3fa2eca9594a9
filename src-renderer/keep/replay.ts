import i18next from 'i18next';
import { create } from 'zustand';
import { hex, printableText } from '../../shared/bytes';
import type { ItemChoice, ReplayReport, ReplayRequest } from '../../shared/keep';
import type { FrameTemplate } from '../../shared/topology/topology';
import { explainItem } from '../../shared/traffic/explain-item';
import { request } from '../bridge';
import { problemText } from '../i18n/problem-text';
import { during } from '../stores/keep';
import { notify, notifyProblem } from '../ui/notify';
import { countText } from '../ui/numbers';

interface ReplayState {
  /** What the dialog asks about; `undefined` while it is closed. */
  readonly asked:
    { readonly items: ItemChoice; readonly count: number; readonly frames: Editable | undefined } | undefined;
}

/** The one message that may be edited first. */
interface Editable {
  readonly seq: number;
  readonly frames: readonly FrameTemplate[];
}

export const useReplay = create<ReplayState>()(() => ({ asked: undefined }));

/** Asks from where, how fast, and, for a single message, what. */
async function askToReplay(items: ItemChoice, count: number): Promise<void> {
  const single = items.type === 'items' && items.seqs.length === 1 ? items.seqs[0] : undefined;
  const frames = single === undefined ? undefined : await framesOf(single);
  useReplay.setState({ asked: { items, count, frames } });
}

/** The same, from a menu. */
export function beginReplay(items: ItemChoice, count: number): void {
  askToReplay(items, count).catch((error: unknown) => console.error('asking to replay failed', error));
}

export function closeReplay(): void {
  useReplay.setState({ asked: undefined });
}

/** Sends the messages again, and says what became of it. */
export async function replay(what: ReplayRequest): Promise<void> {
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

/** What the sender's program gave its socket, where all of it was kept and can be written in a field. */
async function framesOf(seq: number): Promise<Editable | undefined> {
  const detail = await request('capture:item', { seq });
  if (!detail || detail.item.row.kind !== 'message' || detail.item.row.sealed || detail.item.row.truncated)
    return undefined;
  const given = explainItem(detail).filter((frame) => frame.given);
  return { seq, frames: given.map(({ bytes }) => templateOf(bytes)) };
}

/** A frame as a field shows it; what would be taken for a placeholder is written in hexadecimal. */
function templateOf(bytes: Uint8Array): FrameTemplate {
  const text = printableText(bytes);
  if (text !== undefined && !text.includes('{{')) return text;
  return { hex: hex(bytes) };
}
