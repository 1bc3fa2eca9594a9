import { deepEqual } from '../shared/deep-equal';
import type { DialogResult, GalleryEntry, OpenedDocument } from '../shared/ipc';
import { fail, ok, type Problem } from '../shared/result';
import { emptyTopology } from '../shared/topology/defaults';
import { parseTopology } from '../shared/topology/parse';
import type { Topology } from '../shared/topology/topology';
import type { Autosave, UnsavedWork } from './files/autosave';
import {
  exists,
  fileNameFor,
  fingerprintOf,
  readTopologyFile,
  titleOfFile,
  withTopologyEnding,
  writeTopologyFile,
  type Fingerprint,
} from './files/topology-file';

/** The questions that a document asks its user. Each names the document as the user knows it. */
export interface DocumentQuestions {
  saveFirst(name: string): Promise<'save' | 'discard' | 'cancel'>;
  /** The file was changed by another program since it was read here. */
  replaceChanged(name: string): Promise<'replace' | 'save-as' | 'cancel'>;
  replaceExisting(file: string): Promise<boolean>;
  fileToOpen(): Promise<string | undefined>;
  fileToSave(suggested: string): Promise<string | undefined>;
  /** Told where nothing else would show it: the window is about to close. */
  tellNotSaved(name: string, problems: readonly Problem[]): Promise<void>;
}

export interface SessionParts {
  readonly autosave: Autosave;
  readonly questions: DocumentQuestions;
  gallery(): Promise<readonly GalleryEntry[]>;
  /** Called before another document takes this one's place. */
  onReplacing(): Promise<void>;
  /** Called whenever the document, its path or its unsaved mark changed. */
  onChanged(document: OpenedDocument): void;
  /** A file was opened or saved, or turned out to be gone. */
  onFileUsed(file: string): void;
  onFileMissing(file: string): void;
}

const CANCELED = ok('canceled' as const);

/**
 * The document that is open: its newest topology, where it is saved, and whether it differs from that. Everything that
 * replaces it asks about unsaved changes first. One such question is open at a time; another request then is `canceled`.
 */
export class DocumentSession {
  private document: OpenedDocument;
  private fingerprint: Fingerprint | undefined;
  private asking = false;
  private left = false;

  constructor(
    private readonly parts: SessionParts,
    first: OpenedDocument,
    fingerprint?: Fingerprint,
  ) {
    this.document = first;
    this.fingerprint = fingerprint;
  }

  get current(): OpenedDocument {
    return this.document;
  }

  /** Takes what the window has made of the document. */
  changed(topology: Topology, unsaved: boolean): void {
    // What the window still sends while it closes must not bring back work that its user gave up.
    if (this.left) return;
    this.show({ ...this.document, topology, unsaved });
    if (unsaved) this.parts.autosave.put(this.work());
    else void this.parts.autosave.clear();
  }

  create(): Promise<DialogResult<OpenedDocument>> {
    return this.replaceBy(async () => ok(newDocument(emptyTopology(''), 'new')));
  }

  example(id: string): Promise<DialogResult<OpenedDocument>> {
    return this.replaceBy(async () => {
      const entry = (await this.parts.gallery()).find((candidate) => candidate.id === id);
      if (entry) return ok(newDocument(entry.topology, 'gallery'));
      return fail([{ code: 'gallery-missing', message: `The gallery has no "${id}".`, where: id, values: { id } }]);
    });
  }

  /** Opens a file, which the user is asked for where none is given. */
  open(file?: string): Promise<DialogResult<OpenedDocument>> {
    return this.replaceBy(async () => {
      const chosen = file ?? (await this.parts.questions.fileToOpen());
      if (chosen === undefined) return CANCELED;
      const read = await readTopologyFile(chosen);
      if (!read.ok) {
        if (read.error.some(({ code }) => code === 'file-missing')) this.parts.onFileMissing(chosen);
        return read;
      }
      this.parts.onFileUsed(chosen);
      const opened = { topology: read.value.topology, path: chosen, unsaved: false, origin: 'file' } as const;
      return ok({ ...opened, fingerprint: read.value.fingerprint });
    });
  }

  /** Saves this topology as the document's, at its path or at one that the user is asked for. */
  save(topology: Topology, as: boolean): Promise<DialogResult<{ path: string }>> {
    return this.alone(() => this.saveNow(topology, as));
  }

