import type { RowsAnswer } from '../../shared/ipc';
import type {
  CopyReport,
  ExportReport,
  ItemChoice,
  OpenedRecording,
  ReplayReport,
  ReplayRequest,
  SaveReport,
  TaskProgress,
} from '../../shared/keep';
import type { Credentials, ZapLog } from '../../shared/security/security';
import type { SeenNames } from '../../shared/filter/seen';
import type { Result } from '../../shared/result';
import type { FrameTemplate, SocketKey, Topology } from '../../shared/topology/topology';
import type { CaptureFilter } from '../../shared/traffic/capture';
import type { DeskDecision } from '../../shared/traffic/desk';
import type { ItemDetail } from '../../shared/traffic/detail';
import type { FlowId } from '../../shared/traffic/flow';
import type { SeriesAnswer, SeriesQuery } from '../../shared/traffic/series';
import type { Journey } from '../../shared/traffic/journey';
import type { Health } from '../../shared/traffic/health';
import type { SocketLife } from '../../shared/traffic/socket-life';
import type { TurnsAnswer } from '../../shared/traffic/turns';
import type { RunStatus } from '../../shared/traffic/status';
import type { ConnectionsAnswer, LadderAnswer } from '../../shared/wire/ladder';
import type { MessagesBetween, RowsBetween } from '../../shared/wire/messages-between';
import type { SocketHistory } from '../../shared/wire/socket-history';
import type { SubscriptionsAnswer } from '../../shared/wire/subscriptions';
import type { ExportRequest, OpenRequest, SaveRequest } from './keep';
import type { Playback } from './player';
import type { ContextSettings } from '../../shared/zmq/context';
import type { LibraryFacts } from '../../shared/zmq/library';

/** Messages and bytes that went one way. */
export interface Total {
  readonly messages: number;
  readonly bytes: number;
}

/** The exact counts of a run, for a report. */
export interface RunTotals {
  readonly durationMs: number;
  readonly sockets: readonly { readonly key: SocketKey; readonly sent: number; readonly received: number }[];
  readonly flows: readonly { readonly flow: FlowId; readonly forward: Total; readonly backward: Total }[];
  readonly capture: { readonly messages: number; readonly dropped: number };
  /** Items that are in the file of `captureTo`, and those that left the capture before they could be written; once it is finished. */
  readonly captureFile?: { readonly written: number; readonly lost: number };
}

/** How a run begins. */
export interface RunRequest {
  readonly topology: Topology;
  /** Path of a file that every captured item is written to as a line of JSON. */
  readonly captureTo?: string;
  /** True where each step waits for `step`. */
  readonly stepping?: boolean;
  /** Bytes of what leaves the memory that are kept on the disk at the most; without it nothing is. */
  readonly spill?: number;
}

