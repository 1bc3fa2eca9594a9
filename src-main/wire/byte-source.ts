import { Socket, connect } from 'node:net';
import type { OnReadOpts, SocketConstructorOpts } from 'node:net';
import { hostAndPort } from './endpoint';
import type { SocketAddress } from './endpoint';

/** Takes a chunk that is valid until it returns, or, when it returns false, until the socket is resumed. */
export type ReceiveChunk = (chunk: Uint8Array) => boolean;

const SMALL = 4 * 1024;
/** Measured on loopback: 64 KiB is read and written fastest; more falls out of the processor's cache. */
const LARGE = 64 * 1024;

/**
 * Reads into one buffer again and again, instead of a new one for each chunk: 10 to 20 % more at 4 KiB messages. A
 * connection that is never busy keeps a small one.
 */
function reusedBuffer(receive: ReceiveChunk): OnReadOpts {
  let buffer = Buffer.allocUnsafeSlow(SMALL);
  /** Its part that was filled last: messages of one connection often have one length. */
  let filled = buffer;
  return {
    buffer: () => buffer,
    callback: (length) => {
      if (length < buffer.length) {
        if (filled.length !== length || filled.buffer !== buffer.buffer) filled = buffer.subarray(0, length);
        return receive(filled);
      }
      const full = buffer;
      if (buffer.length < LARGE) buffer = Buffer.allocUnsafeSlow(LARGE);
      return receive(full);
    },
  };
}

/** Connects; the socket is paused until it is resumed, and stays half-open when the other side ends. */
export function dialSocket(address: SocketAddress, receive: ReceiveChunk): Socket {
  const common = { allowHalfOpen: true, onread: reusedBuffer(receive) };
  const socket =
    address.type === 'ipc'
      ? connect({ path: address.path, ...common })
      : connect({
          host: address.host,
          port: address.port,
          noDelay: true,
          ...(address.localAddress === undefined ? {} : { localAddress: address.localAddress }),
          ...(address.localPort === undefined ? {} : { localPort: address.localPort }),
          ...common,
        });
  return socket.pause();
}

/**
 * Makes a socket that a server has accepted, paused, read into a reused buffer. `net` offers that only when a socket is
 * constructed, so the handle moves to a new one; should a later Node keep handles to itself, chunks come as they do by
 * default, with the same meaning.
 */
export function adoptSocket(accepted: Socket, receive: ReceiveChunk): Socket {
  accepted.setNoDelay(true);
  const holder = accepted as unknown as { _handle?: unknown };
  const handle = holder._handle;
  if (handle === null || typeof handle !== 'object') return deliverByEvents(accepted, receive);
  holder._handle = null;
  // Empty now; destroyed so that the server no longer counts it.
  accepted.destroy();
  const options: SocketConstructorOpts & { handle: object; onread: OnReadOpts } = {
    handle,
    allowHalfOpen: true,
    readable: true,
    writable: true,
    onread: reusedBuffer(receive),
  };
  return new Socket(options).pause();
}

/** Address and port of an accepted socket's other end; '' for ipc. */
export function remoteOf({ remoteAddress, remotePort }: Socket): string {
  return remoteAddress === undefined ? '' : hostAndPort(remoteAddress, remotePort ?? 0);
}

/** The way without a reused buffer. */
export function deliverByEvents(socket: Socket, receive: ReceiveChunk): Socket {
  socket.on('data', (chunk: Buffer) => {
    if (!receive(chunk)) socket.pause();
  });
  return socket.pause();
}
