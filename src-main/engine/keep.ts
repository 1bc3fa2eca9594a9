import type { ExportFormatName, ExportReport, ItemChoice, KeepTask, TaskProgress } from '../../shared/keep';
import { fail, ok, type Result } from '../../shared/result';
import { exportItems } from '../capture/export';
import { CsvFormat } from '../capture/export-csv';
import type { ExportContext, ExportFormat } from '../capture/export-format';
import { ChosenItems, FilteredItems, type ItemSource } from '../capture/export-items';
import { JsonlFormat } from '../capture/export-jsonl';
import { PcapngFormat } from '../capture/export-pcapng';
import { exportContext } from './export-context';
import { filterWorld } from './filter-world';
import type { Run } from './run';

export interface KeepParts {
  /** The run whose capture is shown: the one that is on, or the last one. */
  shown(): Run | undefined;
  onProgress(progress: TaskProgress): void;
}

export interface ExportRequest {
  readonly path: string;
  readonly format: ExportFormatName;
  readonly items: ItemChoice;
}

/** Milliseconds between two words about how far a task has come. */
const PROGRESS_MS = 100;

const FORMATS: Readonly<Record<ExportFormatName, (context: ExportContext) => ExportFormat>> = {
  jsonl: (context) => new JsonlFormat(context),
  csv: (context) => new CsvFormat(context),
  pcapng: (context) => new PcapngFormat(context),
};

/** What is done with a capture besides looking at it. One task at a time; another is refused meanwhile. */
export class Keep {
  private current: { readonly task: KeepTask; readonly abort: AbortController } | undefined;

  constructor(private readonly parts: KeepParts) {}

  /** Writes captured items to a file. */
  export({ path, format, items }: ExportRequest): Promise<Result<ExportReport | 'canceled'>> {
    return this.alone('export', async (signal, onProgress) => {
      const run = this.parts.shown();
      if (!run || run.ring.nextSeq === run.ring.firstSeq) return fail(nothingCaptured());
      return exportItems({
        path,
        format: FORMATS[format](exportContext(run)),
        items: sourceOf(run, items),
        signal,
        onProgress,
      });
    });
  }

  /** Ends the task that is being done; what it has made of a file is removed. */
  cancel(): Result<void> {
    this.current?.abort.abort();
    return ok(undefined);
  }

  private async alone<Value>(
    task: KeepTask,
    work: (signal: AbortSignal, onProgress: (progress: number, done: number) => void) => Promise<Result<Value>>,
  ): Promise<Result<Value>> {
    if (this.current) return fail(busy(this.current.task));
    const abort = new AbortController();
    this.current = { task, abort };
    let told = -Infinity;
    try {
      return await work(abort.signal, (progress, done) => {
        if (performance.now() - told < PROGRESS_MS) return;
        told = performance.now();
        this.parts.onProgress({ task, progress, done });
      });
    } finally {
      this.current = undefined;
    }
  }
}

function sourceOf(run: Run, items: ItemChoice): ItemSource {
  return items.type === 'filter'
    ? new FilteredItems(run.ring, items.filter, filterWorld(run))
    : new ChosenItems(run.ring, items.seqs);
}

function busy(task: KeepTask) {
  return {
    code: `keep-busy-${task}`,
    message: `Another task is not done yet (${task}); wait for its end, or cancel it.`,
    values: { task },
  };
}

function nothingCaptured() {
  return { code: 'keep-nothing', message: 'Nothing is captured yet; run the topology first.' };
}
