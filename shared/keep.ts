import type { Problem } from './result';
import type { FrameTemplate, SocketKey, Topology } from './topology/topology';
import type { Ranges } from './ranges';
import type { CaptureFilter } from './traffic/capture';
import type { Marks } from './traffic/marks';

/** File formats that captured items are exported in. */
export const EXPORT_FORMATS = ['jsonl', 'csv', 'pcapng'] as const;
export type ExportFormatName = (typeof EXPORT_FORMATS)[number];

/** Which captured items: those that a filter lets through, some that were chosen, or rows of the list by their index in its view. */
export type ItemChoice =
  | { readonly type: 'filter'; readonly filter: CaptureFilter }
  | { readonly type: 'items'; readonly seqs: readonly number[] }
  | { readonly type: 'rows'; readonly view: number; readonly ranges: Ranges };

/** Items that may be chosen one by one. */
export const MOST_CHOSEN = 100_000;

/** Ranges of rows that may be chosen: each is a click of its own. */
export const MOST_CHOSEN_RANGES = 10_000;

/** A task that takes its time in the engine; one of them is done at a time. */
export type KeepTask = 'export' | 'save' | 'open' | 'replay';

export interface TaskProgress {
  readonly task: KeepTask;
  /** From 0 to 1. */
  readonly progress: number;
  /** Items done so far. */
  readonly done: number;
}

/** A capture that was opened from a file and is shown in place of the document. */
export interface RecordingInfo {
  readonly name: string;
  readonly path: string;
  /** Milliseconds since 1970 at which the run began, and at which it was saved. */
  readonly startedAt: number;
  readonly savedAt: number;
  /** Seconds since the run began: what can be gone to. */
  readonly from: number;
  readonly to: number;
  readonly items: number;
  /** What of it is in memory, where that is not all: seconds since the run began, and how many items. */
  readonly part?: { readonly from: number; readonly to: number; readonly items: number };
  /** Items that had left the capture before it was saved. */
  readonly missing: number;
  /** The file ends too early: what is there of it is shown. */
  readonly cutOff: boolean;
}

export interface OpenedRecording {
  readonly info: RecordingInfo;
  /** The topology of the recorded run. */
  readonly topology: Topology;
  /** Its bookmarks. */
  readonly marks: Marks;
  /** The number that batches call it by. */
  readonly run: number;
}

/** What became of the saving of a capture. */
export interface SaveReport {
  readonly path: string;
  readonly written: number;
  /** Items that left the capture before their turn. */
  readonly lost: number;
}

/** Messages that are to be sent again. */
export interface ReplayRequest {
  /** `held`: those that `keep:hold` took out of what was shown then. */
  readonly items: ItemChoice | { readonly type: 'held' };
  /** The socket to send from; without it the one that sent each message. */
  readonly target?: SocketKey | undefined;
  /** Times as fast as they came; 0 is as fast as can be. */
  readonly speed: number;
  readonly edits: readonly ReplayEdit[];
}

/** What is done with one of the messages. */
export interface ReplayEdit {
  readonly seq: number;
  /** Sent instead of its own frames. */
  readonly frames?: readonly FrameTemplate[];
  /** The socket that sends it, whatever the others' is. */
  readonly target?: SocketKey;
  readonly leaveOut?: true;
}

/** Messages that may be edited, or left out, before the others are sent again. */
export const MOST_EDITS = 1000;
/** Messages that are taken out of a recording to be sent, and their bytes. */
export const MOST_HELD = 100_000;
export const MOST_HELD_BYTES = 64 * 1024 * 1024;

export interface ReplayReport {
  readonly sent: number;
  /** What cannot be sent again: commands, sealed boxes, what was kept in part, what a program outside sent. */
  readonly skipped: number;
  /** Messages that left the capture before their turn. */
  readonly lost: number;
  /** Ended by hand before all were sent. */
  readonly stopped: boolean;
  /** Why it ended before all were sent. */
  readonly problem?: Problem;
}

/** Captured items as text, for the clipboard. */
export interface CopyReport {
  readonly text: string;
  readonly written: number;
  /** Items that had left the capture. */
  readonly lost: number;
  /** There are more than the clipboard is given. */
  readonly cut: boolean;
}

/** Characters that are copied at the most. */
export const MOST_COPIED = 4 * 1024 * 1024;

/** What became of an export. */
export interface ExportReport {
  readonly path: string;
  /** Items in the file. */
  readonly written: number;
  /** Items that left the capture before their turn. */
  readonly lost: number;
  /** Items in the file of which the capture had kept only a part. */
  readonly partial: number;
}
