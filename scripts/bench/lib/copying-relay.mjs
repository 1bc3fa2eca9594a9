import { connect, createServer, Socket } from 'node:net';

/**
 * The cheapest that can stand in every conversation and still see its bytes: it listens, dials `path` for each that
 * connects, and copies both ways in this thread, without reading anything. What it costs is the price of the wire itself.
 */
export class CopyingRelay {
  /** @param {string} path of the ipc socket that is dialled */
  constructor(path) {
    /** @type {Set<Socket>} */
    this.sockets = new Set();
    this.server = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (accepted) => {
      const dialled = connect({ path, allowHalfOpen: true, onread: copiedTo(() => caller) });
      const caller = adopted(
        accepted,
        copiedTo(() => dialled),
      );
      this.pair(caller, dialled);
      this.pair(dialled, caller);
    });
  }

  /**
   * @param {Socket} half
   * @param {Socket} other
   */
  pair(half, other) {
    this.sockets.add(half);
    half.on('error', () => undefined);
    half.on('close', () => other.destroy());
  }

  /** @returns {Promise<string>} its endpoint */
  listen() {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(`tcp://127.0.0.1:${typeof address === 'object' ? address?.port : address}`);
      });
    });
  }

  close() {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

/** @type {(() => void)[]} */
let later = [];

/**
 * Written when the event loop has read from every socket, as the app's relays do: it is the fastest.
 * @param {() => Socket} other
 */
function copiedTo(other) {
  const buffer = Buffer.allocUnsafeSlow(64 * 1024);
  return {
    buffer,
    /** @param {number} length */
    callback: (length) => {
      const chunk = Buffer.from(buffer.subarray(0, length));
      if (later.push(() => other().write(chunk)) === 1) setImmediate(writeAll);
      return true;
    },
  };
}

function writeAll() {
  const writes = later;
  later = [];
  for (const write of writes) write();
}

/**
 * Only a socket that is made anew can read into one buffer.
 * @param {Socket} accepted
 * @param {import('node:net').OnReadOpts} onread
 */
function adopted(accepted, onread) {
  const holder = /** @type {{ _handle?: object | null }} */ (/** @type {unknown} */ (accepted));
  const handle = holder._handle;
  holder._handle = null;
  accepted.destroy();
  const options = { handle, onread, allowHalfOpen: true, readable: true, writable: true };
  return new Socket(/** @type {import('node:net').SocketConstructorOpts} */ (options));
}
