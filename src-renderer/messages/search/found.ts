import { createContext, useContext, useEffect } from 'react';
import type { Decoding } from '../../../shared/decode/decoders';
import type { ByteRange } from '../byte-range';

/** A payload that can be looked through: a frame, or what is inside of a compressed one. */
export interface SearchPart {
  /** Names of parts begin with the number of their frame; what is inside of one follows it: `2`, `2 gzip`. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** As it is read in the window. */
  readonly decoding: Decoding | undefined;
}

/** One place that a search found in a message. */
export interface Hit {
  readonly part: string;
  readonly range: ByteRange;
}

/** The search, as the parts of a message see it. */
export interface Found {
  /** Bytes that were found, by their part, in their order. */
  readonly hits: ReadonlyMap<string, readonly ByteRange[]>;
  /** The one that the search is at. */
  readonly hit: Hit | undefined;
  /** Adds a part to those that are looked through; returns how to take it away. */
  readonly add: (part: SearchPart) => () => void;
}

const NO_HITS: readonly ByteRange[] = [];
const NOTHING: Found = { hits: new Map(), hit: undefined, add: () => () => undefined };

export const FoundContext = createContext<Found>(NOTHING);

/** Lets a payload be looked through; what was found in it, and where the search is, if it is here. */
export function useFound(
  id: string,
  bytes: Uint8Array,
  decoding: Decoding | undefined,
): { readonly hits: readonly ByteRange[]; readonly hit: ByteRange | undefined } {
  const { hits, hit, add } = useContext(FoundContext);
  useEffect(() => add({ id, bytes, decoding }), [add, id, bytes, decoding]);
  return { hits: hits.get(id) ?? NO_HITS, hit: hit?.part === id ? hit.range : undefined };
}
