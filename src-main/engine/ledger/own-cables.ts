import { utf8 } from '../../../shared/bytes';
import type { SocketKey } from '../../../shared/topology/topology';
import type { Transport } from '../../../shared/zmq/transports';
import type { Flow } from '../flow';
import type { Plug, Plugs } from '../plugs';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import type { Source } from './arrivals';
import type { EndsLine } from './ends-line';
import type { SocketAccount } from './socket-account';

export interface OwnCablesParts {
  readonly accounts: ReadonlyMap<SocketKey, SocketAccount>;
  readonly plugs: Plugs;
  /** The transport of a link; `undefined` where there is none of that id. */
  readonly transport: (link: string | undefined) => Transport | undefined;
  readonly routing: (key: SocketKey) => RoutingIds | undefined;
  readonly stopping: () => boolean;
  /** The cable is one that is looked at when something is wrong. */
  readonly noted: (flow: Flow) => void;
  /** Somebody has subscribed over it at a publisher. */
  readonly subscribed: (flow: Flow, publisher: SocketAccount) => void;
}

interface OwnLine {
  readonly plug: Plug & { readonly flow: Flow };
  readonly sender: SocketAccount;
  readonly receiver: SocketAccount;
  readonly line: EndsLine;
  readonly source: Source;
}

/**
 * The cables between two of the app's own sockets that cannot be read: inproc and others without a relay, and those that
 * CURVE seals. Each of the two sockets has a line of its own, for what it sends.
 */
export class OwnCables {
  private readonly lines = new Map<Plug, OwnLine>();
  /** Cables that are gone, of which something may still be in a receiver's queue. */
  private readonly pulled = new Set<OwnLine>();
  /** What each of the app's subscribers has asked for, as Latin-1 text. */
  private readonly topics = new Map<SocketKey, Set<string>>();

  constructor(private readonly parts: OwnCablesParts) {}

  /** True where what is between two sockets is told by its ends, and not by its wire. */
  isSealed(from: SocketKey | undefined, to: SocketKey | undefined): boolean {
    const { accounts } = this.parts;
    const ends = [from, to].map((key) => (key === undefined ? undefined : accounts.get(key)));
    return ends.every((account) => account?.sealed !== undefined);
  }

  /** Call when a cable was plugged in or out somewhere. */
  look(): void {
    const { accounts, plugs } = this.parts;
    for (const [plug, own] of this.lines) if (!plugs.of(own.sender.key).has(plug)) this.unplug(plug, own);
    for (const sender of accounts.values()) {
      for (const plug of plugs.of(sender.key)) if (!this.lines.has(plug) && isFlow(plug)) this.plug(plug, sender);
    }
  }

  /**
   * Receivers share out what they took among the cables that it can have come over, those with the fewest first: they have
   * the least choice.
   */
  distribute(): void {
    const all = [...this.parts.accounts.values()].flatMap(({ arrivals }) => arrivals ?? []);
    for (const arrivals of all.toSorted((one, other) => one.unreadable - other.unreadable)) arrivals.distribute();
  }

  /** Nothing more is taken: what was shared out to the wrong sender makes up for what another seems to have lost. */
  makeUp(): void {
    const owing = [...this.lines.values(), ...this.pulled].filter(({ sender }) => sender.deals);
    for (const { arrivals } of this.parts.accounts.values()) {
      for (const { line, source } of owing) {
        const found = Math.min(arrivals?.strays ?? 0, source.owed().missing);
        line.took(found);
        arrivals?.found(found);
      }
    }
  }

  /** Forgets the cables that were pulled out and from which nothing more is taken. */
  forget(): void {
    for (const own of this.pulled) {
      if (own.sender.holds(own.line)) continue;
      own.receiver.arrivals?.closes(own.source);
      this.pulled.delete(own);
    }
  }

  /** True where somebody may still take what a socket gave to a cable that is gone. */
  isOwed(sender: SocketAccount): boolean {
    for (const own of this.pulled) if (own.sender === sender && sender.holds(own.line)) return true;
    return false;
  }

  /** A subscriber asks for a topic, a DISH for a group, or no longer does. */
  asked(key: SocketKey, comes: boolean, topics: readonly string[]): void {
    for (const topic of topics) this.note(key, comes, Buffer.from(utf8(topic)).toString('latin1'));
  }

  /** An XSUB subscribes by what it sends: a byte 1, or 0, and the topic (RFC 29/PUBSUB, "The XSUB Socket Type"). */
  sentByXsub(key: SocketKey, [frame]: Frames): void {
    if (frame?.[0] !== 0 && frame?.[0] !== 1) return;
    this.note(key, frame[0] === 1, Buffer.from(frame.subarray(1)).toString('latin1'));
  }

  /** Forgets what a socket has asked for. */
  closed(key: SocketKey): void {
    this.topics.delete(key);
  }

  private note(key: SocketKey, comes: boolean, topic: string): void {
    const topics = this.topics.get(key) ?? new Set<string>();
    this.topics.set(key, topics);
    if (comes === topics.has(topic)) return;
    if (comes) topics.add(topic);
    else topics.delete(topic);
    for (const own of this.lines.values()) if (own.receiver.key === key) this.tell(own, comes, topic);
  }

  private plug(plug: OwnLine['plug'], sender: SocketAccount): void {
    const { accounts, transport, routing } = this.parts;
    const { flow, side, other } = plug;
    const receiver = other === undefined ? undefined : accounts.get(other);
    const unread = flow.options.observe === 'socket' || this.isSealed(sender.key, other);
    if (!receiver || !unread) return;
    const made = sender.plugged(plug, {
      flow,
      side,
      transport: transport(flow.options.link) ?? 'tcp',
      receiver: receiver.socket,
    });
    const own: OwnLine = { plug, sender, receiver, ...made };
    this.lines.set(plug, own);
    flow.toldByEnds = true;
    this.parts.noted(flow);
    receiver.arrivals?.opens(made.source);
    for (const topic of this.topics.get(receiver.key) ?? []) this.tell(own, true, topic);
    if (flow.options.observe === 'socket') routing(sender.key)?.plugged(flow.id, receiver.socket);
  }

  /** Tells a publisher, and the cable's own record, what its subscriber has asked for. */
  private tell({ plug, sender, receiver, line }: OwnLine, comes: boolean, topic: string): void {
    const joins = receiver.socket.wanted.type === 'DISH';
    const name = joins ? (comes ? 'JOIN' : 'LEAVE') : comes ? 'SUBSCRIBE' : 'CANCEL';
    const body = Buffer.from(topic, 'latin1');
    sender.subscribed(line, name, body);
    plug.flow.command(line.into, name, body);
    if (name === 'SUBSCRIBE') this.parts.subscribed(plug.flow, sender);
  }

  private unplug(plug: Plug, own: OwnLine): void {
    own.sender.unplugged(plug, this.parts.stopping() ? 'stopped' : 'unplugged');
    this.lines.delete(plug);
    this.pulled.add(own);
  }
}

function isFlow(plug: Plug): plug is OwnLine['plug'] {
  return plug.flow !== undefined && plug.other !== undefined;
}
