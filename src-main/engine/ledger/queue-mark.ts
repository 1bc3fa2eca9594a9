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

/** What may be between a sender and what is seen of its messages. */
export interface Marks {
  /** Messages that the queues hold, as their marks say; 0 is without end. */
  readonly mark: number;
  /** The fewest messages that fill an empty queue, so that one may be dropped. */
  readonly toFill: number;
  /** Bytes that the kernel may hold besides. */
  readonly buffered: number;
}

/** Bytes that may be between a socket's queue and the relay: a relay dials over ipc, and is connected to over tcp. */
const MOST_IN_IPC = 512 * 1024;
const MOST_IN_TCP = 10 * 1024 * 1024;

/** @param overIpc the relay dials the socket over ipc */
export function wireMarks(mark: number, overIpc: boolean): Marks {
  return { mark, toFill: fewestToFill(mark), buffered: overIpc ? MOST_IN_IPC : MOST_IN_TCP };
}

/**
 * The marks of a cable whose messages are only seen when the receiving program takes them. Over inproc the two queues are
 * one, as long as both together (`zmq_inproc(7)`; libzmq 4.3.5, `socket_base_t::connect_internal`).
 */
export function cableMarks(sender: SocketOptions, receiver: SocketOptions, inproc: boolean): Marks {
  const [send, receive] = [sendMark(sender), receiveMark(receiver)];
  const mark = send === 0 || receive === 0 ? 0 : send + receive;
  if (inproc) return { mark, toFill: fewestToFill(mark), buffered: 0 };
  return { mark, toFill: fewestToFill(send), buffered: MOST_IN_TCP + MOST_IN_IPC };
}

/**
 * The fewest messages that fill an empty pipe: libzmq tells the writer of what was read only every (mark + 1) / 2 messages
 * (libzmq 4.3.5, `pipe_t::compute_lwm`), so that many of those already read may still count.
 */
function fewestToFill(mark: number): number {
  return mark === 0 ? Infinity : mark - Math.floor((mark + 1) / 2) + 1;
}

/**
 * How many of the messages that are missing can be in no queue: neither below the mark nor in the kernel's buffers, as
 * long as these messages are about as long as those that were seen.
 */
export function surelyDropped(missing: number, { marks, flow, out }: Line): number {
  const messages = flow.messages(out);
  if (marks.mark === 0 || (messages === 0 && marks.buffered > 0)) return 0;
  const size = messages === 0 ? 1 : Math.max(1, flow.bytes(out) / messages);
  return Math.max(0, missing - marks.mark - Math.ceil(marks.buffered / size));
}

/** The gauge of a queue that keeps the newest message only: `zmq_setsockopt(3)`, ZMQ_CONFLATE. */
export function newestOnly(depth: number, peak: number) {
  return { depth: Math.min(1, depth), peak: Math.min(1, peak), mark: 1, known: 'estimated', newestOnly: true } as const;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
