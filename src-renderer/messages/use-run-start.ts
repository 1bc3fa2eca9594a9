import { useRef } from 'react';
import { useRuntime } from '../stores/runtime';

/** Milliseconds since 1970 at which the run began whose messages are shown; 0 before the first one. */
export function useRunStart(): number {
  const startedAt = useRuntime((state) => state.status.startedAt);
  const known = useRef(startedAt);
  // A stopped engine tells of no run, and what it captured is still shown.
  if (startedAt !== 0) known.current = startedAt;
  return known.current;
}
