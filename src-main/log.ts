import path from 'node:path';
import log from 'electron-log/main';

/** Writes the log of thread 1 to a file of the user's folder, bounded in size, and everything unexpected with it. */
export function openLog(userData: string): string {
  const file = path.join(userData, 'logs', 'main.log');
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.level = 'info';
  // Five megabytes, then the older half goes to main.old.log.
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.console.level = 'warn';
  // A bug in one action must not take an unsaved document with it.
  log.errorHandler.startCatching({ showDialog: false });
  return file;
}

export { log };