/** What thread 1 can ask of the engine worker, as [what is sent, what is answered]. */
export interface EngineRequests {
  /** Answered when everything that can be started is; problems of single nodes and links are in the status. */
  run: [RunRequest, Result<void>];
  /** Changes what runs to this topology; while an earlier change is being made, only the newest waits. */
  update: [Topology, void];
  /** Stops the run. The answer fails only where the file of `captureTo` could not be finished. */
  stop: [void, Result<void>];
  send: [{ socket: SocketKey; frames: readonly FrameTemplate[] }, Result<void>];
  /** Decides on the subscription that waits at a `manual` XPUB. */
  decide: [{ socket: SocketKey; decision: DeskDecision }, Result<void>];
  filter: [{ view: number; filter: CaptureFilter }, void];
  rows: [{ view: number; from: number; count: number }, RowsAnswer];
  halt: [{ view: number }, void];
  colors: [{ queries: readonly string[] }, void];
  item: [{ seq: number }, ItemDetail | undefined];
  series: [SeriesQuery, SeriesAnswer];
  connections: [
    { flows: readonly FlowId[] | undefined; nodes: readonly string[] | undefined },
    ConnectionsAnswer | undefined,
  ];
  ladder: [{ connection: number; from: number }, LadderAnswer | undefined];
  ladderMessages: [MessagesBetween, RowsBetween | undefined];
  socketHistory: [{ socket: SocketKey }, SocketHistory | undefined];
  subscriptions: [{ socket: SocketKey }, SubscriptionsAnswer | undefined];
  journey: [{ seq: number }, Journey | undefined];
  seen: [void, SeenNames | undefined];
  life: [{ socket: SocketKey }, SocketLife | undefined];
  turns: [{ devices: readonly string[] }, TurnsAnswer | undefined];
  /** Who called on these sockets, and whether they were let in. */
  securityLog: [{ sockets: readonly SocketKey[] }, ZapLog | undefined];
  /** Takes the next step of a run that is gone through step by step, or with `all` the rest of them. */
  step: [{ all: boolean }, void];
  clear: [void, void];
  totals: [void, RunTotals];
  /** Writes captured items to a file; what `task` says meanwhile tells how far it has come. */
  export: [ExportRequest, Result<ExportReport | 'canceled'>];
  /** Captured items as lines of JSON. */
  copy: [{ items: ItemChoice }, Result<CopyReport | 'canceled'>];
  /** Saves what is captured as a capture file. */
  save: [SaveRequest, Result<SaveReport | 'canceled'>];
  /** Opens a capture file and shows it in place of the run, which is stopped. */
  open: [OpenRequest, Result<OpenedRecording | 'canceled'>];
  /** Shows again what was shown before the recording. */
  close: [void, Result<void>];
  play: [Playback, void];
  /** Sends captured messages again. */
  replay: [ReplayRequest, Result<ReplayReport | 'canceled'>];
  /** Takes messages out of what is shown, or lets go of them. */
  hold: [{ items?: ItemChoice }, Result<'done' | 'canceled'>];
  /** Ends the export, or another task of its kind, that is being done. */
  cancel: [void, Result<void>];
  /** Stops, closes every socket; after the answer the worker leaves by itself. */
  shutdown: [void, void];
}

export type EngineRequestName = keyof EngineRequests;
/** Requests of the keep: each may fail, and fails where the worker ends before it has answered. */
export type KeepRequestName = 'export' | 'copy' | 'save' | 'open' | 'close' | 'replay' | 'hold' | 'cancel';

/** One request on its way to the worker. */
export type EngineRequest = {
  [Name in EngineRequestName]: {
    readonly type: 'request';
    readonly id: number;
    readonly name: Name;
    readonly value: EngineRequests[Name][0];
  };
}[EngineRequestName];

/** What thread 1 sends to the worker. */
export type ToEngine =
  | EngineRequest
  | { readonly type: 'acknowledge'; readonly tick: number }
  | { readonly type: 'visible'; readonly visible: boolean }
  /** The keys and logins that topologies name; those of before are forgotten. */
  | { readonly type: 'credentials'; readonly credentials: Credentials };

/** What the worker sends to thread 1. */
export type FromEngine =
  | { readonly type: 'ready'; readonly library: LibraryFacts }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'status'; readonly status: RunStatus }
  | { readonly type: 'health'; readonly health: Health }
  /** The batch's buffer is transferred, not copied. */
  | { readonly type: 'batch'; readonly batch: Float64Array<ArrayBuffer> }
  | { readonly type: 'task'; readonly progress: TaskProgress }
  /** The worker met a bug, has closed its sockets and leaves. */
  | { readonly type: 'fatal'; readonly message: string };

/** What the worker is started with. */
export interface EngineWorkerData {
  /** False where nobody looks at batches, nor at how a run fares: neither is made then. */
  readonly batches: boolean;
  /** Path of an addon to run zeromq on in place of its own. */
  readonly addon?: string;
  readonly context: ContextSettings;
}
