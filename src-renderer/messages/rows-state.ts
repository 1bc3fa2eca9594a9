/** What the list shows of the capture's view. A new object whenever something in it changed. */
export interface RowsState {
  /** Number of the view: rows of another one are numbered anew. */
  readonly view: number;
  /** Index of the first row that is there, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** False while the engine is still looking through the capture. */
  readonly complete: boolean;
  /** How much of what is on the disk was looked through, in percent. */
  readonly searched: number;
  /** Items that came faster than the filter could look at them. */
  readonly skipped: number;
  /** The user wanted no further search on the disk. */
  readonly halted: boolean;
  /** Grows with every change of rows, so that a list that holds still knows to look again. */
  readonly revision: number;
}

/** Before anything is known. */
export const NO_ROWS: RowsState = {
  view: 0,
  first: 0,
  count: 0,
  complete: true,
  searched: 100,
  skipped: 0,
  halted: false,
  revision: 0,
};
