import { useEffect, useRef, type RefObject } from 'react';
import type { Decoding } from '../../../shared/decode/decoders';
import type { ByteRange } from '../byte-range';
import { useFound } from '../search/found';
import type { Marking } from './marking';

interface FoundPart<Part extends HTMLElement> {
  /** What is scrolled to when the search comes here. */
  readonly card: RefObject<Part | null>;
  readonly hits: readonly ByteRange[];
}

/** Lets a payload be looked through, and marks in it what the search is at. */
export function useFoundPart<Part extends HTMLElement>(
  part: string,
  bytes: Uint8Array,
  decoding: Decoding | undefined,
  { mark }: Marking,
): FoundPart<Part> {
  const { hits, hit } = useFound(part, bytes, decoding);
  const card = useRef<Part>(null);
  useEffect(() => {
    if (!hit) return;
    mark(hit, 'search');
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [hit, mark]);
  return { card, hits };
}
