import { create } from 'zustand';
import type { ItemDetail } from '../../shared/traffic/detail';
import type { Problem } from '../../shared/result';
import { addMark, nextMark, removeMark, withNote, type Marks } from '../../shared/traffic/marks';
import { request } from '../bridge';
import { notifyProblem } from '../ui/notify';
import { openItem, useView } from './view';

export interface MarksState {
  readonly marks: Marks;
  readonly seqs: ReadonlySet<number>;
  /**
   * The bookmarked items themselves, because the capture of a flood keeps an item for seconds only. Bounded by bytes: an item
   * that has no room is found as long as the capture has it.
   */
  readonly kept: ReadonlyMap<number, ItemDetail>;
}

/** Bytes of bookmarked items that are kept here. */
const MOST_KEPT = 32 * 1024 * 1024;

const NONE: MarksState = { marks: [], seqs: new Set(), kept: new Map() };

export const useMarks = create<MarksState>()(() => NONE);

/** Forgets every bookmark: their capture was emptied, or another run began. */
export function clearMarks(): void {
  useMarks.setState(NONE);
}

/** Bookmarks an item, or takes its bookmark away. */
export async function toggleMark(seq: number): Promise<void> {
  const { marks, seqs, kept } = useMarks.getState();
  if (!seqs.has(seq)) {
    const problem = await mark(seq);
    if (problem) notifyProblem(problem);
    return;
  }
  const others = new Map(kept);
  others.delete(seq);
  set(removeMark(marks, seq), others);
}

/** Bookmarks items, until there is no more room. */
export async function markAll(
  seqs: readonly number[],
): Promise<{ readonly added: number; readonly problem: Problem | undefined }> {
  const before = useMarks.getState().marks.length;
  let problem: Problem | undefined;
  for (const seq of seqs) {
    problem = await mark(seq);
    if (problem) break;
  }
  return { added: useMarks.getState().marks.length - before, problem };
}

/** Bookmarks an item that the capture still has. */
async function mark(seq: number): Promise<Problem | undefined> {
  const detail = await request('capture:item', { seq });
  if (!detail) return undefined;
  const { row } = detail.item;
  const before = useMarks.getState();
  if (before.seqs.has(seq)) return undefined;
  const added = addMark(before.marks, { seq, t: row.t, title: row.label ?? row.preview, note: '' });
  if (!added.ok) return added.error;
  set(added.value, withRoom(before.kept, seq, detail));
  return undefined;
}

export function setNote(seq: number, note: string): void {
  useMarks.setState(({ marks }) => ({ marks: withNote(marks, seq, note) }));
}

/** Opens the next bookmarked item after the opened one, or the one before. */
export function goToMark(step: 1 | -1): void {
  const mark = nextMark(useMarks.getState().marks, useView.getState().openedSeq, step);
  if (!mark) return;
  useView.setState({ following: false });
  openItem(mark.seq);
}

function set(marks: Marks, kept: ReadonlyMap<number, ItemDetail>): void {
  useMarks.setState({ marks, seqs: new Set(marks.map(({ seq }) => seq)), kept });
}

function withRoom(kept: ReadonlyMap<number, ItemDetail>, seq: number, detail: ItemDetail): typeof kept {
  const bytes = [...kept.values(), detail].reduce((sum, { item }) => sum + bytesOf(item), 0);
  return bytes > MOST_KEPT ? kept : new Map([...kept, [seq, detail]]);
}

function bytesOf({ frames }: ItemDetail['item']): number {
  return frames.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
