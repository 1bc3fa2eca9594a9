import { setTimeout as sleep } from 'node:timers/promises';
import type { Frames, RawSocket } from './zmq-socket';

/** Between two tries of a publisher that waits, in milliseconds. */
const AGAIN_MS = 2;

type SocketClass = new (options: object) => object;

/**
 * A publisher with `noDrop` is to wait while a subscriber is full, as `zmq_send(3)` does. zeromq.js asks such a socket
 * whether it can be written to, which it says always, and then gives EAGAIN at once; so it is tried again here, until the
 * socket's `sendTimeout` is over. libzmq looks at the mark before the first frame only, so nothing is sent twice.
 */
export function waiting(native: SocketClass): SocketClass {
  class WaitingPublisher extends (native as new (options: object) => RawSocket) {
    override async send(message: Frames | Uint8Array): Promise<void> {
      const { sendTimeout = -1 } = this;
      const until = sendTimeout < 0 ? Infinity : performance.now() + sendTimeout;
      for (;;) {
        try {
          return await super.send(message);
        } catch (error) {
          // A socket that was closed meanwhile says EBADF.
          if (!isFull(error) || performance.now() >= until) throw error;
        }
        await sleep(AGAIN_MS);
      }
    }
  }
  return WaitingPublisher;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
