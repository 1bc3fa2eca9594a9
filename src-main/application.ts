import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, clipboard, protocol, session as electronSession, shell, type BrowserWindow } from 'electron';
import type { AppState, EventName, Events, GalleryEntry, OpenedDocument } from '../shared/ipc';
import type { OpenedRecording } from '../shared/keep';
import { fail } from '../shared/result';
import type { Settings } from '../shared/settings';
import { HEADER } from '../shared/traffic/batch';
import { appFiles } from './app-protocol';
import { nativeQuestions } from './dialogs';
import { DocumentSession } from './document-session';
import { createEngineHost } from './engine-host';
import type { EngineHost } from './engine-host-contract';
import { Autosave } from './files/autosave';
import { inLanguage, readGallery, type Example } from './files/gallery';
import { NetworkConsent } from './files/network-consent';
import { withoutRecent, withRecent } from './files/recent';
import { KeyStore } from './files/key-store';
import { SettingsStore } from './files/settings-store';
import { firstDocument } from './first-document';
import { emit, serveRequests } from './ipc/channel';
import { routesOf } from './ipc/routes';
import { HELP_PAGES } from './help-pages';
import { keepSession } from './keep-dialogs';
import type { KeepSession } from './keep-session';
import { isCaptureFile } from './launch';
import { log } from './log';
import { offerTextMenu } from './menu';
import { OutsideFiles } from './outside-files';
import { Presentation } from './presentation';
import { closeSession, openWindow, pageOrigin } from './window';
import { addonOf } from './system-addon';
import { KeySession } from './key-session';
import { systemVault } from './system-vault';
import { WindowRescue } from './window-rescue';

/** Milliseconds that the engine has for closing its sockets before the app ends without it. */
const ENGINE_DEADLINE_MS = 5000;

/** Holds the app together: one window, one document, one engine. */
export class Application {
  private readonly devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  private readonly consent = new NetworkConsent();
  private readonly autosave: Autosave;
  private readonly presentation = new Presentation({
    window: () => this.window,
    command: (id) => this.tell('menu:command', { id }),
    openRecent: (file) => this.openFile(file),
    clearRecent: () => {
      app.clearRecentDocuments();
      this.changeSettings({ recent: [] });
    },
    quit: () => this.quit(),
  });
  private readonly rescue: WindowRescue;
  private window: BrowserWindow | undefined;
  private engine: EngineHost | undefined;
  private running:
    { readonly settings: SettingsStore; readonly session: DocumentSession; readonly keep: KeepSession } | undefined;
  private examples: Promise<readonly Example[]> | undefined;
  private newestTick = 0;
  private readonly outside = new OutsideFiles<OpenedDocument>();
  private readonly outsideCaptures = new OutsideFiles<OpenedRecording>();
  private leaving: Promise<void> | undefined;

  constructor(logFile: string) {
    this.autosave = new Autosave(path.join(app.getPath('userData'), 'autosave'), (error) =>
      log.error('autosave', error),
    );
    this.rescue = new WindowRescue({
      window: () => this.window,
      translate: () => this.presentation.translate,
      logFile,
      giveUp: () => this.leave(),
    });
  }

  async start(): Promise<void> {
    const userData = app.getPath('userData');
    const appFolder = app.getAppPath();
    log.info(`ZeroMQ Patchbay ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`);
    const settings = await SettingsStore.load(path.join(userData, 'settings.json'), (error) =>
      log.error('settings', error),
    );
    const engine = createEngineHost({
      addon: addonOf(settings.current.library),
      context: settings.current.context,
      workerUrl: pathToFileURL(path.join(appFolder, 'out', 'main', 'worker.js')),
      onStatus: (status) => this.tell('engine:status', status),
      onHealth: (health) => this.tell('engine:health', health),
      onBatch: (batch) => {
        this.newestTick = batch[HEADER.tick] ?? this.newestTick;
        this.tell('traffic:batch', batch);
      },
      onTask: (progress) => this.tell('keep:progress', progress),
      onCrash: (problem) => log.error('engine', problem.message),
    });
    // It gets ready while everything else does.
    this.engine = engine;
    this.presentation.use(settings.current);

    const first = await firstDocument(this.autosave, this.outside.take(), () => this.gallery());
    if (first.openNext !== undefined) this.outside.open(first.openNext);
    if (first.problems.length > 0) this.outside.tellLater(fail(first.problems));
    const dialogs = {
      window: () => this.window,
      translate: () => this.presentation.translate,
      firstFolder: app.getPath('documents'),
    };
    const questions = nativeQuestions(dialogs);
    const fileUsed = (file: string, isThere = true) => this.fileUsed(file, isThere);
    const session = new DocumentSession(
      {
        autosave: this.autosave,
        questions,
        gallery: () => this.gallery(),
        onReplacing: async () => {
          this.consent.forget();
          await engine.stop();
        },
        onChanged: () => this.showDocument(),
        onFileUsed: fileUsed,
        onFileMissing: (file) => fileUsed(file, false),
      },
      first.document,
      first.fingerprint,
    );
    const keys = new KeySession({
      store: await KeyStore.load(path.join(userData, 'keys.json'), systemVault(), (error) => log.error('keys', error)),
      engine,
      copy: (text) => clipboard.writeText(text),
    });
    const keep = keepSession({ engine, dialogs, questions, session, fileUsed });
    this.running = { settings, session, keep };
    if (first.document.origin === 'file' && first.document.path !== undefined) {
      this.changeSettings({ recent: withRecent(settings.current.recent, first.document.path) });
    }

    protocol.handle('app', appFiles(path.join(appFolder, 'out', 'renderer')));
    closeSession(electronSession.defaultSession, this.devServer);
    const origin = pageOrigin(this.devServer);
    serveRequests({
      trusted: () => this.window && { contents: this.window.webContents, origin },
      onRefused: (name, reason) => log.warn(`${name} was refused: ${reason}`),
      routes: routesOf({
        session,
        engine,
        consent: this.consent,
        keep,
        keys,
        state: () => this.state(),
        listening: () => this.listening(),
        spill: () => settings.current.spill * 2 ** 20,
        gallery: () => this.gallery(),
        changeSettings: (changes) => this.changeSettings(changes),
        editText: (action) => this.window?.webContents[action](),
        reveal: () => {
          if (session.current.path !== undefined) shell.showItemInFolder(session.current.path);
        },
        openHelp: (page) => shell.openExternal(HELP_PAGES[page]),
        close: () => this.quit(),
      }),
    });
    this.window = openWindow({
      preload: path.join(appFolder, 'out', 'preload', 'preload.cjs'),
      devServer: this.devServer,
      remembered: settings.current.window,
      onPlaced: (place) => void settings.change({ window: place }),
      onVisible: (visible) => engine.setVisible(visible),
      onClosing: () => this.quit(),
      onCrashed: (reason) => this.rescue.crashed(reason),
    });
    // What still happens after its end has nobody to be told to.
    this.window.once('closed', () => (this.window = undefined));
    offerTextMenu(this.window.webContents, () => this.presentation.translate);
    this.showDocument();
  }

