import { create } from 'zustand';
import type { OpenedDocument } from '../../shared/ipc';
import {
  beginGesture,
  cancelGesture,
  change,
  commitGesture,
  redo,
  startHistory,
  undo,
  type History,
} from '../../shared/history';
import type { Problem } from '../../shared/result';
import { emptyTopology } from '../../shared/topology/defaults';
import { parseTopology } from '../../shared/topology/parse';
import type { Topology } from '../../shared/topology/topology';
import { notifyProblem } from '../ui/notify';

export interface DocumentState {
  readonly history: History<Topology>;
  /** Where it is saved; `undefined` for a document that never was. */
  readonly path: string | undefined;
  readonly origin: OpenedDocument['origin'];
  /** True where it differs from what is saved. */
  readonly unsaved: boolean;
  /** True while a recording is shown in place of the document: nothing of it is changed. */
  readonly readOnly: boolean;
  /** Grows with each document that is opened, so that what belongs to one document can be told from the next. */
  readonly generation: number;
  /** The topology as it is saved; `undefined` where that is not known (a document brought back from the autosave). */
  readonly saved: Topology | undefined;
}

export const useDocument = create<DocumentState>()(() => ({
  history: startHistory(emptyTopology('')),
  path: undefined,
  origin: 'new',
  unsaved: false,
  readOnly: false,
  generation: 0,
  saved: undefined,
}));

/** The document as it is now. */
export function topologyNow(): Topology {
  return useDocument.getState().history.present;
}

/** The document for components; prefer a selector of the smallest slice. */
export function useTopology<Slice>(select: (topology: Topology) => Slice): Slice {
  return useDocument((state) => select(state.history.present));
}

/**
 * Applies a pure edit. One that would leave the document with a problem is refused, so that whatever is saved can be opened
 * again; the first problem is returned and nothing changes. Within a gesture the edit becomes part of it.
 */
export function tryEdit(edit: (topology: Topology) => Topology): Problem | undefined {
  const before = topologyNow();
  const after = edit(before);
  if (after === before) return undefined;
  if (useDocument.getState().readOnly) return READ_ONLY;
  const checked = parseTopology(after);
  if (!checked.ok) return checked.error[0];
  setHistory(change(useDocument.getState().history, after));
  return undefined;
}

const READ_ONLY: Problem = {
  code: 'recording-read-only',
  message: 'A recording is shown, and cannot be changed. Close it to go on with your document.',
};

/** Applies a pure edit; a refusal is shown to the user as a notification. Returns whether it was applied. */
export function edit(apply: (topology: Topology) => Topology): boolean {
  const refusal = tryEdit(apply);
  if (refusal) notifyProblem(refusal);
  return refusal === undefined;
}

/** Edits until `commit` are one step of undo: a drag, typing in a field. */
export const gesture = {
  begin: () => setHistory(beginGesture(useDocument.getState().history)),
  commit: () => setHistory(commitGesture(useDocument.getState().history)),
  cancel: () => setHistory(cancelGesture(useDocument.getState().history)),
};

export function undoEdit(): void {
  setHistory(undo(useDocument.getState().history));
}

export function redoEdit(): void {
  setHistory(redo(useDocument.getState().history));
}

/** Shows another document; its history begins anew. */
export function loadDocument({ topology, path, unsaved, origin }: OpenedDocument): void {
  const generation = useDocument.getState().generation + 1;
  useDocument.setState({
    history: startHistory(topology),
    path,
    origin,
    unsaved,
    readOnly: false,
    generation,
    saved: unsaved ? undefined : topology,
  });
}

/** Notes that `topology` was saved at `path`. Edits made since then keep the document unsaved. */
export function markSaved(topology: Topology, path: string): void {
  const { history } = useDocument.getState();
  useDocument.setState({ path, origin: 'file', saved: topology, unsaved: history.present !== topology });
}

function setHistory(history: History<Topology>): void {
  const state = useDocument.getState();
  if (history === state.history) return;
  useDocument.setState({ history, unsaved: state.saved !== history.present });
}
