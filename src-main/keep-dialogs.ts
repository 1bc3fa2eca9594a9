import path from 'node:path';
import { app, dialog } from 'electron';
import type { DialogParts } from './dialogs';
import { documentName, type DocumentQuestions, type DocumentSession } from './document-session';
import type { EngineHost } from './engine-host-contract';
import { KeepSession, type KeepDialogs } from './keep-session';

/** The system's own dialogs for the files that captures are exported to, saved in and opened from. */
function keepDialogs({ window, translate, firstFolder }: DialogParts): Omit<KeepDialogs, 'replaceExisting'> {
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
    captureToOpen: async () => {
      const options = {
        properties: ['openFile'],
        filters: [{ name: translate()('main:keep.zmqcap'), extensions: ['zmqcap'] }],
      } satisfies Electron.OpenDialogOptions;
      const parent = window();
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
  };
}

export interface KeepParts {
  readonly engine: EngineHost;
  readonly dialogs: DialogParts;
  readonly questions: DocumentQuestions;
  readonly session: DocumentSession;
  /** A capture was saved or opened, or turned out to be gone. */
  fileUsed(file: string, isThere: boolean): void;
}

/** What is made of captures, with the system's own dialogs. */
export function keepSession({ engine, dialogs, questions, session, fileUsed }: KeepParts): KeepSession {
  return new KeepSession({
    engine,
    dialogs: { ...keepDialogs(dialogs), replaceExisting: (file) => questions.replaceExisting(file) },
    documentName: () => documentName(session.current),
    app: `ZeroMQ Patchbay ${app.getVersion()}`,
    onFileUsed: (file) => fileUsed(file, true),
    onFileMissing: (file) => fileUsed(file, false),
  });
}
