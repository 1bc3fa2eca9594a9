import type { Direction, FlowId } from '../../shared/traffic/flow';
import type { SocketKey } from '../../shared/topology/topology';
import type { DirectionCounters, WireConnection } from '../wire/tap';
import type { Refusal } from './security/refusal';

/** Where a flow begins or ends: a socket of the topology, an external node of it, or a program that came by itself. */
export type FlowEnd =
  | { readonly type: 'socket'; readonly key: SocketKey }
  | { readonly type: 'external'; readonly node: string }
  | { readonly type: 'peer' };

export interface FlowOptions {
  /** The link it belongs to; `undefined` for the flow of a program outside. */
  readonly link: string | undefined;
  readonly observe: 'wire' | 'socket';
  /** The side that connects, and the side that binds. */
  readonly from: FlowEnd;
  readonly to: FlowEnd;
}

/** Subscriptions remembered of one side of a flow; what a subscriber has beyond that is not known. */
const MOST_SUBSCRIPTIONS = 10_000;

const NO_TOPICS: ReadonlySet<string> = new Set();

/** One observed cable: its connections one after the other, their counts, and what was seen of them. */
export class Flow {
  /** Id of the peer whose flow it is, once it is listed. */
  peer: string | undefined;
  /** The newest connection, live or not. */
  newest: WireConnection | undefined;
  /** The endpoint, as it was given by hand, at which two of the app's own sockets meet. */
  meetsAt: string | undefined;
  /** Tells of a cable without a wire whether it is connected. */
  joined: (() => boolean) | undefined;
  /** Why security ended its newest connection, as long as none was ready since. */
  refusal: Refusal | undefined;
  /** Its subscriptions are told by the sockets at its ends, not by what is seen on it. */
  toldByEnds = false;
  /** What was counted by connections that have ended, or at the app's own sockets. */
  readonly counted: Readonly<Record<Direction, DirectionCounters>> = {
    forward: { messages: 0, bytes: 0 },
    backward: { messages: 0, bytes: 0 },
  };
  private readonly live = new Set<WireConnection>();
  /** Topics that each side is subscribed to, as latin1 text; by the direction the subscription went. */
  private readonly topics = { forward: new Set<string>(), backward: new Set<string>() };
  /** Those it was subscribed to before: what was captured then is still read by them. */
  private readonly pastTopics = { forward: new Set<string>(), backward: new Set<string>() };

  constructor(
    readonly id: FlowId,
    readonly options: FlowOptions,
  ) {}

  get connections(): ReadonlySet<WireConnection> {
    return this.live;
  }

  /** True while a connection has done its handshake. */
  get connected(): boolean {
    if (this.joined?.() === true) return true;
    for (const { state } of this.live) if (state === 'ready') return true;
    return false;
  }

  messages(direction: Direction): number {
    let total = this.counted[direction].messages;
    for (const connection of this.live) total += connection[direction].messages;
    return total;
  }

  bytes(direction: Direction): number {
    let total = this.counted[direction].bytes;
    for (const connection of this.live) total += connection[direction].bytes;
    return total;
  }

  opened(connection: WireConnection): void {
    if (this.live.size === 0 && !this.toldByEnds) {
      for (const direction of ['forward', 'backward'] as const) {
        for (const topic of this.topics[direction]) this.unsubscribe(direction, topic);
      }
    }
    this.live.add(connection);
    this.newest = connection;
  }

  closed(connection: WireConnection): void {
    if (!this.live.delete(connection)) return;
    for (const direction of ['forward', 'backward'] as const) {
      this.counted[direction].messages += connection[direction].messages;
      this.counted[direction].bytes += connection[direction].bytes;
    }
  }

  /** Topics that a side is subscribed to now, as Latin-1 text; by the way that the subscriptions went. */
  subscriptions(direction: Direction): ReadonlySet<string> {
    return this.connected ? this.topics[direction] : NO_TOPICS;
  }

  command(direction: Direction, name: string, body: Uint8Array): void {
    const topic = Buffer.from(body).toString('latin1');
    if (name === 'SUBSCRIBE' && this.topics[direction].size < MOST_SUBSCRIPTIONS) this.topics[direction].add(topic);
    else if (name === 'CANCEL') this.unsubscribe(direction, topic);
  }

  /**
   * Length of the longest subscription that a topic begins with, in bytes.
   * @param direction the way the message went: its receiver's subscriptions went the other
   */
  topicBytes(direction: Direction, topic: Uint8Array): number | undefined {
    const text = Buffer.from(topic).toString('latin1');
    const back = direction === 'forward' ? 'backward' : 'forward';
    return longestPrefix(this.topics[back], text) ?? longestPrefix(this.pastTopics[back], text);
  }

  /** Topics of the subscriptions that went one way, as latin1 text. */
  subscribedTo(direction: Direction): readonly string[] {
    return [...this.topics[direction]];
  }

  private unsubscribe(direction: Direction, topic: string): void {
    if (!this.topics[direction].delete(topic)) return;
    if (this.pastTopics[direction].size < MOST_SUBSCRIPTIONS) this.pastTopics[direction].add(topic);
  }
}

function longestPrefix(subscriptions: ReadonlySet<string>, text: string): number | undefined {
  let longest: number | undefined;
  for (const subscription of subscriptions) {
    if (text.startsWith(subscription) && subscription.length >= (longest ?? 0)) longest = subscription.length;
  }
  return longest;
}
