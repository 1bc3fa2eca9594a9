import type { Problem } from '../../shared/result';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this account may not do that there',
  EPERM: 'this account may not do that there',
  EROFS: 'its disk cannot be written to',
  ENOENT: 'it, or its folder, does not exist',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
};

/** Why a capture file could not be made, written or read, as a sentence. */
export function captureFileProblem(error: unknown, path: string, verb: 'created' | 'written' | 'read'): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : String(error));
  return {
    code: `capture-file-${verb}`,
    message: `The file ${path} cannot be ${verb}: ${reason}.`,
    where: path,
    values: { path, reason },
  };
}
