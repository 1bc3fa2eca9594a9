import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result';

/** Bytes; of the 104 that a path of a socket has on macOS. */
const LONGEST_PARENT = 70;

const NAME = /^zpb-(\d+)-/;

/**
 * A folder of its own for the ipc sockets of one run, so that nobody else reaches them (mode 0700) and nothing of them is
 * left behind. Its name is short, because an ipc path holds 107 bytes (`zmq_ipc(7)`).
 */
export class RunFolder {
  private count = 0;

  private constructor(readonly path: string) {}

  /** Fails where the system's folder for temporary files cannot be written to. */
  static create(parent = shortFolder()): Result<RunFolder> {
    try {
      removeLeftovers(parent);
      return ok(new RunFolder(mkdtempSync(join(parent, `zpb-${process.pid}-`))));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      const message = `No folder for the run could be made in ${parent} (${detail}). Make room there, or set TMPDIR to a folder of yours.`;
      return fail({ code: 'run-folder', message, values: { parent, detail } });
    }
  }

  /** An ipc endpoint in the folder that was not given out before. */
  nextIpc(): string {
    this.count++;
    return `ipc://${join(this.path, String(this.count))}`;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The folder for temporary files; where its own path would leave too little for a socket's, the system's common one. */
function shortFolder(): string {
  const folder = tmpdir();
  return process.platform !== 'win32' && Buffer.byteLength(folder) > LONGEST_PARENT ? '/tmp' : folder;
}

/** Removes the folders of runs whose process was killed. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another account's: none of ours.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
