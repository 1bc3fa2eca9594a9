import type { CommandId } from './commands';
import type { Encoding, Unpacked } from './decode/compression';
import type {
  CopyReport,
  ExportFormatName,
  ExportReport,
  ItemChoice,
  OpenedRecording,
  ReplayReport,
  ReplayRequest,
  SaveReport,
  TaskProgress,
} from './keep';
import type { SeenNames } from './filter/seen';
import type { Problem, Result } from './result';
import type { KeyList, ZapLog } from './security/security';
import type { Language, Settings } from './settings';
import type { FrameTemplate, SocketKey, Topology } from './topology/topology';
import type { CaptureFilter, CaptureRow } from './traffic/capture';
import type { DeskDecision } from './traffic/desk';
import type { ItemDetail } from './traffic/detail';
import type { Marks } from './traffic/marks';
import type { SeriesAnswer, SeriesQuery } from './traffic/series';
import type { FlowId } from './traffic/flow';
import type { Journey } from './traffic/journey';
import type { Health } from './traffic/health';
import type { SocketLife } from './traffic/socket-life';
import type { RunStatus } from './traffic/status';
import type { TurnsAnswer } from './traffic/turns';
import type { ConnectionsAnswer, LadderAnswer } from './wire/ladder';
import type { MessagesBetween, RowsBetween } from './wire/messages-between';
import type { SocketHistory } from './wire/socket-history';
import type { SubscriptionsAnswer } from './wire/subscriptions';

/** A document as the window opens it. */
export interface OpenedDocument {
  readonly topology: Topology;
  /** Where it is saved; `undefined` for one that never was. */
  readonly path: string | undefined;
  /** True where it differs from what is saved: brought back from the autosave, say. */
  readonly unsaved: boolean;
  /** `restored`: from the autosave of a session that ended without saving. */
  readonly origin: 'file' | 'gallery' | 'new' | 'restored';
}

export interface GalleryEntry {
  readonly id: string;
  /** Name and description in each language. */
  readonly title: Readonly<Record<Language, string>>;
  readonly description: Readonly<Record<Language, string>>;
  readonly topology: Topology;
}

export interface AppState {
  readonly versions: {
    readonly app: string;
    readonly electron: string;
    readonly node: string;
    readonly libzmq: string;
  };
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly settings: Settings;
  /** The language in use: the settings' one, or the system's where they follow it. */
  readonly language: Language;
  readonly document: OpenedDocument;
  readonly status: RunStatus;
  readonly health: Health;
}

/** What the user did with a dialog: `canceled` is no failure. */
export type DialogResult<Value> = Result<Value | 'canceled', readonly Problem[]>;

/** What the edit menu does in a text field. */
export type TextAction = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll';

/** Rows of the capture's view, with the numbers that say where they are. */
export interface RowsAnswer {
  readonly view: number;
  readonly from: number;
  readonly rows: readonly CaptureRow[];
}

/**
 * Everything the window can ask of thread 1, as [what is sent, what is answered]. Channel names are declared here and
 * nowhere else.
 */
export interface Requests {
  'app:state': [void, AppState];
  /** The window hears events from now on: what has happened until then is told now. */
  'window:listening': [void, void];
  'settings:change': [Partial<Settings>, Settings];

  /** The window's document changed: thread 1 keeps it for the autosave, the title and the question at closing. */
  'document:changed': [{ topology: Topology; unsaved: boolean }, void];
  /** Asks whether to save unsaved changes first, then gives an empty document. */
  'document:new': [void, DialogResult<OpenedDocument>];
  /** Opens a file: of a dialog where no path is given. Asks about unsaved changes first. */
  'document:open': [{ path?: string }, DialogResult<OpenedDocument>];
  'document:save': [{ topology: Topology; as: boolean }, DialogResult<{ path: string }>];
  /** Opens an entry of the gallery as a new document. Asks about unsaved changes first. */
  'document:example': [{ id: string }, DialogResult<OpenedDocument>];
  'gallery:list': [void, readonly GalleryEntry[]];
  /** Shows the document's file in the system's file manager. */
  'document:reveal': [void, void];

