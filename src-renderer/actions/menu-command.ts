import { commandFacts, type CommandId } from '../../shared/commands';
import type { TextAction } from '../../shared/ipc';
import { tell } from '../bridge';
import { runCommand } from './actions';
import { isDialogOpen, keepsKeys } from './shortcuts';

/** What commands of the edit menu mean in a text field. */
const TEXT_ACTIONS: Readonly<Partial<Record<CommandId, TextAction>>> = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'edit.cut': 'cut',
  'edit.copy': 'copy',
  'edit.paste': 'paste',
  'edit.delete': 'delete',
  'edit.selectAll': 'selectAll',
};

/** Does what an item of the system's menus says: to the text that has the focus, or in the window. */
export function runFromMenu(id: CommandId): void {
  const action = TEXT_ACTIONS[id];
  if (action !== undefined && keepsKeys(document.activeElement)) tell('edit:text', { action });
  // Behind an open dialog nothing is edited.
  else if (!(commandFacts(id).menu === 'edit' && isDialogOpen())) runCommand(id);
}
