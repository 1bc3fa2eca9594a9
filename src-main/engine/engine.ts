import type { RowsAnswer } from '../../shared/ipc';
import type { TaskProgress } from '../../shared/keep';
import { ok, type Problem, type Result } from '../../shared/result';
import type { FrameTemplate, SocketKey, Topology } from '../../shared/topology/topology';
import type { Credentials } from '../../shared/security/security';
import type { CaptureFilter } from '../../shared/traffic/capture';
import type { ItemDetail } from '../../shared/traffic/detail';
import { TICK_MS } from '../../shared/traffic/batch';
import { NO_SERIES, type SeriesAnswer, type SeriesQuery } from '../../shared/traffic/series';
import { HEALTHY, type Health } from '../../shared/traffic/health';
import type { RunState, RunStatus } from '../../shared/traffic/status';
import type { JsonlExport, JsonlTotals } from '../capture/jsonl';
import { captureToFile } from './capture-to-file';
import { Checkup } from './doctor/checkup';
import { HealthSender } from './health-sender';
import { itemDetail } from './item-detail';
import { Keep } from './keep';
import { ListView } from './list-view';
import { Pace } from './pace';
import { emptyBatch, Player, type Playback } from './player';
import type { RunRequest, RunTotals } from './protocol';
import { nextPart, playing, type Recording, type Shown } from './recording';
import { Run } from './run';
import { RunFolder } from './run-folder';
import { sendByHand } from './send-by-hand';
import { RunSpill } from './run-spill';
import { ChartedNumbers } from './series/charted-numbers';
import { RunSeries } from './series/run-series';
import { StepGate } from './step-gate';
import { statusOf, StatusSender } from './status';
import { Ticker } from './ticker';
import { totalsOf } from './totals';
import { InTurn } from './in-turn';

export interface EngineOptions {
  readonly onStatus: (status: RunStatus) => void;
  /** Without it nobody is told how a run fares. */
  readonly onHealth?: (health: Health) => void;
  /** Without it no batches are made. */
  readonly onBatch?: (batch: Float64Array<ArrayBuffer>) => void;
  /** Told how far an export, or another task of the keep, has come. */
  readonly onTask?: (progress: TaskProgress) => void;
}

/** Runs one topology at a time. Changes are made one after the other; of those that wait only the newest is made. */
export class Engine {
  readonly keep = new Keep({
    shown: () => this.run,
    health: () => this.health(),
    series: () => this.history,
    show: (recording) => this.inTurn.take(() => this.showRecording(recording)),
    view: (number) => (number === this.list.number ? this.list.view : undefined),
    onProgress: (progress) => this.options.onTask?.(progress),
  });
  private state: RunState = 'stopped';
  /** The run that is on, or the last one: what it captured can still be read. */
  private run: Run | undefined;
  private ticker: Ticker | Player | undefined;
  /** Of the run that is on, or the last one. */
  private history: RunSeries | undefined;
  private exporting: JsonlExport | undefined;
  private exported: JsonlTotals | undefined;
  private generation = 0;
  private visible = true;
  private problems: readonly Problem[] = [];
  /** What the window's list shows. */
  readonly list = new ListView(() => this.run);
  private readonly numbers = new ChartedNumbers(() => this.run);
  private credentials: Credentials = {};
  /** The recording that is shown in place of the run, and what is shown again after it. */
  private recording: { readonly recording: Recording; readonly before: Shown } | undefined;
  private spill: RunSpill | undefined;
  private sends = 0;
  private readonly pace = new Pace();
  private readonly status: StatusSender;
  private readonly healthSender: HealthSender | undefined;
  private check: Checkup | undefined;
  private readonly inTurn = new InTurn();
  private waiting: Topology | undefined;

  constructor(private readonly options: EngineOptions) {
    this.healthSender = options.onHealth && new HealthSender(() => this.health(), options.onHealth);
    const status = () => this.recording?.recording.status ?? statusOf(this.run, this.state, this.problems);
    this.status = new StatusSender(status, options.onStatus);
  }

  /** Starts a run; one that is on is stopped first. */
  start({ topology, captureTo, stepping = false, spill = 0 }: RunRequest): Promise<Result<void>> {
    this.run?.hurry();
    return this.inTurn.takeOver(async (outdated) => {
      await this.end();
      const folder = RunFolder.create();
      if (!folder.ok) return folder;
      const gate = stepping ? new StepGate(this.status.changed) : undefined;
      const run = new Run(topology, folder.value, this.pace, this.status.changed, () => this.credentials, gate);
      const opened = await captureToFile(run, captureTo);
      if (!opened.ok) {
        run.abandon();
        return opened;
      }
      await this.leaveRecording();
      await this.spill?.remove();
      this.spill = RunSpill.begin(run.ring, spill);
      run.stored = this.spill?.spill;
      this.run = run;
      if (outdated()) run.hurry();
      this.check = new Checkup(run);
      this.exporting = opened.value;
      this.generation++;
      this.list.renew();
      this.setState('starting');
      this.startTicker(run);
      this.healthSender?.start();
      await run.apply(topology);
      this.setState('running');
      return ok(undefined);
    });
  }

  async update(topology: Topology): Promise<void> {
    const queued = this.waiting !== undefined;
    this.waiting = topology;
    if (queued) return;
    await this.inTurn.take(async () => {
      const newest = this.waiting;
      this.waiting = undefined;
      if (this.state !== 'running' || !newest) return;
      await this.run?.apply(newest);
      this.status.flush();
    });
  }

  /** Sends the status that a change is about to send, for who wants it to be no older than the other answers. */
  hurryStatus(): void {
    this.status.hurry();
  }