  /** Asks about unsaved changes. True where the document may go: nothing was unsaved, it is saved now, or it is not wanted. */
  async mayLeave(): Promise<boolean> {
    const answer = await this.alone(async () => ok(await this.askToLeave('close')));
    this.left = answer.ok && answer.value === true;
    return this.left;
  }

  private async replaceBy(
    find: () => Promise<DialogResult<OpenedDocument & { fingerprint?: Fingerprint }>>,
  ): Promise<DialogResult<OpenedDocument>> {
    return this.alone(async () => {
      const left = await this.askToLeave('replace');
      if (left === false) return CANCELED;
      if (left !== true) return fail(left);
      const found = await find();
      if (!found.ok || found.value === 'canceled') return found;
      await this.parts.onReplacing();
      await this.parts.autosave.clear();
      const { fingerprint, ...document } = found.value;
      this.fingerprint = fingerprint;
      this.show(document);
      return ok(document);
    });
  }

  /** True where the document may go, false where the user keeps it, and problems where saving it failed. */
  private async askToLeave(reason: 'replace' | 'close'): Promise<boolean | readonly Problem[]> {
    if (!this.document.unsaved) return true;
    const name = this.name();
    const answer = await this.parts.questions.saveFirst(name);
    if (answer === 'cancel') return false;
    if (answer === 'discard') {
      // When the next document is not opened after all, this one is still there, and still saved by itself.
      if (reason === 'close') await this.parts.autosave.clear();
      return true;
    }
    const saved = await this.saveNow(this.document.topology, false);
    if (saved.ok) return saved.value !== 'canceled';
    if (reason === 'replace') return saved.error;
    await this.parts.questions.tellNotSaved(name, saved.error);
    return false;
  }

  private async saveNow(topology: Topology, as: boolean): Promise<DialogResult<{ path: string }>> {
    // What is saved must open again.
    const checked = parseTopology(topology);
    if (!checked.ok) return checked;
    const target = await this.target(as);
    if (target === undefined) return CANCELED;
    const written = await writeTopologyFile(target, topology);
    if (!written.ok) return written;
    this.fingerprint = written.value;
    // The window may have sent a newer topology while this one was written.
    const unsaved = this.document.unsaved && !deepEqual(this.document.topology, topology);
    this.show({ topology: unsaved ? this.document.topology : topology, path: target, unsaved, origin: 'file' });
    if (unsaved) this.parts.autosave.put(this.work());
    else await this.parts.autosave.clear();
    this.parts.onFileUsed(target);
    return ok({ path: target });
  }

  /** Where to save to; `undefined` where the user thought better of it. */
  private async target(as: boolean): Promise<string | undefined> {
    const { path } = this.document;
    if (as || path === undefined) return this.askForTarget();
    const found = await fingerprintOf(path);
    if (found === undefined || found === this.fingerprint) return path;
    const answer = await this.parts.questions.replaceChanged(this.name());
    if (answer === 'replace') return path;
    return answer === 'save-as' ? this.askForTarget() : undefined;
  }

  private async askForTarget(): Promise<string | undefined> {
    const suggested = this.document.path ?? fileNameFor(this.document.topology.name);
    const chosen = await this.parts.questions.fileToSave(suggested);
    if (chosen === undefined) return undefined;
    const target = withTopologyEnding(chosen);
    // The dialog asked about the name as it was typed, not about the one with the ending.
    if (target !== chosen && (await exists(target)) && !(await this.parts.questions.replaceExisting(target)))
      return undefined;
    return target;
  }

  private async alone<Value>(task: () => Promise<DialogResult<Value>>): Promise<DialogResult<Value>> {
    if (this.asking) return CANCELED;
    this.asking = true;
    try {
      return await task();
    } finally {
      this.asking = false;
    }
  }

  private show(document: OpenedDocument): void {
    this.document = document;
    this.parts.onChanged(document);
  }

  private work(): UnsavedWork {
    return { topology: this.document.topology, path: this.document.path, fingerprint: this.fingerprint };
  }

  private name(): string {
    return documentName(this.document);
  }
}

/** What the user knows a document by: its file's name, else its topology's; '' where it has neither. */
export function documentName(document: OpenedDocument): string {
  return document.path === undefined ? document.topology.name : titleOfFile(document.path);
}

function newDocument(topology: Topology, origin: 'new' | 'gallery'): OpenedDocument {
  return { topology, path: undefined, unsaved: false, origin };
}
