import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { byteQuery, MOST_HITS } from '../../../shared/decode/find-bytes';
import { setMessageSearch, useView, type MessageSearch } from '../../stores/view';
import { findInPart, inOrder } from './find-in-part';
import type { Found, Hit, SearchPart } from './found';

export interface SearchState {
  readonly found: Found;
  readonly search: MessageSearch;
  readonly change: (change: Partial<MessageSearch>) => void;
  /** The number of the place that the search is at, from 1; 0 where nothing was found. */
  readonly at: number;
  readonly count: number;
  readonly malformed: boolean;
  /** True where there may be more than were looked for. */
  readonly more: boolean;
  readonly go: (step: 1 | -1) => void;
}

/**
 * Looks for text or bytes in the parts of the opened message: in their bytes, and in what was read from these. What is
 * looked for stays from one message to the next.
 */
export function useMessageSearch(): SearchState {
  const search = useView((state) => state.messageSearch);
  const { parts, add } = useParts(search.open);
  const typed = useDeferredValue(search.open ? search.text : '');
  const query = useMemo(() => byteQuery(typed, search.mode), [typed, search.mode]);
  /** Another search begins at its first place again. */
  const [gone, setGone] = useState({ query, index: 0 });
  const index = gone.query === query ? gone.index : 0;
  const { hits, places } = useMemo(() => {
    let left = MOST_HITS;
    const found = inOrder(parts).map((part) => {
      const ranges = findInPart(part, query, search.mode === 'text' ? typed : '', left);
      left -= ranges.length;
      return [part.id, ranges] as const;
    });
    return {
      hits: new Map(found),
      places: found.flatMap(([part, ranges]) => ranges.map((range): Hit => ({ part, range }))),
    };
  }, [parts, query]);
  const count = places.length;
  const hit = places[index];
  const found = useMemo(() => ({ hits, hit, add }), [hits, hit, add]);
  return {
    found,
    search,
    change: setMessageSearch,
    at: Math.min(index + 1, count),
    count,
    malformed: query.type === 'malformed',
    more: count >= MOST_HITS,
    go: (step) => count > 0 && setGone({ query, index: (index + step + count) % count }),
  };
}

/** The parts that are shown. While nobody searches, their coming and going draws nothing anew. */
function useParts(open: boolean): { readonly parts: readonly SearchPart[]; readonly add: Found['add'] } {
  const shown = useRef(new Map<string, SearchPart>());
  const watched = useRef(open);
  const [parts, setParts] = useState<readonly SearchPart[]>([]);
  const look = useCallback(() => setParts([...shown.current.values()]), []);
  useEffect(() => {
    watched.current = open;
    if (open) look();
  }, [open, look]);
  const add = useCallback(
    (part: SearchPart) => {
      shown.current.set(part.id, part);
      if (watched.current) look();
      return () => {
        if (shown.current.get(part.id) === part) shown.current.delete(part.id);
        if (watched.current) look();
      };
    },
    [look],
  );
  return { parts, add };
}
