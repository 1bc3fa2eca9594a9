import { app, nativeTheme, type BrowserWindow } from 'electron';
import type { CommandId } from '../shared/commands';
import { deepEqual } from '../shared/deep-equal';
import type { OpenedDocument } from '../shared/ipc';
import type { Language, Settings } from '../shared/settings';
import { documentName } from './document-session';
import { showMenu } from './menu';
import { languageOf, translatorFor, type Translate } from './texts';

export interface PresentationParts {
  window(): BrowserWindow | undefined;
  command(id: CommandId): void;
  openRecent(file: string): void;
  clearRecent(): void;
  quit(): void;
}

/** What the system shows of the app around its page: the title, the menus, the theme of dialogs, all in one language. */
export class Presentation {
  language: Language = 'en';
  translate: Translate = translatorFor('en');
  private menuShown: unknown;

  constructor(private readonly parts: PresentationParts) {}

  /** Takes over language and theme; to be called before the first `show`. */
  use({ language, theme }: Settings): void {
    nativeTheme.themeSource = theme;
    const wanted = languageOf(language, app.getPreferredSystemLanguages());
    if (wanted === this.language) return;
    this.language = wanted;
    this.translate = translatorFor(wanted);
  }

  /** Brings title and menus up to date. */
  show(document: OpenedDocument, settings: Settings): void {
    this.showTitle(document);
    const { language, translate } = this;
    const hasFile = document.path !== undefined;
    // A menu that is built anew closes while it is open, so it is left alone unless something in it changed.
    const shown = { language, hasFile, theme: settings.theme, recent: settings.recent };
    if (deepEqual(shown, this.menuShown)) return;
    this.menuShown = shown;
    const { platform } = process;
    showMenu({ platform, translate, settings, language, hasFile, development: !app.isPackaged, ...this.parts });
  }

  private showTitle(document: OpenedDocument): void {
    const window = this.parts.window();
    if (!window) return;
    const name = documentName(document);
    const title = this.translate('main:title', { name: name === '' ? this.translate('main:untitled') : name });
    window.setTitle(document.unsaved && process.platform !== 'darwin' ? `● ${title}` : title);
    window.setDocumentEdited(document.unsaved);
    window.setRepresentedFilename(document.path ?? '');
  }
}
