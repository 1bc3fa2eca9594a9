import type { Direction, FlowId, ItemKind } from './flow';
import type { Known, LossCause } from './losses';

/**
 * Which captured items a view shows. Every part that is given must hold; an absent part holds for all.
 */
export interface CaptureFilter {
  /** Flow numbers of links and peers. */
  readonly flows?: readonly FlowId[];
  readonly kinds?: readonly ItemKind[];
  readonly direction?: Direction;
  /**
   * Conditions in the filter language (shared/filter). What is no filter lets nothing through; the window sends none such.
   */
  readonly query?: string;
  /**
   * The largest or the slowest first, at most MOST_RANKED, of what is captured at that moment; otherwise everything, in the
   * order in which it came.
   */
  readonly rank?: Rank;
}

export const RANKS = ['size', 'latency'] as const;
export type Rank = (typeof RANKS)[number];
/** Rows of a view that is ranked. */
export const MOST_RANKED = 1000;

/** What a captured loss says. */
export interface LostItem {
  readonly cause: LossCause;
  readonly known: Known;
  /** Messages that it stands for. */
  readonly count: number;
}

/** One captured item, as a line of the message list shows it. */
export interface CaptureRow {
  /** Number of the item in its run, from 1, without gaps, in the order in which items were complete. */
  readonly seq: number;
  /** Seconds since the run began, when the item was complete. */
  readonly t: number;
  readonly flow: FlowId;
  readonly direction: Direction;
  readonly kind: ItemKind;
  /** How many frames it has, kept or not. */
  readonly frames: number;
  /** Body bytes of all its frames, kept or not, without ZMTP headers. */
  readonly size: number;
  /** The first frames as printable text, at most 120 characters; other bytes are shown as `·`. */
  readonly preview: string;
  /** Some of its bytes were not kept. */
  readonly truncated: boolean;
  /** The bytes are a CURVE box: only their number says something. */
  readonly sealed: boolean;
  /** What a command or a step of the handshake says: `SUBSCRIBE weather`, `READY DEALER`. */
  readonly label?: string;
  /**
   * What it is in an exchange of requests and replies, where it is one: a request that no reply was seen of yet
   * (`waiting`), one whose connection ended first (`abandoned`), one that was answered, or a reply.
   */
  readonly exchange?: 'waiting' | 'answered' | 'abandoned' | 'reply';
  /** Seconds from the request to its reply, for both of them. */
  readonly latency?: number;
  /** Request and reply were put together by their order only: the wire does not say it. */
  readonly pairInferred?: boolean;
  /** What did not arrive, and why. `frames` and `preview` are the message's, where it is a single one that is known. */
  readonly lost?: LostItem;
  /** Number of the first colouring rule that fits, from 0. */
  readonly color?: number;
  /** The item is kept nowhere any more, though others before it are: nothing else that is said here is so. */
  readonly gone?: true;
}

/** One frame of a captured item. */
export interface CapturedFrame {
  /** Length of the body on the wire, in bytes. */
  readonly size: number;
  readonly more: boolean;
  /** The bytes that were kept: all of them, unless `truncated`. */
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
}

/** An item opened. `frames` may be fewer than `row.frames` when the item was longer than what is kept of one item. */
export interface CapturedItem {
  readonly row: CaptureRow;
  readonly frames: readonly CapturedFrame[];
}
