import type { Problem } from '../../shared/result';

/** What an operation on a file failed with, as a sentence for a person. */
export function fileProblem(error: unknown, file: string, doing: 'read' | 'write'): Problem {
  const code = errorCode(error);
  const problem = (name: string, message: string): Problem => ({ code: name, message, where: file, values: { file } });
  switch (code) {
    case 'ENOENT':
      return doing === 'read'
        ? problem('file-missing', `There is no file ${file}; it was moved or deleted.`)
        : problem('folder-missing', `The folder of ${file} is gone; save it somewhere else.`);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return doing === 'read'
        ? problem('file-unreadable', `You have no permission to read ${file}.`)
        : problem('file-readonly', `You have no permission to write ${file}; save it somewhere else.`);
    case 'EISDIR':
      return problem('file-folder', `${file} is a folder, not a file.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return problem('disk-full', `The disk is full, so ${file} was not saved; make room and save again.`);
    default: {
      const detail = error instanceof Error ? error.message : String(error);
      const values = { file, detail };
      const message = `${file} could not be ${doing === 'read' ? 'read' : 'saved'}: ${detail}.`;
      return { code: doing === 'read' ? 'file-read' : 'file-write', message, where: file, values };
    }
  }
}

/** The code of a Node error, as `ENOENT`; `undefined` for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
