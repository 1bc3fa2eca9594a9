import { setImmediate as breathe } from 'node:timers/promises';
import type {
  CopyReport,
  ExportFormatName,
  ExportReport,
  ItemChoice,
  KeepTask,
  OpenedRecording,
  ReplayReport,
  ReplayRequest,
  SaveReport,
  TaskProgress,
} from '../../shared/keep';
import { fail, ok, type Result } from '../../shared/result';
import type { CaptureHead } from '../capture/capture-file-schema';
import { savedHealth } from '../capture/capture-file-health';
import { saveCapture } from '../capture/capture-file-write';
import { KeptItems } from '../capture/kept-items';
import { exportItems } from '../capture/export';
import { CsvFormat } from '../capture/export-csv';
import type { ExportContext, ExportFormat } from '../capture/export-format';
import { copiedItems } from '../capture/export-text';
import type { ItemSource } from '../capture/export-items';
import { JsonlFormat } from '../capture/export-jsonl';
import { PcapngFormat } from '../capture/export-pcapng';
import { savedRun } from './capture-facts';
import type { Health } from '../../shared/traffic/health';
import type { Marks } from '../../shared/traffic/marks';
import { chosenItems } from './chosen-items';
import { exportContext } from './export-context';
import { libraryFacts } from './library';
import { openRecording, type Recording } from './recording';
import { replay } from './replay';
import { CapturedMessages, HeldMessages, type ReplaySource } from './replay-items';
import type { Run } from './run';
import { savedWire } from './saved-wire';
import type { CaptureView } from '../capture/view';
import type { RunSeries } from './series/run-series';
import { savedCurves } from './series/saved-series';

export interface KeepParts {
  /** The run whose capture is shown: the one that is on, or the last one. */
  shown(): Run | undefined;
  /** Shows a recording, or what was shown before it; answered with the number of the run that is shown then. */
  show(recording: Recording | undefined): Promise<number>;
  /** What the window's list shows, where it still has that number. */
  view(number: number): CaptureView | undefined;
  /** How its counters, queues and losses went over time. */
  series(): RunSeries | undefined;
  /** How that run fared. */
  health(): Health;
  onProgress(progress: TaskProgress): void;
}

export interface ExportRequest {
  readonly path: string;
  readonly format: ExportFormatName;
  readonly items: ItemChoice;
}

export interface OpenRequest {
  readonly path: string;
  /** A moment that is to be among what is loaded of it, in seconds since its run began. */
  readonly at?: number | undefined;
}

export interface SaveRequest {
  readonly path: string;
  /** What the document is called. */
  readonly name: string;
  /** Name and version of the app. */
  readonly app: string;
  /** The bookmarks of the run. */
  readonly marks: Marks;
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
  /** Messages that were taken out of a recording. */
  private held: HeldMessages | undefined;
  private current: { readonly task: KeepTask; readonly abort: AbortController } | undefined;

  constructor(private readonly parts: KeepParts) {}

  /** Writes captured items to a file. */
  export({ path, format, items }: ExportRequest): Promise<Result<ExportReport | 'canceled'>> {
    return this.alone<ExportReport>('export', async (signal, onProgress) => {
      const run = this.parts.shown();
      if (!run || run.ring.nextSeq === run.ring.firstSeq) return fail(nothingCaptured());
      const source = this.sourceOf(run, items);
      if (!source.ok) return source;
      return exportItems({
        path,
        format: FORMATS[format](exportContext(run)),
        items: source.value,
        signal,
        onProgress,
      });
    });
  }

  /** Captured items as lines of JSON: as many as the clipboard is given. */
  copy({ items }: { readonly items: ItemChoice }): Promise<Result<CopyReport | 'canceled'>> {
    return this.alone<CopyReport>('export', async (signal) => {
      const run = this.parts.shown();
      if (!run) return fail(nothingCaptured());
      const source = this.sourceOf(run, items);
      return source.ok ? ok(await copiedItems(source.value, new JsonlFormat(exportContext(run)), signal)) : source;
    });
  }

