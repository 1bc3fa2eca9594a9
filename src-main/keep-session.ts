import path from 'node:path';
import type { AnswerOf, RequestOf } from '../shared/ipc';
import { fail, ok } from '../shared/result';
import type { Marks } from '../shared/traffic/marks';
import type { EngineHost } from './engine-host-contract';
import { exists, fileNameFor } from './files/topology-file';

/** Endings of the files that are written here. */
type Ending = 'jsonl' | 'csv' | 'pcapng' | 'zmqcap';

export interface KeepDialogs {
  /** Where to write; `undefined` where the user thought better of it. */
  fileToWrite(suggested: string, ending: Ending): Promise<string | undefined>;
  replaceExisting(file: string): Promise<boolean>;
  captureToOpen(): Promise<string | undefined>;
}

export interface KeepSessionParts {
  readonly engine: EngineHost;
  readonly dialogs: KeepDialogs;
  /** What the user knows the document by; '' where it has no name. */
  documentName(): string;
  /** Name and version of the app, for the files that it writes. */
  readonly app: string;
  /** A capture was saved or opened, or turned out to be gone. */
  onFileUsed(file: string): void;
  onFileMissing(file: string): void;
}

/** What is made of captures: the files are asked for here, and written by the engine. */
export class KeepSession {
  constructor(private readonly parts: KeepSessionParts) {}

  async export({ format, items }: RequestOf<'keep:export'>): Promise<AnswerOf<'keep:export'>> {
    const file = await this.target(format);
    if (file === undefined) return ok('canceled');
    return this.parts.engine.keep('export', { path: file, format, items });
  }

  /** Saves what is captured, with its topology and bookmarks. */
  async save(marks: Marks): Promise<AnswerOf<'keep:save'>> {
    const { engine, app, documentName, onFileUsed } = this.parts;
    const file = await this.target('zmqcap');
    if (file === undefined) return ok('canceled');
    const saved = await engine.keep('save', { path: file, name: documentName(), app, marks });
    if (!saved.ok || saved.value === 'canceled') return saved;
    onFileUsed(file);
    return saved;
  }

  /** Opens a capture, which the user is asked for where none is given. */
  async open(file?: string, at?: number): Promise<AnswerOf<'keep:open'>> {
    const { engine, dialogs, onFileUsed, onFileMissing } = this.parts;
    const chosen = file ?? (await dialogs.captureToOpen());
    if (chosen === undefined) return ok('canceled');
    const opened = await engine.keep('open', { path: chosen, at });
    if (!opened.ok) {
      if (!(await exists(chosen))) onFileMissing(chosen);
      return fail([opened.error]);
    }
    if (opened.value !== 'canceled') onFileUsed(chosen);
    return opened;
  }

  async close(): Promise<void> {
    await this.parts.engine.keep('close', undefined);
  }

  async cancel(): Promise<void> {
    await this.parts.engine.keep('cancel', undefined);
  }

  /** Where to write: what was typed without an ending gets the one of its format. */
  private async target(ending: Ending): Promise<string | undefined> {
    const { dialogs } = this.parts;
    const chosen = await dialogs.fileToWrite(this.suggested(ending), ending);
    if (chosen === undefined || path.extname(chosen) !== '') return chosen;
    const file = `${chosen}.${ending}`;
    // The dialog asked about the name as it was typed, not about the one with the ending.
    return (await exists(file)) && !(await dialogs.replaceExisting(file)) ? undefined : file;
  }

  private suggested(ending: Ending): string {
    return fileNameFor(this.parts.documentName()).replace(/\.zmq\.json$/, `.${ending}`);
  }
}
