import { useSyncExternalStore } from 'react';
import type { CommandId } from '../../shared/commands';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { isEnabled } from './actions';

/** Whether a command can be used now; follows what it depends on. */
export function useEnabled(id: CommandId): boolean {
  return useSyncExternalStore(subscribeToAll, () => isEnabled(id));
}

function subscribeToAll(listener: () => void): () => void {
  const stops = [useDocument.subscribe(listener), useRuntime.subscribe(listener), useView.subscribe(listener)];
  return () => {
    for (const stop of stops) stop();
  };
}
