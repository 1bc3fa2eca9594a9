import { afterEach } from 'vitest';
import type { SocketType } from '../../../shared/zmq/socket-types';
import { Pace } from '../pace';
import { SocketIo } from '../socket-io';
import { openZmqSocket, type RawSocket } from '../zmq-socket';

/** A socket of ZeroMQ with what sends and receives at it, without a run around it. */
export interface OpenSocket {
  readonly io: SocketIo;
  readonly raw: RawSocket;
}

/** Those of this test, in the order in which they were opened. */
export const open: OpenSocket[] = [];

/** What went wrong at the sockets of this test. */
export const problems: string[] = [];

afterEach(async () => {
  for (const { io, raw } of open.splice(0)) {
    const { settled } = io.detach();
    raw.close();
    await settled;
  }
  problems.length = 0;
});

/** Opens one, which is closed after the test. */
export function openSocket(type: SocketType, options: Record<string, number> = {}, pace = new Pace()): OpenSocket {
  const raw = openZmqSocket(type, options);
  const onProblem = ({ message }: { readonly message: string }) => void problems.push(message);
  const io = new SocketIo({ where: type, type, timeouts: {}, relaxed: false, pace, onProblem });
  io.attach(raw);
  const opened = { io, raw };
  open.push(opened);
  return opened;
}
