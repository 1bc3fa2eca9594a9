import type { ConnectionHistory } from './connection-history';
import type { RawSocket } from './zmq-socket';

/** Which of the endpoints that a socket connects to have done their handshake, by `zmq_socket_monitor(3)`. */
export class ConnectionEvents {
  private readonly connected = new Set<string>();
  private readonly followed = new WeakSet<object>();

  constructor(
    private readonly history: ConnectionHistory,
    private readonly changed: () => void,
  ) {}

  has(endpoint: string): boolean {
    return this.connected.has(endpoint);
  }

  /** Follows a socket until it is closed. */
  async follow(events: RawSocket['events']): Promise<void> {
    if (this.followed.has(events)) return;
    this.followed.add(events);
    this.connected.clear();
    try {
      while (!events.closed) {
        const event = await events.receive();
        const { type, address = '' } = event;
        this.history.note(event);
        if (type === 'handshake') this.connected.add(address);
        else if (type === 'disconnect' || type === 'close') this.connected.delete(address);
        else if (type === 'end') return;
        else continue;
        this.changed();
      }
    } catch {
      // The socket was closed while the next event was waited for.
    }
  }
}
