import { networkInterfaces } from 'node:os';
import type { SocketKey } from '../../shared/topology/topology';
import type { SocketAddress } from '../wire/endpoint';
import { samePlace } from '../wire/same-place';

/** An endpoint that the user gave a socket to bind, with a relay that listens there. */
export interface Doorway {
  readonly socket: SocketKey;
  /** As the user wrote it. */
  readonly endpoint: string;
  /** Where its relay listens. */
  readonly address: SocketAddress;
}

/**
 * The endpoints by which programs outside come in. A socket of the run that connects to one of them by hand gets to a relay
 * of the app too, so it is known whom it reaches: that is no program outside, and one relay is enough between the two.
 */
export class Doorways {
  private readonly open = new Map<Doorway, Set<() => void>>();

  /** Lists one; the returned function takes it off again, and tells who is inside. */
  opened(doorway: Doorway): () => void {
    const inside = new Set<() => void>();
    this.open.set(doorway, inside);
    return () => {
      this.open.delete(doorway);
      for (const closed of inside) closed();
    };
  }

  /** The one that a socket gets to by an address. Who listens at the very address is called before who listens at all. */
  at(address: SocketAddress, caller: SocketKey): Doorway | undefined {
    const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address));
    let found: Doorway | undefined;
    for (const doorway of this.open.keys()) {
      const same = doorway.socket === caller ? undefined : samePlace(address, doorway.address, own);
      if (same === 'exact') return doorway;
      if (same === 'any') found = doorway;
    }
    return found;
  }

  /** Comes in; the returned function leaves. @param closed told when the endpoint is closed */
  enter(doorway: Doorway, closed: () => void): () => void {
    const inside = this.open.get(doorway);
    inside?.add(closed);
    return () => void inside?.delete(closed);
  }
}
