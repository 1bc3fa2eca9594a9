import type { SocketOptions } from '../../../shared/zmq/options';

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

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
