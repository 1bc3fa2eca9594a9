import { connect, type Server } from 'node:net';
import type { SocketAddress } from './endpoint';

/** Between two looks whether somebody is there again. */
const LOOK_MS = 100;
/** How long one look may take where nobody answers at all. */
const LOOK_TIMEOUT_MS = 2000;

/**
 * Keeps a relay from listening while nobody is where it dials. A caller is refused then as it would be there, and libzmq
 * waits between its attempts as its options say: what was accepted and cut off again it would take for a connection that had
 * been made, and begin anew (`zmq_setsockopt(3)`, "ZMQ_RECONNECT_IVL_MAX").
 */
export class Absence {
  private readonly place: { readonly path: string } | { readonly host: string; readonly port: number };
  private timer: NodeJS.Timeout | undefined;
  private target: SocketAddress | undefined;
  private away = false;
  private over = false;

  constructor(private readonly server: Server) {
    const address = server.address();
    this.place =
      typeof address === 'object' && address !== null
        ? { host: address.address, port: address.port }
        : { path: address ?? '' };
    // It could not listen again: the port is somebody else's for the moment.
    server.on('error', () => this.lookSoon());
  }

  /** Nobody was there: stops listening until somebody is. */
  begin(target: SocketAddress): void {
    if (this.away || this.over) return;
    this.away = true;
    this.target = target;
    // Connections that are on stay so.
    this.server.close();
    this.lookSoon();
  }

  end(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  private lookSoon(): void {
    const { target } = this;
    if (this.over || !this.away || !target) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(target), LOOK_MS);
  }

  private look(target: SocketAddress): void {
    const probe = connect(target.type === 'tcp' ? { ...target } : { path: target.path });
    let there = false;
    probe.setTimeout(LOOK_TIMEOUT_MS, () => probe.destroy());
    probe.once('connect', () => {
      there = true;
      probe.destroy();
    });
    probe.on('error', () => undefined);
    probe.once('close', () => {
      if (there) this.listenAgain();
      else this.lookSoon();
    });
  }

  private listenAgain(): void {
    if (this.over) return;
    this.server.listen(this.place, () => {
      this.away = false;
      if (this.over) this.server.close();
    });
  }
}
