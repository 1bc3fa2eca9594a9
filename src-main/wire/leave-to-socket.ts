import type { Socket } from 'node:net';

/**
 * Ends a half behind which is one of the app's own sockets, and leaves it to that socket to close the connection.
 *
 * A socket of libzmq whose receive queue is full does not read. Where such a connection is closed altogether, or reset, it is
 * kept as broken until there is room; a heartbeat meanwhile, its own or the answer to one that it has yet to read, ends the
 * whole process (libzmq 4.3.5: `stream_engine_base_t::out_event` asserts `!_io_error`). A connection that is only ended is
 * read to its end first.
 * @param ended called when the kernel has taken what was on its way
 * @param first what it has to wait for
 */
export function leaveToItsSocket(half: Socket, ended?: () => void, first?: Promise<void>): void {
  if (!first) half.end(ended);
  else void first.then(() => half.end(ended));
  half.once('end', () => half.destroy());
  // Heartbeats and the end are still to come; nothing waits for them.
  half.resume();
  half.unref();
}