  /**
   * Runs a topology. Where it would bind or connect beyond this machine and the user has not agreed for this document, the
   * answer lists those endpoints and nothing is started; ask again with `agreed`.
   */
  'engine:run': [
    { topology: Topology; agreed: boolean; stepping?: boolean },
    Result<'started' | { readonly beyondLoopback: readonly string[] }>,
  ];
  /** Changes what runs to this topology; nothing happens while stopped. */
  'engine:update': [Topology, Result<'updated' | { readonly beyondLoopback: readonly string[] }>];
  'engine:stop': [void, void];
  /** Takes the next step of a run that was asked for with `stepping`, or all the rest. */
  'engine:step': [{ all: boolean }, void];
  /** What was done with a socket, call by call, in the run that is on or the last one. */
  'socket:life': [{ socket: SocketKey }, SocketLife];
  /** Decides on the subscription that waits at a `manual` XPUB. */
  'socket:decide': [{ socket: SocketKey } & DeskDecision, Result<void>];
  /** Sends one message by hand from a socket of a running topology. A ROUTER's first frame names the peer. */
  'socket:send': [{ socket: SocketKey; frames: readonly FrameTemplate[] }, Result<void>];

  /** Makes the view that `capture:rows` and the batches' view numbers are of; it replaces the one before. */
  'capture:filter': [{ view: number; filter: CaptureFilter }, void];
  /** Rows that were found on the disk, in front of the first one in memory, have indices below 0. */
  'capture:rows': [{ view: number; from: number; count: number }, RowsAnswer];
  /** Looks no further on the disk for the rows of a view; those that were found stay. */
  'capture:halt': [{ view: number }, void];
  /** Filters of the colouring rules: a row that is asked for says which of them lets it through first. */
  'capture:colors': [{ queries: readonly string[] }, void];
  'capture:item': [{ seq: number }, ItemDetail | undefined];
  /** All that a captured message came from and became, through devices and back. */
  'capture:journey': [{ seq: number }, Journey | undefined];
  /** Names in recent messages that a filter is completed from. */
  'capture:seen': [void, SeenNames];
  'capture:clear': [void, void];
  /** Whose turn it is at each REQ and REP, what requests wait, and how these devices poll; `undefined` while nothing has run. */
  'turns:read': [{ devices: readonly string[] }, TurnsAnswer | undefined];
  /** How counters went over time. */
  'series:read': [SeriesQuery, SeriesAnswer];

  /** Connections through relays, of these flows and these nodes' sockets, or of all where no flows are named. `undefined` while nothing has run. */
  'wire:connections': [{ flows?: readonly FlowId[]; nodes?: readonly string[] }, ConnectionsAnswer | undefined];
  /** Steps of a connection's ladder from a number on, some hundreds at the most; `undefined` where it is forgotten. */
  'wire:ladder': [{ connection: number; from: number }, LadderAnswer | undefined];
  'wire:messages': [MessagesBetween, RowsBetween | undefined];
  /** What happened to a socket's connections, by its monitor. */
  'wire:history': [{ socket: SocketKey }, SocketHistory | undefined];
  /** Who is subscribed to what at a socket; `undefined` for one that knows no subscriptions. */
  'wire:subscriptions': [{ socket: SocketKey }, SubscriptionsAnswer | undefined];
  /** Writes captured items to a file that the user is asked for. Answered at the end of the task. */
  'keep:export': [{ format: ExportFormatName; items: ItemChoice }, Result<ExportReport | 'canceled'>];
  /** Captured items as lines of JSON, for the clipboard; the first ones where they are too many. */
  'keep:copy': [{ items: ItemChoice }, Result<CopyReport | 'canceled'>];
  /** Saves what is captured, with its topology, in a file that the user is asked for. */
  'keep:save': [{ marks: Marks }, Result<SaveReport | 'canceled'>];
  /**
   * Opens a capture file, of a dialog where no path is given, and shows it in place of the run, which is stopped. Of a large
   * one a part is shown, with the moment `at` in it.
   */
  'keep:open': [{ path?: string; at?: number }, DialogResult<OpenedRecording>];
  /** Shows again what was shown before the recording. */
  'keep:close': [void, void];
  /** Plays the recording that is shown, or goes to a place of it; seconds since the recorded run began. */
  'keep:play': [{ playing?: boolean; speed?: number; position?: number }, void];
  /** Sends captured messages again from sockets of the run. Answered at the end, also where it was stopped by hand. */
  'keep:replay': [ReplayRequest, Result<ReplayReport | 'canceled'>];
  /** Takes messages out of what is shown, to be sent when that is closed; without items, lets go of those that were. */
  'keep:hold': [{ items?: ItemChoice }, Result<'done' | 'canceled'>];
  /** Ends the export, or another task of its kind, that is being done. */
  'keep:cancel': [void, void];

