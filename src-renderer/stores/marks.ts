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

/** The run whose bookmarks are shown, by the number that batches call it by, and how far its capture has come. */
let shown = { run: -1, nextSeq: 0 };
/** Bookmarks of the runs that were shown before, the newest last: a recording sets a run aside. */
const aside = new Map<number, MarksState>();
const MOST_ASIDE = 4;

/** Follows what is shown of captures: each run has its own bookmarks, and a capture that is emptied has none any more. */
export function followCapture(run: number, nextSeq: number): void {
  const before = shown;
  shown = { run, nextSeq };
  if (run === before.run) {
    if (nextSeq < before.nextSeq) useMarks.setState(NONE);
    return;
  }
  setAside(before.run, useMarks.getState());
  useMarks.setState(aside.get(run) ?? NONE);
}

/** Gives a run that is shown now, or will be, the bookmarks that were saved with it. */
export function giveMarks(run: number, marks: Marks): void {
  const given: MarksState = { marks, seqs: new Set(marks.map(({ seq }) => seq)), kept: new Map() };
  if (run === shown.run) useMarks.setState(given);
  else setAside(run, given);
}

function setAside(run: number, marks: MarksState): void {
  aside.delete(run);
  aside.set(run, marks);
  for (const oldest of aside.keys()) if (aside.size > MOST_ASIDE) aside.delete(oldest);
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
