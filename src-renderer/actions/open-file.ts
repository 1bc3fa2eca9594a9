import { openDocument } from '../stores/files';
import { openRecording } from '../stores/recording';

/** Opens a file by what its name says that it is: a capture, or else a topology. */
export function openFile(path: string): void {
  const open = path.toLowerCase().endsWith('.zmqcap') ? openRecording : openDocument;
  open(path).catch((error: unknown) => console.error('opening failed', error));
}
