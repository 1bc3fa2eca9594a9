import type { ByteRange } from '../byte-range';

/** One place that a search found in a message. */
export interface Hit {
  readonly frame: number;
  readonly range: ByteRange;
}

/** What a search found, as the frames show it. */
export interface FoundProps {
  /** For each frame the bytes that were found in it, in their order. */
  readonly hits: readonly (readonly ByteRange[])[];
  /** The one that the search is at. */
  readonly hit: Hit | undefined;
}

export const NO_HITS: readonly ByteRange[] = [];
