import { request } from '../bridge';
import type { DialogResult, OpenedDocument } from '../../shared/ipc';
import type { Problem } from '../../shared/result';
import { create } from 'zustand';
import { gesture, loadDocument, markSaved, topologyNow, useDocument } from './document';
import { stop } from './run';
import { isRunning, useRuntime } from './runtime';
import { clearSelection, openDialog, openItem } from './view';
import { viewport } from './viewport';

interface FilesState {
  /** Why the last file could not be opened or saved, place by place, until the user has read it. */
  readonly problems: readonly Problem[] | undefined;
  /** True while a file is being read or written. */
  readonly busy: boolean;
}

export const useFiles = create<FilesState>()(() => ({ problems: undefined, busy: false }));

/** Takes what opening a document gave: the document, nothing where the user cancelled, or the problems to show. */
export function takeOpened(result: DialogResult<OpenedDocument>): void {
  if (!result.ok) {
    useFiles.setState({ problems: result.error });
    return;
  }
  if (result.value === 'canceled') return;
  // What runs is the document that is shown; another one starts when the user says so.
  if (isRunning(useRuntime.getState())) stop().catch((error: unknown) => console.error('engine:stop failed', error));
  clearSelection();
  openItem(undefined);
  openDialog(undefined);
  loadDocument(result.value);
  viewport().fitSoon();
}

export async function newDocument(): Promise<void> {
  await opening(() => request('document:new', undefined));
}

export async function openDocument(path?: string): Promise<void> {
  await opening(() => request('document:open', path === undefined ? {} : { path }));
}

export async function openExample(id: string): Promise<void> {
  await opening(() => request('document:example', { id }));
}

/** Saves where the document is, or asks for a place; `as` always asks. */
export async function saveDocument(as: boolean): Promise<void> {
  gesture.commit();
  const topology = topologyNow();
  const result = await busyWhile(() => request('document:save', { topology, as }));
  if (!result.ok) useFiles.setState({ problems: result.error });
  else if (result.value !== 'canceled') markSaved(topology, result.value.path);
}

export function closeProblems(): void {
  useFiles.setState({ problems: undefined });
}

/** Closes the window; thread 1 asks about unsaved changes first. */
export async function closeWindow(): Promise<void> {
  await settle();
  await request('window:close', undefined);
}

async function opening(ask: () => Promise<DialogResult<OpenedDocument>>): Promise<void> {
  await settle();
  takeOpened(await busyWhile(ask));
}

/** Ends what is being edited and lets thread 1 know of it at once, so that its question about unsaved changes is right. */
export async function settle(): Promise<void> {
  gesture.commit();
  const { history, unsaved, readOnly } = useDocument.getState();
  if (unsaved && !readOnly) await request('document:changed', { topology: history.present, unsaved });
}

async function busyWhile<Value>(ask: () => Promise<Value>): Promise<Value> {
  useFiles.setState({ busy: true });
  try {
    return await ask();
  } finally {
    useFiles.setState({ busy: false });
  }
}
