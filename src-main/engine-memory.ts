import { setFlagsFromString } from 'node:v8';

/**
 * Every message that arrives is a Buffer of its own for a moment. By default V8 gives their memory back from threads beside the
 * engine's; in Electron it all comes from one place with one lock, over which these and the engine then wait for each other:
 * a third of the processor time of a message. Next to nothing outlives a collection there either, so that more threads for it
 * only cost the waking. So the engine's thread does both by itself. Call it before the engine's worker is started.
 */
export function collectOnOwnThread(): void {
  setFlagsFromString('--no-concurrent-array-buffer-sweeping');
  setFlagsFromString('--no-parallel-scavenge');
}
