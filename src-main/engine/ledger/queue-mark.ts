import type { SocketOptions } from '../../../shared/zmq/options';
import type { Line } from './line';

/** The library's own high-water mark: `zmq_setsockopt(3)`, ZMQ_SNDHWM and ZMQ_RCVHWM. */
const DEFAULT_MARK = 1000;

export function sendMark(options: SocketOptions): number {
  return numberOr(options['sendHighWaterMark'], DEFAULT_MARK);
}

export function receiveMark(options: SocketOptions): number {
  return numberOr(options['receiveHighWaterMark'], DEFAULT_MARK);
}

/**
 * The fewest messages that fill an empty pipe: libzmq tells the writer of what was read only every (mark + 1) / 2 messages
 * (libzmq 4.3.5, `pipe_t::compute_lwm`), so that many of those already read may still count.
 */
export function fewestToFill(mark: number): number {
  return mark === 0 ? Infinity : mark - Math.floor((mark + 1) / 2) + 1;
}

/** Bytes that may be between a socket's queue and the relay: a relay dials over ipc, and is connected to over tcp. */
const MOST_IN_IPC = 512 * 1024;
const MOST_IN_TCP = 10 * 1024 * 1024;

/**
 * How many of the messages that are missing on a wire can be in no queue: neither below the mark nor in the kernel's
 * buffers, as long as these messages are about as long as those that were seen.
 */
export function surelyDropped(missing: number, mark: number, line: Line): number {
  const { messages, bytes } = line.connection[line.out];
  if (mark === 0 || messages === 0) return 0;
  const buffered = Math.ceil((line.binds ? MOST_IN_IPC : MOST_IN_TCP) / Math.max(1, bytes / messages));
  return Math.max(0, missing - mark - buffered);
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