  /** Opens a file that was named from outside the window; the user is asked about unsaved changes first. */
  openFile(file: string): void {
    (isCaptureFile(file) ? this.outsideCaptures : this.outside).open(file);
  }

  /** Another start with the same folder: this app comes forward with what that one was asked for. */
  secondStart(files: readonly string[]): void {
    if (this.window?.isMinimized() === true) this.window.restore();
    this.window?.focus();
    for (const file of files.slice(-1)) this.openFile(file);
  }

  /** Asks about unsaved changes, then leaves. */
  quit(): void {
    const session = this.running?.session;
    if (!session) return this.leave();
    session.mayLeave().then(
      (may) => {
        if (may) this.leave();
      },
      (error: unknown) => log.error('quitting', error),
    );
  }

  /**
   * Leaves without a question: what is unsaved stays in the autosave for the next start. The engine closes every socket
   * first: a process that ends with an open ZeroMQ socket is aborted by the library.
   */
  leave(): void {
    this.leaving ??= this.end();
  }

  private async end(): Promise<void> {
    this.window?.hide();
    const ended = this.engine?.shutdown(ENGINE_DEADLINE_MS);
    await Promise.all([this.running?.settings.flush(), this.autosave.flush()]);
    const clean = ended === undefined || (await ended);
    if (clean) return app.exit(0);
    log.error(`the engine did not end within ${ENGINE_DEADLINE_MS} ms`);
    // An ordinary exit would wait for the worker, or abort in it. Everything that is to be kept is on the disk.
    process.kill(process.pid, 'SIGKILL');
  }

  /** The state a window begins with. That it asks means that its page was loaded, for the first time or again. */
  private state(): AppState {
    const { engine, running } = this;
    if (!engine || !running) throw new Error('the window asked before the app was there');
    const { settings, session } = running;
    // What was sent to an earlier page is not going to be acknowledged by it.
    engine.acknowledge(this.newestTick);
    const { electron, node } = process.versions;
    const versions = { app: app.getVersion(), electron, node, libzmq: engine.status.library.version };
    const platform = process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
    const { language } = this.presentation;
    return {
      versions,
      platform,
      settings: settings.current,
      language,
      document: session.current,
      status: engine.status,
      health: engine.health,
    };
  }

  private listening(): void {
    const { engine, running } = this;
    if (!engine || !running) return;
    this.tell('engine:status', engine.status);
    this.tell('engine:health', engine.health);
    const onError = (file: string, error: unknown) => log.error(`opening ${file}`, error);
    this.outsideCaptures.listening({
      open: (file) => running.keep.open(file),
      show: (opened) => this.tell('keep:opened', opened),
      onError,
    });
    this.outside.listening({
      open: (file) => running.session.open(file),
      show: (opened) => this.tell('document:opened', opened),
      onError,
    });
  }

  private changeSettings(changes: Partial<Settings>): Settings {
    if (!this.running) throw new Error('settings changed before they were read');
    const settings = this.running.settings.change(changes);
    const { library, context } = changes;
    const anew = library ? this.engine?.useAddon(addonOf(library)) : context && this.engine?.useContext(context);
    anew?.catch((error: unknown) => log.error('engine', error));
    // Sizes of panels come in a stream while they are dragged, and concern nobody but the window.
    if (changes.theme !== undefined || changes.language !== undefined || changes.recent !== undefined) {
      this.presentation.use(settings);
      this.showDocument();
      this.tell('settings:changed', { settings, language: this.presentation.language });
    }
    return settings;
  }

  private fileUsed(file: string, isThere = true): void {
    const recent = this.running?.settings.current.recent ?? [];
    if (isThere) app.addRecentDocument(file);
    this.changeSettings({ recent: isThere ? withRecent(recent, file) : withoutRecent(recent, file) });
  }

  private showDocument(): void {
    if (this.running) this.presentation.show(this.running.session.current, this.running.settings.current);
  }

  private async gallery(): Promise<readonly GalleryEntry[]> {
    this.examples ??= readGallery(path.join(app.getAppPath(), 'topologies')).then((read) => {
      if (read.ok) return read.value;
      for (const problem of read.error) log.error('gallery', problem.message);
      return [];
    });
    return (await this.examples).map((example) => inLanguage(example, this.presentation.language));
  }

  private tell<Name extends EventName>(name: Name, value: Events[Name]): void {
    emit(this.window?.webContents, name, value);
  }
}
