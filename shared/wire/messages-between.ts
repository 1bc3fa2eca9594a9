import type { CaptureRow } from '../traffic/capture';

/** Captured messages of a connection, with a seq in `[from, to)`. */
export interface MessagesBetween {
  readonly connection: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** `next` is the seq to go on from; the `to` that was asked for when there are no more. */
export interface RowsBetween {
  readonly rows: readonly CaptureRow[];
  readonly next: number;
}
