import { app, protocol } from 'electron';
import { APP_SCHEME } from './app-protocol';
import { Application } from './application';
import { collectOnOwnThread } from './engine-memory';
import { filesOf, userDataFolder } from './launch';
import { log, openLog } from './log';

const chosenFolder = userDataFolder(app.commandLine.getSwitchValue('user-data-dir'), process.env);
if (chosenFolder !== undefined) app.setPath('userData', chosenFolder);

const files = filesOf(process.argv, process.cwd());
// The lock belongs to the folder, so that two apps never write the same autosave.
if (app.requestSingleInstanceLock({ files })) begin();
else app.quit();

function begin(): void {
  const logFile = openLog(app.getPath('userData'));
  collectOnOwnThread();
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  const application = new Application(logFile);
  app.on('second-instance', (_event, _argv, _folder, data) => application.secondStart(filesOfInstance(data)));
  // macOS tells of files by this event, also before it is ready.
  app.on('open-file', (event, file) => {
    event.preventDefault();
    application.openFile(file);
  });
  app.on('before-quit', (event) => {
    event.preventDefault();
    application.quit();
  });
  app.on('window-all-closed', () => application.quit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => application.leave());
  for (const file of files.slice(-1)) application.openFile(file);
  app.whenReady().then(
    () => application.start(),
    (error: unknown) => log.error('Electron did not start', error),
  );
}

function filesOfInstance(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('files' in data) || !Array.isArray(data.files)) return [];
  return data.files.filter((file) => typeof file === 'string');
}
