import { COMMAND_IDS, commandFacts, type CommandId } from '../../shared/commands';
import { useView } from '../stores/view';
import { matches, parseAccelerator, type PressedKeys } from './accelerator';
import { runCommand } from './actions';

const SHORTCUTS = COMMAND_IDS.flatMap((id) =>
  commandFacts(id).keys.map((keys) => ({ id, accelerator: parseAccelerator(keys) })),
);

/** The command that these keys stand for, if any. */
export function commandFor(pressed: PressedKeys, platform: string): CommandId | undefined {
  return SHORTCUTS.find(({ accelerator }) => matches(accelerator, pressed, platform))?.id;
}

/** Handles the shortcuts of the command table in the whole window until the returned function is called. */
export function listenToShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isDialogOpen()) return;
    const id = commandFor(event, useView.getState().platform);
    if (id === undefined || yields(id, event)) return;
    // Also where the command can do nothing now: the browser's own meaning of the keys is never wanted.
    event.preventDefault();
    if (!event.repeat || REPEATS.has(id)) runCommand(id);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

/** Commands that go on while their keys are held down. */
const REPEATS: ReadonlySet<CommandId> = new Set([
  'edit.undo',
  'edit.redo',
  'view.zoomIn',
  'view.zoomOut',
  'edit.paste',
]);

function yields(id: CommandId, event: KeyboardEvent): boolean {
  if (commandFacts(id).yieldsToText !== true) return false;
  if (id === 'edit.copy' && document.getSelection()?.isCollapsed === false) return true;
  return keepsKeys(event.target);
}

/** True in a text field, and in a part of the window that has keys of its own for its list or text. */
export function keepsKeys(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, [contenteditable="true"], [data-keeps-keys]') !== null
  );
}

export function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
