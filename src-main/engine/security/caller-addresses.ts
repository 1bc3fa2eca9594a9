import { hostOf } from '../../../shared/security/address-range';

/** True where a relay can dial from any address of 127.0.0.0/8; macOS has only the first. */
export const HAS_LOOPBACK_NET = process.platform !== 'darwin';

/** Callers remembered; each is asked about within its handshake, and the oldest are forgotten. */
const MOST_CALLERS = 16_384;

/**
 * Where callers really come from. ZAP tells only the address that the socket sees (RFC 27/ZAP), and behind a relay that is
 * the relay's: so the relay dials for each of them from an address of its own, of 127.64.0.0/10, which all belong to this
 * machine.
 */
export class CallerAddresses {
  private readonly remotes = new Map<string, string>();
  private number = 0;

  /**
   * The endpoint to dial for a caller, so that it is known again.
   * @param target `tcp://127.0.0.1:5555`, or a WebSocket's; others are given back as they are
   * @param remote where the caller comes from, with its port
   */
  dial(target: string, remote: string): string {
    if (!HAS_LOOPBACK_NET || !/^(tcp|ws):\/\/127\./.test(target)) return target;
    this.number = (this.number + 1) % 2 ** 22;
    const { number } = this;
    const from = `127.${64 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
    this.remotes.delete(from);
    this.remotes.set(from, remote);
    if (this.remotes.size > MOST_CALLERS) this.remotes.delete(this.remotes.keys().next().value ?? '');
    return target.replace('://', `://${from}:0;`);
  }

  /** Address of the caller that the socket sees at `seen`, without a port; `undefined` where no relay dialled from there. */
  behind(seen: string): string | undefined {
    const remote = this.remotes.get(seen);
    return remote === undefined ? undefined : hostOf(remote);
  }

  /** The address that a relay dialled from, as an endpoint of `dial` says it. */
  static sourceOf(endpoint: string): string | undefined {
    return /^(?:tcp|ws):\/\/(127\.[\d.]+):0;/.exec(endpoint)?.[1];
  }
}
