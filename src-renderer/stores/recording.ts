import { create } from 'zustand';
import { startHistory } from '../../shared/history';
import type { DialogResult } from '../../shared/ipc';
import type { OpenedRecording, RecordingInfo } from '../../shared/keep';
import { request, tell } from '../bridge';
import type { Topology } from '../../shared/topology/topology';
import { gesture, loadDocument, topologyNow, useDocument, type DocumentState } from './document';
import { settle, useFiles } from './files';
import { during } from './keep';
import { giveMarks, useMarks } from './marks';
import { clearSelection, openItem } from './view';
import { viewport } from './viewport';

interface RecordingState {
  /** The recording that is shown in place of the document. */
  readonly recording: RecordingInfo | undefined;
  readonly playing: boolean;
  /** Times as fast as it was. */
  readonly speed: number;
}

const NONE: RecordingState = { recording: undefined, playing: false, speed: 1 };

export const useRecording = create<RecordingState>()(() => NONE);

/** The user's document while a recording is shown. */
let aside: DocumentState | undefined;

/** Opens a capture file, of a dialog where no path is given. */
export async function openRecording(path?: string): Promise<void> {
  await settle();
  takeRecording(await during('open', () => request('keep:open', path === undefined ? {} : { path })));
}

/** Takes what opening a capture gave: the recording, nothing where the user cancelled, or the problems to show. */
export function takeRecording(opened: DialogResult<OpenedRecording>): void {
  if (!opened.ok) {
    useFiles.setState({ problems: opened.error });
    return;
  }
  if (opened.value === 'canceled') return;
  const { info, topology, marks, run } = opened.value;
  giveMarks(run, marks);
  gesture.commit();
  const document = useDocument.getState();
  aside ??= document;
  clearSelection();
  openItem(undefined);
  useDocument.setState({
    history: startHistory(topology),
    path: undefined,
    origin: 'new',
    unsaved: false,
    saved: topology,
    readOnly: true,
    generation: document.generation + 1,
  });
  useRecording.setState({ ...NONE, recording: info });
  viewport().fitSoon();
}

/** Shows the user's document again, as it was, and what its last run captured. */
export function closeRecording(): void {
  if (!aside) return;
  clearSelection();
  openItem(undefined);
  useDocument.setState({ ...aside, generation: useDocument.getState().generation + 1 });
  viewport().fitSoon();
}

/** The user's own topology, which is set aside while a recording is shown. */
export function topologyAside(): Topology | undefined {
  return aside?.history.present;
}

/**
 * Makes the recorded topology the document, in place of the one that was set aside; the user is asked about what of that is
 * not saved. False where the user thought better of it.
 */
export async function adoptRecorded(): Promise<boolean> {
  const topology = topologyNow();
  const opened = await request('document:new', undefined);
  if (!opened.ok) useFiles.setState({ problems: opened.error });
  if (!opened.ok || opened.value === 'canceled') return false;
  clearSelection();
  openItem(undefined);
  loadDocument({ ...opened.value, topology, unsaved: true });
  tell('document:changed', { topology, unsaved: true });
  viewport().fitSoon();
  return true;
}

interface Playback {
  readonly playing?: boolean;
  readonly speed?: number;
  readonly position?: number;
}

export function play(playback: Playback): void {
  const { playing, speed, position } = playback;
  useRecording.setState({
    ...(playing === undefined ? {} : { playing }),
    ...(speed === undefined ? {} : { speed }),
  });
  const { recording } = useRecording.getState();
  if (wanted === undefined && (!recording || isLoaded(recording, position))) tell('keep:play', playback);
  else goBeyond(playback).catch((error: unknown) => console.error('keep:open failed', error));
}

/** What is to be played of a part of a large recording that is being loaded; the newest word counts. */
let wanted: Playback | undefined;

/** Loads the part of the recording that a moment is in, and plays it. */
async function goBeyond(playback: Playback): Promise<void> {
  const loading = wanted !== undefined;
  wanted = { ...wanted, ...playback };
  if (loading) return;
  for (;;) {
    const { recording } = useRecording.getState();
    const { position } = wanted;
    if (!recording || position === undefined || isLoaded(recording, position)) break;
    const opened = await during('open', () => request('keep:open', { path: recording.path, at: position }));
    if (!opened.ok) useFiles.setState({ problems: opened.error });
    if (!opened.ok || opened.value === 'canceled') {
      wanted = undefined;
      useRecording.setState({ playing: false });
      return;
    }
    giveMarks(opened.value.run, useMarks.getState().marks);
    useRecording.setState({ recording: opened.value.info });
  }
  const { speed } = useRecording.getState();
  tell('keep:play', { speed, ...wanted });
  wanted = undefined;
}

function isLoaded({ part }: RecordingInfo, position: number | undefined): boolean {
  return part === undefined || position === undefined || (position >= part.from && position <= part.to);
}

// The document is back, or another one was opened in place of both.
useDocument.subscribe(({ readOnly }) => {
  if (readOnly || !aside) return;
  aside = undefined;
  useRecording.setState(NONE);
  tell('keep:close', undefined);
});
