import type { CommandId } from '../../shared/commands';
import { canRedo, canUndo } from '../../shared/history';
import type { Settings } from '../../shared/settings';
import { tell } from '../bridge';
import { redoEdit, undoEdit, useDocument } from '../stores/document';
import { closeWindow, newDocument, openDocument, saveDocument } from '../stores/files';
import { saveCapture } from '../keep/save';
import { openRecording } from '../stores/recording';
import { isStepping, restart, run, step, stop, takeAllSteps } from '../stores/run';
import { goToMark, toggleMark, useMarks } from '../stores/marks';
import { isRunning, useRuntime } from '../stores/runtime';
import { changeSettings, showPanel, togglePanel } from '../stores/settings';
import { feed } from '../traffic/feed';
import { compareWith, findInMessage, openDialog, setFollowing, useView, type PanelName } from '../stores/view';
import { viewport } from '../stores/viewport';
import { openCommandPalette } from './command-palette';
import {
  copySelection,
  cutSelection,
  deleteSelection,
  duplicateSelection,
  flipSelection,
  paste,
  renameSelection,
  selectEverything,
} from './edit-commands';

/** What a command does in the window. */
export interface Action {
  readonly run: () => void | Promise<void>;
  /** False while it would do nothing; without it the command can always be used. */
  readonly enabled?: () => boolean;
  /** True where the command is a choice that is on; absent where it is no choice. */
  readonly checked?: () => boolean;
}

const nodesSelected = () => useView.getState().selection.nodes.size > 0;
const linksSelected = () => useView.getState().selection.links.size > 0;
const running = () => isRunning(useRuntime.getState());
const changeable = () => !useDocument.getState().readOnly;
const stopped = () => useRuntime.getState().status.state === 'stopped' && changeable();
const settings = () => useView.getState().settings;

const itemOpened = () => useView.getState().openedSeq !== undefined;
const marked = () => useMarks.getState().marks.length > 0;
const withOpened = (act: (seq: number) => void | Promise<void>): void | Promise<void> => {
  const { openedSeq } = useView.getState();
  return openedSeq === undefined ? undefined : act(openedSeq);
};

const language = (chosen: Settings['language']): Action => ({
  run: () => changeSettings({ language: chosen }),
  checked: () => useView.getState().language === chosen,
});
const theme = (chosen: Settings['theme']): Action => ({
  run: () => changeSettings({ theme: chosen }),
  checked: () => settings().theme === chosen,
});
const library = (chosen: Settings['library']): Action => ({
  run: () => changeSettings({ library: chosen }),
  checked: () => settings().library === chosen,
});
const panel = (name: PanelName): Action => ({
  run: () => togglePanel(name),
  checked: () => !settings().folded.includes(name),
});

/** Every command of the app, as the header's menu, the system's menus, the shortcuts and the command palette use it. */
export const ACTIONS: Readonly<Record<CommandId, Action>> = {
  'file.new': { run: newDocument },
  'file.open': { run: () => openDocument() },
  'file.keys': { run: () => openDialog('keys') },
  'file.gallery': { run: () => openDialog('gallery') },
  'file.save': { run: () => saveDocument(false), enabled: changeable },
  'file.saveAs': { run: () => saveDocument(true), enabled: changeable },
  'file.reveal': {
    run: () => tell('document:reveal', undefined),
    enabled: () => useDocument.getState().path !== undefined,
  },
  'file.saveCapture': { run: saveCapture, enabled: () => feed.header('nextSeq') > feed.header('firstSeq') },
  'file.openCapture': { run: () => openRecording() },
  'file.close': { run: closeWindow },

  'edit.undo': { run: undoEdit, enabled: () => canUndo(useDocument.getState().history) },
  'edit.redo': { run: redoEdit, enabled: () => canRedo(useDocument.getState().history) },
  'edit.cut': { run: cutSelection, enabled: nodesSelected },
  'edit.copy': { run: copySelection, enabled: nodesSelected },
  'edit.paste': { run: () => paste() },
  'edit.duplicate': { run: duplicateSelection, enabled: nodesSelected },
  'edit.delete': { run: deleteSelection, enabled: () => nodesSelected() || linksSelected() },
  'edit.selectAll': {
    run: selectEverything,
    enabled: () => useDocument.getState().history.present.nodes.length > 0,
  },
  'edit.rename': { run: renameSelection, enabled: () => useView.getState().selection.nodes.size === 1 },
  'edit.flip': { run: flipSelection, enabled: linksSelected },

  'run.start': { run: () => (isStepping() ? takeAllSteps() : run()), enabled: () => stopped() || isStepping() },
  'run.step': { run: step, enabled: () => stopped() || isStepping() },
  'run.stop': { run: stop, enabled: running },
  'run.restart': { run: restart, enabled: running },
  'capture.clear': { run: () => tell('capture:clear', undefined) },
  'run.bundledLibrary': library('bundled'),
  'run.systemLibrary': library('system'),

  'view.commands': { run: openCommandPalette },
  'view.fit': { run: () => viewport().fit() },
  'view.zoomIn': { run: () => viewport().zoomIn() },
  'view.zoomOut': { run: () => viewport().zoomOut() },
  'view.palette': panel('palette'),
  'view.inspector': panel('inspector'),
  'view.messages': panel('messages'),
  'view.filter': {
    run: () => {
      showPanel('messages');
      useView.setState(({ filterFocus }) => ({ filterFocus: filterFocus + 1 }));
    },
  },
  'view.follow': {
    run: () => setFollowing(!useView.getState().following),
    checked: () => useView.getState().following,
  },
  'message.find': { run: findInMessage, enabled: itemOpened },
  'message.mark': { run: () => withOpened(toggleMark), enabled: itemOpened },
  'message.nextMark': { run: () => goToMark(1), enabled: marked },
  'message.previousMark': { run: () => goToMark(-1), enabled: marked },
  'message.compare': { run: () => withOpened(compareWith), enabled: itemOpened },
  'view.english': language('en'),
  'view.chinese': language('zh-CN'),
  'view.light': theme('light'),
  'view.dark': theme('dark'),
  'view.systemTheme': theme('system'),

  'help.shortcuts': { run: () => openDialog('shortcuts') },
  'help.guide': { run: () => tell('help:open', { page: 'guide' }) },
  'help.about': { run: () => openDialog('about') },
};

export function isEnabled(id: CommandId): boolean {
  return ACTIONS[id].enabled?.() ?? true;
}

/** Does a command where it can be done now; says whether it was. */
export function runCommand(id: CommandId): boolean {
  if (!isEnabled(id)) return false;
  Promise.resolve(ACTIONS[id].run()).catch((error: unknown) => console.error(`${id} failed`, error));
  return true;
}
