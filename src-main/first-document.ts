import type { GalleryEntry, OpenedDocument } from '../shared/ipc';
import type { Problem } from '../shared/result';
import { emptyTopology } from '../shared/topology/defaults';
import type { Autosave } from './files/autosave';
import { FIRST_EXAMPLE } from './files/gallery';
import { readTopologyFile, type Fingerprint } from './files/topology-file';

export interface FirstDocument {
  readonly document: OpenedDocument;
  readonly fingerprint: Fingerprint | undefined;
  /** A file that was asked for and is still to be opened: the user is to be asked about restored work first. */
  readonly openNext: string | undefined;
  /** What is to be told to the user once the window is there. */
  readonly problems: readonly Problem[];
}

/**
 * What the app begins with: work that an earlier session left unsaved, else the file that was asked for, else the
 * gallery's first example.
 */
export async function firstDocument(
  autosave: Autosave,
  file: string | undefined,
  gallery: () => Promise<readonly GalleryEntry[]>,
): Promise<FirstDocument> {
  const restored = await autosave.restore();
  if (restored.type === 'work') {
    const { topology, path, fingerprint } = restored.work;
    const document: OpenedDocument = { topology, path, unsaved: true, origin: 'restored' };
    return { document, fingerprint, openNext: file, problems: [] };
  }
  const problems: Problem[] = [];
  if (restored.type === 'set-aside') {
    const message = `Unsaved work of an earlier session could not be read (${restored.reason}); it is kept in ${restored.file}.`;
    const values = { file: restored.file, reason: restored.reason };
    problems.push({ code: 'autosave-unreadable', message, where: restored.file, values });
  }
  if (file !== undefined) {
    const read = await readTopologyFile(file);
    if (read.ok) {
      const document: OpenedDocument = { topology: read.value.topology, path: file, unsaved: false, origin: 'file' };
      return { document, fingerprint: read.value.fingerprint, openNext: undefined, problems };
    }
    problems.push(...read.error);
  }
  const example = (await gallery()).find(({ id }) => id === FIRST_EXAMPLE);
  const document: OpenedDocument = {
    topology: example?.topology ?? emptyTopology(''),
    path: undefined,
    unsaved: false,
    origin: example ? 'gallery' : 'new',
  };
  return { document, fingerprint: undefined, openNext: undefined, problems };
}
