import path from 'node:path';
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { DocumentQuestions } from './document-session';
import type { Translate } from './texts';

export interface DialogParts {
  window(): BrowserWindow | undefined;
  translate(): Translate;
  /** Folder that a file dialog begins in where the document has none. */
  readonly firstFolder: string;
}

/** A document's questions as the system's own dialogs, in the user's language. */
export function nativeQuestions({ window, translate, firstFolder }: DialogParts): DocumentQuestions {
  /** Asks, and gives the answer whose button was pressed; the last one is what closing the dialog means. */
  const choose = async <Answer>(
    options: MessageBoxOptions,
    answers: readonly [Answer, ...Answer[]],
  ): Promise<Answer> => {
    const cancelId = answers.length - 1;
    const { response } = await show({ type: 'question', defaultId: 0, cancelId, noLink: true, ...options });
    return answers[response] ?? answers[0];
  };
  const show = (options: MessageBoxOptions) => {
    const parent = window();
    return parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options);
  };
  const named = (name: string) => (name === '' ? translate()('main:untitled') : name);

  return {
    saveFirst: (name) => {
      const t = translate();
      const buttons = [t('main:unsaved.save'), t('main:unsaved.discard'), t('main:unsaved.cancel')];
      const message = t('main:unsaved.message', { name: named(name) });
      return choose({ type: 'warning', message, detail: t('main:unsaved.detail'), buttons }, [
        'save',
        'discard',
        'cancel',
      ]);
    },
    replaceChanged: (name) => {
      const t = translate();
      const buttons = [t('main:changed.overwrite'), t('main:changed.saveAs'), t('main:changed.cancel')];
      const message = t('main:changed.message', { name: named(name) });
      const options = { type: 'warning', message, detail: t('main:changed.detail'), buttons, defaultId: 1 } as const;
      return choose(options, ['replace', 'save-as', 'cancel']);
    },
    replaceExisting: (file) => {
      const t = translate();
      const buttons = [t('main:overwrite.overwrite'), t('main:overwrite.cancel')];
      const message = t('main:overwrite.message', { name: path.basename(file) });
      const options = { type: 'warning', message, detail: t('main:overwrite.detail'), buttons, defaultId: 1 } as const;
      return choose(options, [true, false]);
    },
    tellNotSaved: async (name, problems) => {
      const t = translate();
      const message = t('main:notSaved.message', { name: named(name) });
      const detail = problems.map((problem) => problem.message).join('\n');
      await show({ type: 'error', message, detail, buttons: [t('main:notSaved.close')] });
    },
    fileToOpen: async () => {
      const options = {
        properties: ['openFile'],
        filters: fileTypes(translate()),
      } satisfies Electron.OpenDialogOptions;
      const parent = window();
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
    fileToSave: async (suggested) => {
      const defaultPath = path.resolve(firstFolder, suggested);
      const options = { defaultPath, filters: fileTypes(translate()) };
      const parent = window();
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? undefined : filePath;
    },
  };
}

function fileTypes(t: Translate): Electron.FileFilter[] {
  // macOS knows only the part after the last dot as an ending.
  const extensions = process.platform === 'darwin' ? ['json'] : ['zmq.json', 'json'];
  return [{ name: t('main:fileType'), extensions }];
}
