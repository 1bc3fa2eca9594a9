import type { ConnectionHistory } from './connection-history';
import type { RawSocket } from './zmq-socket';

/** At which of a socket's endpoints somebody is connected who has done the handshake, by `zmq_socket_monitor(3)`. */
export class ConnectionEvents {
  /** How many connections there are, by the endpoint of this socket. */
  private readonly connected = new Map<string, number>();
  private readonly followed = new WeakSet<object>();

  constructor(
    private readonly history: ConnectionHistory,
    private readonly changed: () => void,
  ) {}

  has(endpoint: string): boolean {
    return (this.connected.get(endpoint) ?? 0) > 0;
  }

  /** How many connections there are at endpoints of which `counts` is true. */
  countOf(counts: (endpoint: string) => boolean): number {
    let sum = 0;
    for (const [endpoint, count] of this.connected) if (counts(endpoint)) sum += count;
    return sum;
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
        if (type === 'handshake') this.count(address, 1);
        else if (type === 'disconnect' || type === 'close') this.count(address, -1);
        else if (type === 'end') return;
        else continue;
        this.changed();
      }
    } catch {
      // The socket was closed while the next event was waited for.
    }
  }

  private count(endpoint: string, change: 1 | -1): void {
    const count = (this.connected.get(endpoint) ?? 0) + change;
    if (count > 0) this.connected.set(endpoint, count);
    else this.connected.delete(endpoint);
  }
}
