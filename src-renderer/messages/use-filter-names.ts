import { useMemo } from 'react';
import type { FilterNames } from '../../shared/filter/complete';
import { filterNames } from '../../shared/filter/topology-names';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';

/** What a filter can name: of the document, and of the programs outside that came. */
export function useFilterNames(): FilterNames {
  const topology = useDocument((state) => state.history.present);
  const peers = useRuntime((state) => state.status.peers);
  return useMemo(() => filterNames(topology, peers), [topology, peers]);
}
