import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

let written = 0;

/**
 * Replaces a file's content in one step: a reader, or a machine that loses power, sees the old content or the new one and
 * never half of it. A symbolic link stays a link, and the file keeps its permissions. Rejects with Node's own error; the
 * old file is then untouched.
 * @param firstMode the permissions of a file that is not there yet, less the umask
 */
export async function writeAtomically(file: string, text: string, firstMode = 0o666): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const mode = await stat(target).then(
    (found) => found.mode & 0o777,
    () => undefined,
  );
  written += 1;
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}-${written}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode ?? firstMode);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The mode given to open() is cut by the umask.
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(target));
}

/** Makes the rename itself outlast a loss of power, where the system lets a folder be synced (not on Windows). */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync();
  } catch {
    // Some network file systems refuse it; the file itself is safe.
  } finally {
    await handle.close();
  }
}
