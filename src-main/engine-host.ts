import { Worker } from 'node:worker_threads';
import type { RowsAnswer } from '../shared/ipc';
import { deepEqual } from '../shared/deep-equal';
import { fail, ok, type Result } from '../shared/result';
import type { FrameTemplate, SocketKey, Topology } from '../shared/topology/topology';
import type { CaptureFilter } from '../shared/traffic/capture';
import type { DeskDecision } from '../shared/traffic/desk';
import type { ItemDetail } from '../shared/traffic/detail';
import { HEALTHY, type Health } from '../shared/traffic/health';
import type { Credentials } from '../shared/security/security';
import { STOPPED, type RunStatus } from '../shared/traffic/status';
import { DEFAULT_CONTEXT, type ContextSettings } from '../shared/zmq/context';
import type { EngineHost, EngineHostOptions, LookName } from './engine-host-contract';
import { crashProblem, EngineGone, goneProblem } from './engine-problems';
import type { Playback } from './engine/player';
import type {
  EngineRequestName,
  EngineRequests,
  EngineWorkerData,
  FromEngine,
  KeepRequestName,
  RunRequest,
  RunTotals,
  ToEngine,
} from './engine/protocol';

/** Times that the worker may end before it was ready; then it is not started again by itself. */
const MOST_FALSE_STARTS = 3;

export function createEngineHost(options: EngineHostOptions): EngineHost {
  return new Host(options);
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (gone: EngineGone) => void;
}

class Host implements EngineHost {
  status: RunStatus = STOPPED;
  health: Health = HEALTHY;
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private visible = true;
  private view: { view: number; filter: CaptureFilter } | undefined;
  private credentials: Credentials = {};
  private colorQueries: readonly string[] = [];
  private falseStarts = 0;
  private failure: string | undefined;
  private ending = false;
  private exited: Promise<void> = Promise.resolve();

  private addon: string | undefined;
  private context: ContextSettings;
  /** The worker leaves because another library or context was chosen. */
  private changing = false;

  constructor(private readonly options: EngineHostOptions) {
    this.addon = options.addon;
    this.context = options.context ?? DEFAULT_CONTEXT;
    this.start();
  }

  async run(topology: Topology, options: Omit<RunRequest, 'topology'> = {}): Promise<Result<void>> {
    if (!this.worker && !this.ending) {
      this.falseStarts = 0;
      this.start();
    }
    return this.ask('run', { topology, ...options }, fail(goneProblem()));
  }

  async update(topology: Topology): Promise<void> {
    return this.ask('update', topology, undefined);
  }

  async stop(): Promise<Result<void>> {
    return this.ask('stop', undefined, ok(undefined));
  }

  async send(socket: SocketKey, frames: readonly FrameTemplate[]): Promise<Result<void>> {
    return this.ask('send', { socket, frames }, fail(goneProblem()));
  }

  async decide(socket: SocketKey, decision: DeskDecision): Promise<Result<void>> {
    return this.ask('decide', { socket, decision }, fail(goneProblem()));
  }

  async filter(view: number, filter: CaptureFilter): Promise<void> {
    this.view = { view, filter };
    return this.ask('filter', this.view, undefined);
  }

  async halt(view: number): Promise<void> {
    return this.ask('halt', { view }, undefined);
  }

  async colors(queries: readonly string[]): Promise<void> {
    this.colorQueries = queries;
    return this.ask('colors', { queries }, undefined);
  }

  async rows(view: number, from: number, count: number): Promise<RowsAnswer> {
    return this.ask('rows', { view, from, count }, { view, from, rows: [] });
  }

  async item(seq: number): Promise<ItemDetail | undefined> {
    return this.ask('item', { seq }, undefined);
  }

  async look<Name extends LookName>(
    name: Name,
    value: EngineRequests[Name][0],
  ): Promise<EngineRequests[Name][1] | undefined> {
    return this.ask(name, value, undefined);
  }

  async step(all: boolean): Promise<void> {
    return this.ask('step', { all }, undefined);
  }

  async clear(): Promise<void> {
    return this.ask('clear', undefined, undefined);
  }

  async totals(): Promise<RunTotals | undefined> {
    return this.ask('totals', undefined, undefined);
  }

  async keep<Name extends KeepRequestName>(
    name: Name,
    value: EngineRequests[Name][0],
  ): Promise<EngineRequests[Name][1]> {
    return this.ask(name, value, fail(goneProblem()) as EngineRequests[Name][1]);
  }

  async play(playback: Playback): Promise<void> {
    return this.ask('play', playback, undefined);
  }

