import type { SocketKey } from '../../shared/topology/topology';
import type { Transport } from '../../shared/zmq/transports';
import type { Flow } from './flow';

/** One cable end in a socket. */
export interface Plug {
  /** `undefined` for an endpoint that no flow is counted of: a user's own inproc one. */
  readonly flow: Flow | undefined;
  /** The side of the flow that the socket is. */
  readonly side: 'from' | 'to';
  /** The socket at the other end, where it is the app's own. */
  readonly other: SocketKey | undefined;
  /** What the link runs over; `undefined` where the cable leads to a program outside. */
  readonly transport?: Transport;
  /** Messages received that were taken for this plug's, where several plugs share the socket. */
  attributed: number;
}

/** What is plugged into each socket. */
export class Plugs {
  private readonly plugs = new Map<SocketKey, Set<Plug>>();

  /** @param changed told of each cable end that comes or goes */
  constructor(private readonly changed: () => void) {}

  /** Plugs in; the returned function unplugs. */
  plug(key: SocketKey, plug: Omit<Plug, 'attributed'>): () => void {
    const set = this.plugs.get(key) ?? new Set<Plug>();
    this.plugs.set(key, set);
    const own: Plug = { ...plug, attributed: 0 };
    set.add(own);
    this.changed();
    return () => {
      set.delete(own);
      if (set.size === 0 && this.plugs.get(key) === set) this.plugs.delete(key);
      this.changed();
    };
  }

  /** True where the socket connects by one of its cables. */
  connects(key: SocketKey): boolean {
    for (const { side } of this.of(key)) if (side === 'from') return true;
    return false;
  }

  of(key: SocketKey): ReadonlySet<Plug> {
    return this.plugs.get(key) ?? NONE;
  }
}

const NONE: ReadonlySet<Plug> = new Set();
