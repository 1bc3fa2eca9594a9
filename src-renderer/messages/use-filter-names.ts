import { useEffect, useMemo, useState } from 'react';
import type { FilterNames } from '../../shared/filter/complete';
import { NOTHING_SEEN } from '../../shared/filter/seen';
import { filterNames } from '../../shared/filter/topology-names';
import { request } from '../bridge';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';

/** What asks for names that are in the messages themselves. */
const IN_MESSAGES = /\b(?:json|topic)\b/;

/** What a filter can name: of the document, of the programs outside that came, and of what is typed in recent messages. */
export function useFilterNames(typed: string): FilterNames {
  const topology = useDocument((state) => state.history.present);
  const peers = useRuntime((state) => state.status.peers);
  const known = useMemo(() => filterNames(topology, peers), [topology, peers]);
  const seen = useSeen(typed);
  return useMemo(
    () => ({ ...known, topics: [...new Set([...known.topics, ...seen.topics])], paths: seen.paths }),
    [known, seen],
  );
}

/** Names in recent messages, asked for while the filter is about such; the engine looks once a second at the most. */
function useSeen(typed: string): typeof NOTHING_SEEN {
  const [seen, setSeen] = useState(NOTHING_SEEN);
  useEffect(() => {
    if (!IN_MESSAGES.test(typed)) return;
    request('capture:seen', undefined).then(setSeen, (error: unknown) => console.error('capture:seen failed', error));
  }, [typed]);
  return seen;
}
