import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parseTopology } from '../../shared/topology/parse';
import type { Topology } from '../../shared/topology/topology';
import { writeAtomically } from './atomic-write';
import { errorCode } from './file-problem';
import type { Fingerprint } from './topology-file';

/** Milliseconds from a change until it is safe from a killed process, apart from the writing itself. */
export const AUTOSAVE_DELAY_MS = 300;

/** Unsaved work, with the file that it belongs to. */
export interface UnsavedWork {
  readonly topology: Topology;
  readonly path: string | undefined;
  /** What that file held when it was last read or written. */
  readonly fingerprint: Fingerprint | undefined;
}

export type Restored =
  | { readonly type: 'nothing' }
  | { readonly type: 'work'; readonly work: UnsavedWork }
  /** It could not be read, and was kept under another name. */
  | { readonly type: 'set-aside'; readonly file: string; readonly reason: string };

const wrapperSchema = z.strictObject({
  version: z.literal(1),
  path: z.string().optional(),
  fingerprint: z.string().optional(),
  topology: z.unknown(),
});

/**
 * Keeps unsaved work in a file of the app's own, so that a killed process or a lost machine costs half a second at the
 * most. It holds the newest work only: a later one replaces one that still waits, and one write runs at a time.
 */
export class Autosave {
  private readonly file: string;
  private waiting: UnsavedWork | undefined;
  private timer: NodeJS.Timeout | undefined;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly onError: (error: unknown) => void,
  ) {
    this.file = path.join(folder, 'unsaved.json');
  }

  /** Takes newer work; it is on the disk `AUTOSAVE_DELAY_MS` after the first work that waits. */
  put(work: UnsavedWork): void {
    this.waiting = work;
    this.timer ??= setTimeout(() => void this.flush(), AUTOSAVE_DELAY_MS);
  }

  /** Writes what waits, and is done when it is on the disk. */
  async flush(): Promise<void> {
    this.cancelTimer();
    const work = this.waiting;
    this.waiting = undefined;
    if (work) this.enqueue(() => this.write(work));
    await this.tail;
  }

  /** Forgets the work: it was saved, or the user does not want it. */
  async clear(): Promise<void> {
    this.cancelTimer();
    this.waiting = undefined;
    this.enqueue(() => rm(this.file, { force: true }));
    await this.tail;
  }

  /** The work that an earlier session left. A file that cannot be understood is set aside and never deleted. */
  async restore(): Promise<Restored> {
    let text: string;
    try {
      text = await readFile(this.file, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return { type: 'nothing' };
      return this.setAside(error instanceof Error ? error.message : String(error));
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return this.setAside('it is no JSON');
    }
    const wrapper = wrapperSchema.safeParse(json);
    if (!wrapper.success) return this.setAside('it is no autosave of this app');
    const topology = parseTopology(wrapper.data.topology);
    if (!topology.ok) return this.setAside(topology.error.map((problem) => problem.message).join('; '));
    const { path: saved, fingerprint } = wrapper.data;
    return { type: 'work', work: { topology: topology.value, path: saved, fingerprint } };
  }

  private async write(work: UnsavedWork): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeAtomically(this.file, JSON.stringify({ version: 1, ...work }));
  }

  private async setAside(reason: string): Promise<Restored> {
    const aside = path.join(this.folder, `unreadable-${new Date().toISOString().replaceAll(':', '-')}.json`);
    await rename(this.file, aside).catch(this.onError);
    return { type: 'set-aside', file: aside, reason };
  }

  private enqueue(task: () => Promise<void>): void {
    this.tail = this.tail.then(task).catch(this.onError);
  }

  private cancelTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
