import path from 'node:path';
import { dialog } from 'electron';
import type { DialogParts } from './dialogs';
import type { KeepDialogs } from './keep-session';

/** The system's own dialogs for the files that captures are exported to, saved in and opened from. */
export function keepDialogs({ window, translate, firstFolder }: DialogParts): Pick<KeepDialogs, 'fileToWrite'> {
  return {
    fileToWrite: async (suggested, ending) => {
      const filters = [{ name: translate()(`main:keep.${ending}`), extensions: [ending] }];
      const options = { defaultPath: path.resolve(firstFolder, suggested), filters };
      const parent = window();
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      if (canceled || filePath === '') return undefined;
      return filePath;
    },
  };
}
