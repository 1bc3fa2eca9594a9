import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { byteQuery, findBytes, MOST_HITS } from '../../../shared/decode/find-bytes';
import type { CapturedFrame } from '../../../shared/traffic/capture';
import { setMessageSearch, useView, type MessageSearch } from '../../stores/view';
import type { FoundProps, Hit } from './found';

export interface SearchState extends FoundProps {
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

/** Looks for text or bytes in the frames of the opened message. What is looked for stays from one message to the next. */
export function useMessageSearch(frames: readonly CapturedFrame[]): SearchState {
  const search = useView((state) => state.messageSearch);
  const [index, setIndex] = useState(0);
  const typed = useDeferredValue(search.open ? search.text : '');
  const query = useMemo(() => byteQuery(typed, search.mode), [typed, search.mode]);
  const { hits, places } = useMemo(() => {
    let left = MOST_HITS;
    const found = frames.map(({ bytes }) => {
      const ranges = findBytes(bytes, query, left);
      left -= ranges.length;
      return ranges;
    });
    return { hits: found, places: found.flatMap((ranges, frame) => ranges.map((range): Hit => ({ frame, range }))) };
  }, [frames, query]);
  useEffect(() => setIndex(0), [query]);
  const count = places.length;
  return {
    search,
    change: setMessageSearch,
    hits,
    hit: places[index],
    at: Math.min(index + 1, count),
    count,
    malformed: query.type === 'malformed',
    more: count >= MOST_HITS,
    go: (step) => count > 0 && setIndex((index + step + count) % count),
  };
}
