import { useSyncExternalStore } from 'react';
import { rowSource } from './row-source';

/** How many rows the list has as its filter lets them through. */
export function useRowCount(): number {
  return useSyncExternalStore(rowSource.subscribe, () => rowSource.snapshot().count);
}

/** Number of the view that the rows are of. */
export function useRowView(): number {
  return useSyncExternalStore(rowSource.subscribe, () => rowSource.snapshot().view);
}
