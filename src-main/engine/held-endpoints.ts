import { parseEndpoint } from '../../shared/zmq/endpoint';
import { isMulticast } from '../../shared/zmq/endpoint-reach';

/**
 * What a socket is bound or connected to, and how often that was asked for. Several links can name one multicast group: a
 * socket that joined it twice would send everything twice.
 */
export class HeldEndpoints {
  private readonly asked = new Map<string, number>();

  [Symbol.iterator](): IterableIterator<string> {
    return this.asked.keys();
  }

  has(endpoint: string): boolean {
    return this.asked.has(endpoint);
  }

  hold(endpoint: string): void {
    this.asked.set(endpoint, 1);
  }

  /** Counts one more that wants a multicast group which the socket is in already; false for anything else. */
  joins(endpoint: string): boolean {
    const times = this.asked.get(endpoint);
    const parsed = parseEndpoint(endpoint, 'bind');
    if (times === undefined || !parsed.ok || !isMulticast(parsed.value)) return false;
    this.asked.set(endpoint, times + 1);
    return true;
  }

  /** Counts one less; true where it was the last. */
  letGo(endpoint: string): boolean {
    const times = this.asked.get(endpoint) ?? 0;
    if (times > 1) this.asked.set(endpoint, times - 1);
    else this.asked.delete(endpoint);
    return times === 1;
  }
}