  /** Unpacks a compressed frame, which takes Node. */
  'frame:unpack': [{ encoding: Encoding; bytes: Uint8Array }, Result<Unpacked>];

  'keys:list': [void, KeyList];
  /** Makes a new CURVE key pair for each name. */
  'keys:generate': [{ names: readonly string[] }, Result<KeyList>];
  /** Keys in Z85; an empty one is not known, and the public one follows from the secret one. */
  'keys:import': [{ name: string; publicKey: string; secretKey: string }, Result<KeyList>];
  'keys:login': [{ name: string; user: string; password: string }, Result<KeyList>];
  'keys:rename': [{ name: string; to: string }, Result<KeyList>];
  'keys:remove': [{ name: string }, Result<KeyList>];
  /** Puts the secret key, or the password, on the system's clipboard. */
  'keys:copySecret': [{ name: string }, Result<void>];
  /** Who called on these sockets of the run, and whether they were let in. */
  'security:log': [{ sockets: readonly SocketKey[] }, ZapLog | undefined];

  /** The window has drawn the batch of this tick. */
  'traffic:acknowledge': [{ tick: number }, void];
  /** Does to the text field that has the focus what the system's edit menu does; for a menu item chosen while one types. */
  'edit:text': [{ action: TextAction }, void];
  /** Opens one of the app's own help pages in the system's browser. */
  'help:open': [{ page: 'guide' | 'project' | 'rfc' }, void];
  'window:close': [void, void];
}

/** Everything thread 1 tells the window by itself. */
export interface Events {
  'engine:status': RunStatus;
  /** How far an export, or another task of its kind, has come. */
  'keep:progress': TaskProgress;
  'engine:health': Health;
  /** A capture was opened from outside the window: the command line, a recent item. */
  'keep:opened': DialogResult<OpenedRecording>;
  /** One tick's traffic, laid out as shared/traffic/batch.ts says. */
  'traffic:batch': Float64Array;
  /** A menu item was chosen. */
  'menu:command': { readonly id: CommandId };
  /** A document was opened from outside the window: the command line, a recent item, a file dropped on the icon. */
  'document:opened': DialogResult<OpenedDocument>;
  'settings:changed': { readonly settings: Settings; readonly language: Language };
}

export type RequestName = keyof Requests;
export type EventName = keyof Events;
export type RequestOf<Name extends RequestName> = Requests[Name][0];
export type AnswerOf<Name extends RequestName> = Requests[Name][1];

/** Lists, so that a channel that is not declared is refused at run time as well. */
export const REQUEST_NAMES = [
  'app:state',
  'window:listening',
  'settings:change',
  'document:changed',
  'document:new',
  'document:open',
  'document:save',
  'document:example',
  'gallery:list',
  'document:reveal',
  'engine:run',
  'engine:update',
  'engine:stop',
  'engine:step',
  'socket:send',
  'socket:decide',
  'socket:life',
  'capture:filter',
  'capture:rows',
  'capture:halt',
  'capture:colors',
  'capture:item',
  'capture:journey',
  'capture:seen',
  'capture:clear',
  'turns:read',
  'series:read',
  'wire:connections',
  'wire:ladder',
  'wire:messages',
  'wire:history',
  'wire:subscriptions',
  'keep:export',
  'keep:copy',
  'keep:save',
  'keep:open',
  'keep:close',
  'keep:play',
  'keep:replay',
  'keep:hold',
  'keep:cancel',
  'frame:unpack',
  'keys:list',
  'keys:generate',
  'keys:import',
  'keys:login',
  'keys:rename',
  'keys:remove',
  'keys:copySecret',
  'security:log',
  'traffic:acknowledge',
  'edit:text',
  'help:open',
  'window:close',
] as const satisfies readonly RequestName[];
/** Requests without an answer that come many times a second. */
export const REPORT_NAMES = ['traffic:acknowledge'] as const satisfies readonly RequestName[];
export type ReportName = (typeof REPORT_NAMES)[number];
export const EVENT_NAMES = [
  'engine:status',
  'keep:progress',
  'engine:health',
  'keep:opened',
  'traffic:batch',
  'menu:command',
  'document:opened',
  'settings:changed',
] as const satisfies readonly EventName[];
