import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok } from '../../shared/result';
import type { Problem, Result } from '../../shared/result';
import { jsonlLine } from './jsonl-line';
import type { FlowName } from './jsonl-line';
import type { CaptureRing } from './ring';

export interface JsonlOptions {
  /** The file; what is in it is replaced. */
  readonly path: string;
  /** Not to be reset before the export is finished. */
  readonly ring: CaptureRing;
  readonly nameOf: (flow: number) => FlowName;
}

export interface JsonlTotals {
  /** Items in the file. */
  readonly written: number;
  /** Items that left the ring before they could be written. */
  readonly lost: number;
}

/** Writes every captured item as a line while the run goes on. */
export interface JsonlExport extends JsonlTotals {
  /** Writes what the ring still holds, and closes the file. */
  finish(): Promise<Result<JsonlTotals>>;
}

/** At most so much is made into text before it is handed to the file, and so long in one go, in milliseconds. */
const BATCH_CHARACTERS = 256 * 1024;
const BATCH_MS = 5;
/** How long to wait for more when everything is written, in milliseconds. */
const IDLE_MS = 20;

/**
 * Starts writing a capture file. The ring is its only queue: one batch at a time is turned into text and written, and
 * what the ring has dropped by then counts as lost. Error: the file cannot be created (EACCES, ENOENT, EISDIR …).
 */
export async function openJsonlExport(options: JsonlOptions): Promise<Result<JsonlExport>> {
  try {
    return ok(new Export(options, await open(options.path, 'w')));
  } catch (error) {
    return fail(problemOf(error, options.path, 'created'));
  }
}

class Export implements JsonlExport {
  written = 0;
  private taken = 0;
  private gap = 0;
  private finishing = false;
  private problem: Problem | undefined;
  private readonly wake = new AbortController();
  private readonly done: Promise<void>;

  constructor(
    private readonly options: JsonlOptions,
    private readonly file: FileHandle,
  ) {
    this.done = this.work();
  }

  /** Those that were gone when their turn came, and those behind them that are gone by now; after a failure, all not written. */
  get lost(): number {
    const { ring } = this.options;
    if (this.problem !== undefined) return ring.nextSeq - 1 - this.written;
    return this.gap + Math.max(0, ring.firstSeq - 1 - this.taken);
  }

  async finish(): Promise<Result<JsonlTotals>> {
    this.finishing = true;
    this.wake.abort();
    await this.done;
    const { written, lost, problem } = this;
    return problem === undefined ? ok({ written, lost }) : fail(problem);
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        const { text, items } = this.batch();
        if (items > 0) {
          await this.file.writeFile(text);
          this.written += items;
        } else if (this.finishing) {
          break;
        } else {
          await this.idle();
        }
      }
    } catch (error) {
      this.problem = problemOf(error, this.options.path, 'written');
    } finally {
      await this.file.close().catch(() => undefined);
    }
  }

  private batch(): { readonly text: string; readonly items: number } {
    const { ring, nameOf } = this.options;
    const until = performance.now() + BATCH_MS;
    let text = '';
    let items = 0;
    while (text.length < BATCH_CHARACTERS && performance.now() < until) {
      if (ring.firstSeq > this.taken + 1) {
        this.gap += ring.firstSeq - 1 - this.taken;
        this.taken = ring.firstSeq - 1;
      }
      const item = ring.item(this.taken + 1);
      if (item === undefined) break;
      this.taken++;
      items++;
      text += `${jsonlLine(item, nameOf(item.row.flow))}\n`;
    }
    return { text, items };
  }

  private async idle(): Promise<void> {
    try {
      await sleep(IDLE_MS, undefined, { signal: this.wake.signal });
    } catch {
      // Woken to finish.
    }
  }
}

function problemOf(error: unknown, path: string, verb: string): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
  const why: Readonly<Record<string, string>> = {
    EACCES: 'this account may not write there',
    ENOENT: 'its folder does not exist',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
  };
  const reason = why[code] ?? (error instanceof Error ? error.message : String(error));
  return {
    code,
    message: `The capture file ${path} cannot be ${verb}: ${reason}.`,
    where: path,
    values: { path, reason },
  };
}
