import { durationMs } from '../../../shared/duration';
import type { RunBehavior } from './behavior';

/** Receives; `delay` is the work that each message makes. */
export const sink: RunBehavior<'sink'> = async ({ socket, behavior, stop }) => {
  const delay = durationMs(behavior.delay ?? 0);
  await socket.io.consume(stop, delay > 0 ? () => stop.sleep(delay) : () => undefined);
};