  /** Saves what is captured, with its topology, as one file. */
  save({ path, name, app, marks }: SaveRequest): Promise<Result<SaveReport | 'canceled'>> {
    return this.alone<SaveReport>('save', async (signal, onProgress) => {
      const run = this.parts.shown();
      if (!run || run.ring.nextSeq === run.ring.firstSeq) return fail(nothingCaptured());
      const { ring, topology, startedAt } = run;
      const head: CaptureHead = {
        format: 'zmqcap/1',
        name,
        app,
        libzmq: libraryFacts().version,
        startedAt,
        savedAt: Date.now(),
        duration: ring.timeOf(ring.nextSeq - 1),
      };
      const beside = besideItems(run, marks, this.parts);
      const items = new KeptItems(ring, run.stored);
      return saveCapture({ path, head, topology, run: savedRun(run), beside, items, signal, onProgress });
    });
  }

  /** Opens a capture file and shows it in place of the run, which is stopped. What was captured in it stays. */
  open({ path, at }: OpenRequest): Promise<Result<OpenedRecording | 'canceled'>> {
    return this.alone<OpenedRecording>('open', async (signal, onProgress) => {
      const opened = await openRecording({ path, at, signal, onProgress });
      if (!opened.ok) return opened;
      if (opened.value === 'canceled') return ok('canceled');
      const { info, topology, marks } = opened.value;
      return ok({ info, topology, marks, run: await this.parts.show(opened.value) });
    });
  }

  /** Sends captured messages again from sockets of the run. */
  replay({ items, ...request }: ReplayRequest): Promise<Result<ReplayReport | 'canceled'>> {
    return this.alone<ReplayReport>('replay', async (signal, onProgress) => {
      const run = this.parts.shown();
      const { held } = this;
      if (items.type === 'held') this.held = undefined;
      if (!run) return fail(nothingCaptured());
      const source = items.type === 'held' ? held && ok(held) : this.messagesOf(run, items);
      if (!source) return fail(nothingCaptured());
      return source.ok ? ok(await replay({ ...request, run, items: source.value, signal, onProgress })) : source;
    });
  }

  /** Takes messages out of what is shown, to be sent again when that is closed; without items, lets go of them. */
  async hold({ items }: { readonly items?: ItemChoice }): Promise<Result<'done' | 'canceled'>> {
    this.held = undefined;
    if (!items) return ok('done');
    const taken = await this.alone<HeldMessages>('replay', async (signal) => {
      const run = this.parts.shown();
      if (!run) return fail(nothingCaptured());
      const source = this.messagesOf(run, items);
      const done = source.ok ? await HeldMessages.take(source.value, breathe, signal) : source;
      return signal.aborted ? ok('canceled') : done;
    });
    if (!taken.ok) return taken;
    if (taken.value === 'canceled') return ok('canceled');
    this.held = taken.value;
    return ok('done');
  }

  /** Shows again what was shown before the recording. */
  async close(): Promise<Result<void>> {
    await this.parts.show(undefined);
    return ok(undefined);
  }

  /** Ends the task that is being done; what it has made of a file is removed. */
  cancel(): Result<void> {
    this.current?.abort.abort();
    return ok(undefined);
  }

  private messagesOf(run: Run, items: ItemChoice): Result<ReplaySource> {
    const source = this.sourceOf(run, items);
    return source.ok ? ok(new CapturedMessages(run, source.value)) : source;
  }

  private sourceOf(run: Run, items: ItemChoice): Result<ItemSource> {
    return chosenItems(run, items, items.type === 'rows' ? this.parts.view(items.view) : undefined);
  }

  private async alone<Value>(
    task: KeepTask,
    work: (
      signal: AbortSignal,
      onProgress: (progress: number, done: number) => void,
    ) => Promise<Result<Value | 'canceled'>>,
  ): Promise<Result<Value | 'canceled'>> {
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

function busy(task: KeepTask) {
  return {
    code: `keep-busy-${task}`,
    message: `Another task is not done yet (${task}); wait for its end, or cancel it.`,
    values: { task },
  };
}

function* besideItems(
  run: Run,
  marks: Marks,
  parts: KeepParts,
): Iterable<readonly ['mark' | 'fare' | 'curv' | 'wire', unknown]> {
  if (marks.length > 0) yield ['mark', marks];
  yield ['fare', savedHealth(parts.health())];
  const series = parts.series();
  // Up to now, where the run is on.
  run.tracing.advance();
  series?.sample(run.now());
  for (const piece of series ? savedCurves(series) : []) yield ['curv', piece];
  for (const part of savedWire(run)) yield ['wire', part];
}

function nothingCaptured() {
  return { code: 'keep-nothing', message: 'Nothing is captured yet; run the topology first.' };
}