  acknowledge(tick: number): void {
    this.post({ type: 'acknowledge', tick });
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.post({ type: 'visible', visible });
  }

  setCredentials(credentials: Credentials): void {
    this.credentials = credentials;
    this.post({ type: 'credentials', credentials });
  }

  async useAddon(addon: string | undefined): Promise<void> {
    if (addon === this.addon) return;
    this.addon = addon;
    await this.startAnew();
  }

  async useContext(context: ContextSettings): Promise<void> {
    if (deepEqual(context, this.context)) return;
    this.context = context;
    await this.startAnew();
  }

  /** Another engine, with what was chosen; where none runs, the next one has it. */
  private async startAnew(): Promise<void> {
    if (!this.worker || this.ending || this.changing) return;
    this.changing = true;
    await this.ask('shutdown', undefined, undefined);
    await this.exited;
  }

  async shutdown(deadlineMs: number): Promise<boolean> {
    this.ending = true;
    if (!this.worker) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, deadlineMs, false)));
    const gone = this.ask('shutdown', undefined, undefined).then(async () => {
      await this.exited;
      return true;
    });
    const inTime = await Promise.race([gone, late]);
    clearTimeout(timer);
    return inTime;
  }

  private start(): void {
    const { addon, context } = this;
    const workerData: EngineWorkerData = {
      batches: this.options.batches ?? true,
      context,
      ...(addon === undefined ? {} : { addon }),
    };
    // OpenPGM writes warnings to standard output, where nothing but the report of `headless --json` may be, and asks for this as it
    // begins. A worker cannot say it: what it sets in its environment is not the process's.
    process.env['PGM_MIN_LOG_LEVEL'] ??= 'FATAL';
    const worker = new Worker(this.options.workerUrl, { workerData, name: 'engine' });
    this.worker = worker;
    this.failure = undefined;
    worker.on('message', (message: FromEngine) => this.take(message));
    worker.on('error', (error: unknown) => {
      this.failure ??= error instanceof Error ? error.message : String(error);
    });
    this.exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.left();
        resolve();
      });
    });
    this.setCredentials(this.credentials);
    if (!this.visible) this.setVisible(false);
    if (this.view) void this.filter(this.view.view, this.view.filter);
    if (this.colorQueries.length > 0) void this.colors(this.colorQueries);
  }

  private take(message: FromEngine): void {
    switch (message.type) {
      case 'ready':
        this.falseStarts = 0;
        this.setStatus({ ...this.status, library: message.library });
        break;
      case 'answer':
        this.waiting.get(message.id)?.resolve(message.value);
        this.waiting.delete(message.id);
        break;
      case 'status':
        this.setStatus({ ...message.status, restarts: this.status.restarts });
        break;
      case 'health':
        this.health = message.health;
        this.options.onHealth?.(message.health);
        break;
      case 'batch':
        this.options.onBatch(message.batch);
        break;
      case 'task':
        this.options.onTask?.(message.progress);
        break;
      case 'fatal':
        this.failure = message.message;
        break;
    }
  }

  private setStatus(status: RunStatus): void {
    this.status = status;
    this.options.onStatus(status);
  }

  /** The worker is gone: as it was told to, or by a bug. */
  private left(): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(new EngineGone());
    this.waiting.clear();
    if (this.ending) return;
    if (this.changing) {
      this.changing = false;
      this.setStatus({ ...STOPPED, restarts: this.status.restarts });
      this.start();
      return;
    }
    this.falseStarts++;
    const again = this.falseStarts <= MOST_FALSE_STARTS;
    const problem = crashProblem(this.failure ?? 'it ended without saying why', this.status.state !== 'stopped');
    const { library, restarts } = this.status;
    this.setStatus({ ...STOPPED, library, restarts: restarts + 1, problems: [problem] });
    this.options.onCrash(problem);
    if (again) this.start();
  }

  private post(message: ToEngine): void {
    this.worker?.postMessage(message);
  }

  /** Asks the worker; `gone` is the answer where it ended before it answered. */
  private async ask<Name extends EngineRequestName, Gone>(
    name: Name,
    value: EngineRequests[Name][0],
    gone: Gone,
  ): Promise<EngineRequests[Name][1] | Gone> {
    if (!this.worker) return gone;
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.post({ type: 'request', id, name, value } as ToEngine);
    try {
      return (await answer) as EngineRequests[Name][1];
    } catch (error) {
      if (error instanceof EngineGone) return gone;
      throw error;
    }
  }
}
