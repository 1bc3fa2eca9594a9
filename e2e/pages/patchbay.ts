import { _electron, type ElectronApplication, type Page } from 'playwright';
import { expect } from 'playwright/test';
import type { AppState } from '../../shared/ipc';
import type { RunStatus } from '../../shared/traffic/status';
import type { ElectronProgram } from '../fixtures/electron-program';
import { Canvas } from './canvas';
import { Messages } from './messages';
import { Traffic } from './traffic';

export interface LaunchOptions {
  readonly program: ElectronProgram;
  readonly userData: string;
  /** Arguments behind the app's own: files to open. */
  readonly args?: readonly string[];
}

/** What the app was asked by a stubbed dialog, and how it is to be answered. */
export interface DialogAnswers {
  /** Buttons of message boxes, by their number, in the order in which they come. */
  readonly buttons?: readonly number[];
  readonly saveTo?: string;
  readonly open?: string;
}

/** One running app with its window. */
export class Patchbay {
  readonly canvas: Canvas;
  readonly messages: Messages;
  readonly traffic: Traffic;
  /** Errors that the page wrote to its console, and exceptions that nothing caught. */
  readonly errors: string[] = [];
  private readonly exited: Promise<number | string>;
  private hasExited = false;

  private constructor(
    readonly electron: ElectronApplication,
    readonly page: Page,
  ) {
    this.canvas = new Canvas(page);
    this.messages = new Messages(page);
    this.traffic = new Traffic(page);
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    this.exited = new Promise((resolve) => {
      electron.process().once('exit', (code, signal) => {
        this.hasExited = true;
        resolve(code ?? signal ?? 'unknown');
      });
    });
  }

  /** Starts the app and waits until its window is ready to be used. */
  static async launch({ program, userData, args = [] }: LaunchOptions): Promise<Patchbay> {
    const electron = await _electron.launch({
      executablePath: program.executablePath,
      args: [...program.args, `--user-data-dir=${userData}`, ...args],
      // Tests read the English texts, whatever language this machine speaks.
      env: { ...process.env, LANGUAGE: 'en', LC_ALL: 'C.UTF-8' } as Record<string, string>,
    });
    const app = new Patchbay(electron, await electron.firstWindow());
    await app.ready();
    return app;
  }

  /** Waits until the page has its document. */
  async ready(): Promise<void> {
    await this.page.locator('html[data-app-state="ready"]').waitFor();
    await this.traffic.listen();
  }

  get running(): boolean {
    return !this.hasExited;
  }

  /** The name that the header shows. */
  get name() {
    return this.page.getByTestId('file-name');
  }

  get unsavedMark() {
    return this.page.getByTestId('unsaved');
  }

  get notifications() {
    return this.page.locator('.mantine-Notification-root');
  }

  /** State of thread 1, as the window gets it. */
  state(): Promise<AppState> {
    return this.page.evaluate(() => window.api.request('app:state', undefined));
  }

  async status(): Promise<RunStatus> {
    return (await this.state()).status;
  }

  title(): Promise<string> {
    return this.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
  }

  async run(): Promise<void> {
    await this.page.getByTestId('run').click();
    await this.hasStarted();
  }

  async hasStarted(): Promise<void> {
    await expect(this.page.getByTestId('status-state')).toHaveAttribute('data-state', 'running');
  }

  async stop(): Promise<void> {
    await this.page.getByTestId('stop').click();
    await this.stopped();
  }

  async stopped(): Promise<void> {
    await expect(this.page.getByTestId('status-state')).toHaveAttribute('data-state', 'stopped');
  }

  async openExample(id: string): Promise<void> {
    await this.page.getByTestId('command-file.gallery').click();
    await this.page.getByTestId(`gallery-${id}`).click();
    await expect(this.page.getByTestId(`gallery-${id}`)).toBeHidden();
  }

  /** Answers the system's dialogs from now on; a box that no answer is left for is cancelled. */
  async answerDialogs({ buttons = [], saveTo, open }: DialogAnswers): Promise<void> {
    await this.electron.evaluate(
      ({ dialog }, answers) => {
        const asked: string[] = [];
        const left = [...answers.buttons];
        Object.assign(globalThis, { patchbayAsked: asked });
        Object.assign(dialog, {
          showMessageBox: (...given: unknown[]) => {
            const options = given.at(-1) as Electron.MessageBoxOptions;
            asked.push(options.message);
            const response = left.shift() ?? options.cancelId ?? 0;
            return Promise.resolve({ response, checkboxChecked: false });
          },
          showSaveDialog: () =>
            Promise.resolve({ canceled: answers.saveTo === undefined, filePath: answers.saveTo ?? '' }),
          showOpenDialog: () =>
            Promise.resolve({
              canceled: answers.open === undefined,
              filePaths: answers.open === undefined ? [] : [answers.open],
            }),
        });
      },
      { buttons: [...buttons], saveTo, open },
    );
  }

  /** What message boxes have asked since `answerDialogs`. */
  asked(): Promise<readonly string[]> {
    return this.electron.evaluate(() => (globalThis as unknown as { patchbayAsked: string[] }).patchbayAsked);
  }

  /** Drags a file of the disk over the middle of the window, or drops it there. */
  async dragFile(path: string, type: 'dragEnter' | 'drop'): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    await session.detach();
  }

  /** Chooses an item of the native menus by its command, as a click on it does. */
  async chooseMenuItem(id: string): Promise<void> {
    await this.electron.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
  }

  menuLabel(id: string): Promise<string | undefined> {
    return this.electron.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.label, id);
  }

  /** Quits as the menu does, without saving, and gives the exit code, or the signal that ended it. */
  async quit(): Promise<number | string> {
    await this.answerDialogs({ buttons: [1] });
    await this.electron.close();
    return this.exited;
  }

  /** Ends the process as a crash or a power cut does. */
  async kill(): Promise<void> {
    this.electron.process().kill('SIGKILL');
    await this.exited;
  }
}