  /** Takes the next step of a run that waits between two of them, or all the rest. */
  step(all: boolean): void {
    this.run?.gate?.step(all);
  }

  stop(): Promise<Result<void>> {
    this.run?.hurry();
    return this.inTurn.takeOver(() => this.end());
  }

  /** Stops, and leaves nothing behind. */
  async shutdown(): Promise<void> {
    await this.stop();
    await this.leaveRecording();
    await this.spill?.remove();
  }

  /** Closes every socket at once, where the engine itself has failed. */
  abandon(): void {
    this.spill?.abandon();
    this.run?.abandon();
  }

  send(key: SocketKey, templates: readonly FrameTemplate[]): Result<void> {
    return sendByHand(this.state === 'running' ? this.run : undefined, key, templates, ++this.sends);
  }

  filter(number: number, filter: CaptureFilter): void {
    this.list.apply(number, filter);
    if (this.state === 'stopped') this.searchOn();
  }

  /** Later, where some of the rows have to be read from the disk. */
  rows(number: number, from: number, count: number): RowsAnswer | Promise<RowsAnswer> {
    this.run?.tracing.advance();
    return this.list.rows(number, from, count);
  }

  /** How the run fares, or the last one did. */
  health(): Health {
    return this.recording?.recording.health ?? this.check?.look() ?? HEALTHY;
  }

  item(seq: number): ItemDetail | undefined {
    this.run?.tracing.advance();
    return this.run && itemDetail(this.run, seq);
  }

  /** How the counters of the run went over time. */
  series(query: SeriesQuery): SeriesAnswer {
    return { ...(this.history?.read(query) ?? NO_SERIES), ...this.numbers.answer(query.numbers) };
  }

  /** Asks the run that is on, or the last one. */
  ask<Answer>(question: (run: Run) => Answer): Answer | undefined {
    return this.run && question(this.run);
  }

  clear(): void {
    // A recording is what it is.
    if (this.recording) return;
    // Not while a file is written: the ring is its queue.
    if (!this.exporting || this.state === 'stopped') this.run?.tracing.clearCapture();
    this.ticker?.beat();
  }

  /** Plays the recording that is shown, or goes to another place of it. */
  play(playback: Playback): void {
    if (this.ticker instanceof Player) this.ticker.play(playback);
  }

  acknowledge(tick: number): void {
    this.ticker?.acknowledge(tick);
  }

  /** They count from the next socket that is opened; those that could not be for want of one are opened now. */
  setCredentials(credentials: Credentials): void {
    this.credentials = credentials;
    if (this.run?.keysChanged()) void this.update(this.waiting ?? this.run.topology);
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    if (this.state !== 'stopped' || this.recording) this.ticker?.setVisible(visible);
  }

  totals(): RunTotals {
    // What the ring dropped is not gone where it is in the file.
    return totalsOf(this.run, this.exporting?.lost, this.exported);
  }

  private async end(): Promise<Result<void>> {
    const { run, exporting } = this;
    if (!run || this.state === 'stopped') return ok(undefined);
    this.check?.look();
    this.setState('stopping');
    await run.apply(undefined);
    const finished = await exporting?.finish();
    this.exported = finished?.ok === true ? finished.value : undefined;
    this.ticker?.stop();
    this.healthSender?.stop();
    this.setState('stopped');
    this.searchOn();
    return finished && !finished.ok ? finished : ok(undefined);
  }

  /** Shows a recording in place of the run, which is stopped first; without one, what was shown before. */
  private async showRecording(recording: Recording | undefined): Promise<number> {
    await this.end();
    const part = recording && (await nextPart(this.recording?.recording, recording));
    if (part) this.recording = this.recording && { ...this.recording, recording: part };
    else await this.leaveRecording();
    if (recording) {
      this.recording ??= { recording, before: { run: this.run, ticker: this.ticker, history: this.history } };
      if (!part) this.generation++;
      if (part) this.ticker?.stop();
      const { generation, options, list } = this;
      const send = (batch: Float64Array<ArrayBuffer>) => options.onBatch?.(batch);
      const shown = playing(recording, { generation, send, view: () => list.of(recording.run) });
      ({ run: this.run, ticker: this.ticker, history: this.history } = shown);
      shown.ticker.setVisible(this.visible);
    }
    // The list is of all parts.
    if (!part) this.list.renew();
    this.status.flush();
    if (!this.run) this.options.onBatch?.(emptyBatch(++this.generation, this.list.number));
    this.searchOn();
    this.healthSender?.stop();
    return this.generation;
  }

  private async leaveRecording(): Promise<void> {
    if (!this.recording) return;
    this.ticker?.stop();
    await this.recording.recording.stored?.close();
    ({ run: this.run, ticker: this.ticker, history: this.history } = this.recording.before);
    this.recording = undefined;
  }

  private setState(state: RunState): void {
    this.state = state;
    this.status.flush();
  }

  private startTicker(run: Run): void {
    const { onBatch } = this.options;
    if (!onBatch) return;
    this.history = new RunSeries(run, this.generation);
    const view = () => this.list.of(run);
    this.ticker = new Ticker({ run, series: this.history, generation: this.generation, send: onBatch, view });
    this.ticker.start(this.visible);
  }

  /** After the stop nothing ticks, and a search still has to come to its end. */
  private searchOn(): void {
    const { view } = this.list;
    if (!view || !this.ticker || this.state !== 'stopped') return;
    this.ticker.acknowledgeAll();
    this.ticker.beat();
    const wait = view.searched > 0 && view.searched < 1 ? TICK_MS : 10;
    if (!view.advance(0)) setTimeout(() => this.list.view === view && this.searchOn(), wait);
  }
}
