import type { RowsAnswer } from '../shared/ipc';
import type { TaskProgress } from '../shared/keep';
import type { Problem, Result } from '../shared/result';
import type { Credentials } from '../shared/security/security';
import type { FrameTemplate, SocketKey, Topology } from '../shared/topology/topology';
import type { CaptureFilter } from '../shared/traffic/capture';
import type { DeskDecision } from '../shared/traffic/desk';
import type { ItemDetail } from '../shared/traffic/detail';
import type { Health } from '../shared/traffic/health';
import type { RunStatus } from '../shared/traffic/status';
import type { ContextSettings } from '../shared/zmq/context';
import type { Playback } from './engine/player';
import type { EngineRequests, KeepRequestName, RunRequest, RunTotals } from './engine/protocol';

export interface EngineHostOptions {
  /** The bundled worker, `worker.js`. */
  readonly workerUrl: URL;
  readonly onStatus: (status: RunStatus) => void;
  readonly onBatch: (batch: Float64Array<ArrayBuffer>) => void;
  readonly onHealth?: (health: Health) => void;
  /** The engine ended by a bug of its own; it is being started again unless it keeps failing. */
  readonly onCrash: (problem: Problem) => void;
  /** How far an export, or another task of the keep, has come. */
  readonly onTask?: (progress: TaskProgress) => void;
  /** False where nobody looks at batches. */
  readonly batches?: boolean;
  /** Path of an addon to run zeromq on in place of its own. */
  readonly addon?: string | undefined;
  /** What is set on ZeroMQ's context; without it the app's own settings. */
  readonly context?: ContextSettings;
}

/** Thread 1's side of the engine worker. Nothing here throws or rejects because of the worker's end. */
export interface EngineHost {
  readonly status: RunStatus;
  /** How the run fares, or the last one did. */
  readonly health: Health;
  /** Starts a run; one that is on is stopped first. */
  run(topology: Topology, options?: Omit<RunRequest, 'topology'>): Promise<Result<void>>;
  update(topology: Topology): Promise<void>;
  stop(): Promise<Result<void>>;
  send(socket: SocketKey, frames: readonly FrameTemplate[]): Promise<Result<void>>;
  /** Decides on the subscription that waits at a `manual` XPUB. */
  decide(socket: SocketKey, decision: DeskDecision): Promise<Result<void>>;
  filter(view: number, filter: CaptureFilter): Promise<void>;
  /** Looks no further on the disk for the rows of a view. */
  halt(view: number): Promise<void>;
  /** Filters of the colouring rules; a new engine gets them too. */
  colors(queries: readonly string[]): Promise<void>;
  rows(view: number, from: number, count: number): Promise<RowsAnswer>;
  item(seq: number): Promise<ItemDetail | undefined>;
  /** Asks the engine what can only be looked at; `undefined` while nothing has run, and where it ended meanwhile. */
  look<Name extends LookName>(name: Name, value: EngineRequests[Name][0]): Promise<EngineRequests[Name][1] | undefined>;
  /** Takes the next step of a run that is gone through step by step, or all the rest. */
  step(all: boolean): Promise<void>;
  clear(): Promise<void>;
  totals(): Promise<RunTotals | undefined>;
  /** Exports, saves, opens, replays: see the requests of that name. */
  keep<Name extends KeepRequestName>(name: Name, value: EngineRequests[Name][0]): Promise<EngineRequests[Name][1]>;
  /** Plays the recording that is shown, or goes to another place of it. */
  play(playback: Playback): Promise<void>;
  /** The window has drawn the batch of this tick. */
  acknowledge(tick: number): void;
  /** A hidden window gets counters only, four times a second. */
  setVisible(visible: boolean): void;
  /** The keys and logins that topologies name; they count from the next socket that is opened. */
  setCredentials(credentials: Credentials): void;
  /** Ends the engine, with what runs in it, and starts a new one on another addon; `undefined` is zeromq's own. */
  useAddon(addon: string | undefined): Promise<void>;
  /** Ends the engine, with what runs in it, and starts a new one with another context. */
  useContext(context: ContextSettings): Promise<void>;
  /** Stops everything and ends the worker. False when it was not gone after `deadlineMs`. */
  shutdown(deadlineMs: number): Promise<boolean>;
}

/** Requests that change nothing. */
export type LookName =
  | 'connections'
  | 'ladder'
  | 'ladderMessages'
  | 'socketHistory'
  | 'subscriptions'
  | 'journey'
  | 'seen'
  | 'turns'
  | 'securityLog'
  | 'series'
  | 'life';
