import { dialog, type BrowserWindow } from 'electron';
import { log } from './log';
import type { Translate } from './texts';

/** Times within `WITHIN_MS` that the page is loaded again by itself before the user is asked. */
const MOST_RELOADS = 3;
const WITHIN_MS = 60_000;

export interface RescueParts {
  window(): BrowserWindow | undefined;
  translate(): Translate;
  readonly logFile: string;
  giveUp(): void;
}

/** Loads the page again after its process crashed. The document is in thread 1, so nothing of it is lost. */
export class WindowRescue {
  private crashes: number[] = [];

  constructor(private readonly parts: RescueParts) {}

  crashed(reason: string): void {
    log.error(`the window's page is gone: ${reason}`);
    const now = Date.now();
    this.crashes = [...this.crashes.filter((time) => now - time < WITHIN_MS), now];
    if (this.crashes.length <= MOST_RELOADS) this.parts.window()?.webContents.reload();
    else this.ask().catch((error: unknown) => log.error('asking after a crash', error));
  }

  private async ask(): Promise<void> {
    const t = this.parts.translate();
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: t('main:windowCrashed.message'),
      detail: t('main:windowCrashed.detail', { log: this.parts.logFile }),
      buttons: [t('main:windowCrashed.reload'), t('main:windowCrashed.quit')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 1) return this.parts.giveUp();
    this.crashes = [];
    this.parts.window()?.webContents.reload();
  }
}
