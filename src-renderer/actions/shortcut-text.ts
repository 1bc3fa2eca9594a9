import { commandFacts, type CommandId } from '../../shared/commands';
import { useView } from '../stores/view';
import { acceleratorText } from './accelerator';

/** The first keys of a command as this platform writes them; '' for one without keys. */
export function shortcutText(id: CommandId): string {
  const [keys] = commandFacts(id).keys;
  return keys === undefined ? '' : acceleratorText(keys, useView.getState().platform);
}
