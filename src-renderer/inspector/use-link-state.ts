import type { LinkState } from '../../shared/traffic/status';
import { isRunning, useRuntime } from '../stores/runtime';

/** How a link fares; `idle` while nothing runs, whatever was last known of it. */
export function useLinkState(id: string): LinkState | 'idle' {
  return useRuntime((state) => (isRunning(state) ? (state.links.get(id)?.state ?? 'idle') : 'idle'));
}
