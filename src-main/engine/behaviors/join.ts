import { durationMs } from '../../../shared/duration';
import type { RunBehavior } from './behavior';

/**
 * Joins `groups` and receives what RADIOs send to them (RFC 48); `delay` is the work that each message makes. When another
 * behavior takes over it leaves them.
 */
export const join: RunBehavior<'join'> = async ({ socket, behavior, stop }) => {
  const delay = durationMs(behavior.delay ?? 0);
  const groups = [...new Set(behavior.groups)];
  socket.ask('join', groups);
  stop.add(() => !stop.closing && socket.ask('leave', groups));
  await socket.io.consume(stop, delay > 0 ? () => stop.sleep(delay) : () => undefined);
};
