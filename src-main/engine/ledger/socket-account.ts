import type { SocketKey } from '../../../shared/topology/topology';
import type { Direction } from '../../../shared/traffic/flow';
import type { BlockedSender, PipeGauge, Uncounted } from '../../../shared/traffic/losses';
import type { SocketType } from '../../../shared/zmq/socket-types';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { LiveSocket } from '../live-socket';
import { isDialledOverIpc } from '../private-endpoint';
import { ownMessages } from '../own-messages';
import type { Plug, Plugs } from '../plugs';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import { Arrivals, type Source } from './arrivals';
import { DealtAccount } from './dealt-account';
import { EndsLine, type EndsLineParts } from './ends-line';
import { FrameCount, hiddenFrames } from './frame-count';
import { WireLine, type Ending, type LineOwner } from './line';
import type { AccountParts, Outgoing } from './outgoing';
import { CAUSE } from './place';
import { PublishedAccount } from './published-account';
import { RoutedAccount } from './routed-account';
import type { LossPlace, Tally } from './tally';

const DEALING: readonly SocketType[] = ['PUSH', 'DEALER', 'REQ', 'REP', 'PAIR', 'CLIENT', 'SCATTER', 'CHANNEL'];
const PUBLISHING: readonly SocketType[] = ['PUB', 'XPUB', 'RADIO'];
/** Those that take no messages; an XPUB takes subscriptions, which are none on the wire. */
const GIVING_ONLY: readonly SocketType[] = ['PUSH', 'PUB', 'XPUB', 'RADIO', 'SCATTER', 'STREAM', 'DGRAM'];

export interface SocketAccountParts {
  readonly socket: LiveSocket;
  readonly routing: RoutingIds | undefined;
  readonly tally: Tally;
  readonly plugs: Plugs;
  readonly now: () => number;
}

/** All that is counted of one socket between its opening and its closing. */
export class SocketAccount {
  readonly outgoing: Outgoing | undefined;
  readonly arrivals: Arrivals | undefined;
  /** Set where the socket's connections are sealed. */
  readonly sealed: LineOwner['sealed'];
  private readonly lines = new Map<WireConnection, WireLine>();
  /** Its cables that cannot be read, with its own side of them. */
  private readonly ends = new Map<Plug, EndsLine>();
  /** It had a cable that cannot be read, so what it has sent is not all seen. */
  private unsure = false;
  /** Why what goes over some of its cables is not known at all. */
  private strangers: 'outside' | 'named' | undefined;
  private only: { readonly flow: Flow; readonly out: Direction } | undefined;
  private refused = 0;
  private sentBefore = 0;
  private blockedSince: number | undefined;

  constructor(private readonly parts: SocketAccountParts) {
    const { socket, tally, routing } = parts;
    const { type, options, security } = socket.wanted;
    if (security?.type.startsWith('curve') === true) {
      const hidden = hiddenFrames(type, options);
      this.sealed = { given: new FrameCount(hidden), taken: new FrameCount(hidden) };
    }
    const account: AccountParts = {
      socket,
      tally,
      own: () => this.place('out'),
      uncounted: () => this.strangers ?? this.heartbeats,
      sure: () => !this.unsure,
      dangling: () => this.dangling(),
    };
    if (PUBLISHING.includes(type)) this.outgoing = new PublishedAccount(account);
    else if (type === 'ROUTER' && routing) this.outgoing = new RoutedAccount(account, routing);
    else if (DEALING.includes(type)) this.outgoing = new DealtAccount(account);
    if (!GIVING_ONLY.includes(type)) {
      const own = ownMessages(socket.wanted) !== undefined;
      const strangers = () => own || this.strangers !== undefined;
      this.arrivals = new Arrivals({ ...account, own: () => this.place('into'), strangers });
    }
  }

  get key(): SocketKey {
    return this.parts.socket.wanted.key;
  }

  get socket(): LiveSocket {
    return this.parts.socket;
  }

  /** True where each message goes to one peer, and which one is not told. */
  get deals(): boolean {
    return this.outgoing instanceof DealtAccount;
  }

  /** Why its losses cannot be counted, where they cannot. */
  get uncounted(): Uncounted | undefined {
    return this.outgoing?.uncounted;
  }

  /** What is to be told of each message that it has sent; `undefined` where nothing is. */
  get sent(): ((frames: Frames) => void) | undefined {
    const { outgoing, sealed } = this;
    const told = outgoing?.sent;
    if (!sealed || !outgoing) return told;
    return (frames) => {
      sealed.given.add(frames.length);
      told?.(frames);
    };
  }

  /** The same of each message that its program takes. */
  get received(): ((frames: Frames) => void) | undefined {
    const { sealed, arrivals } = this;
    return sealed && arrivals && ((frames) => sealed.taken.add(frames.length));
  }

  /** Ids that a ROUTER was given and nobody has. */
  get unknownIds(): readonly Uint8Array[] {
    return this.outgoing instanceof RoutedAccount ? this.outgoing.unknown : [];
  }

  /** True while a receiver may still take what was given to a cable that is gone. */
  holds(line: EndsLine): boolean {
    return this.outgoing?.holds(line) ?? false;
  }

  opened(connection: WireConnection, flow: Flow, side: 'from' | 'to'): void {
    const line = new WireLine(connection, flow, side, this.owner);
    this.lines.set(connection, line);
    if (line.watched === 'sealed') this.unsure = true;
    this.outgoing?.opened(line);
    this.arrivals?.opened(line);
  }

  ready(connection: WireConnection): void {
    const line = this.lines.get(connection);
    if (line) this.outgoing?.ready(line);
  }

  closed(connection: WireConnection, ending: Ending): void {
    const line = this.lines.get(connection);
    if (!line) return;
    this.lines.delete(connection);
    this.outgoing?.closed(line, ending);
    this.arrivals?.closed(line);
  }

  command(connection: WireConnection, direction: Direction, name: string, body: Uint8Array): void {
    const line = this.lines.get(connection);
    if (line) this.outgoing?.command(line, direction, name, body);
  }

  /** The cable of a plug cannot be read, and the socket at its other end is the app's own. */
  plugged(plug: Plug, parts: Omit<EndsLineParts, 'owner'>): { readonly line: EndsLine; readonly source: Source } {
    const line = new EndsLine({ ...parts, owner: this.owner });
    const { outgoing } = this;
    this.ends.set(plug, line);
    this.unsure = true;
    outgoing?.opened(line);
    outgoing?.ready(line);
    return { line, source: { line, owed: () => outgoing?.owed(line) ?? { missing: 0, lost: 0 } } };
  }

  unplugged(plug: Plug, ending: Ending): void {
    const line = this.ends.get(plug);
    if (!line) return;
    this.ends.delete(plug);
    line.pull();
    this.outgoing?.closed(line, ending);
  }

  /** The receiver at the other end of a cable that cannot be read has subscribed, joined, or taken it back. */
  subscribed(line: EndsLine, name: string, topic: Uint8Array): void {
    this.outgoing?.command(line, line.into, name, topic);
  }

  settle(): void {
    const { io } = this.parts.socket;
    if (io.dropped > this.refused) {
      this.parts.tally.lost(this.place('out'), CAUSE.refused, io.dropped - this.refused, 'exact');
      this.refused = io.dropped;
    }
    const held = io.queued > 0 && io.sent === this.sentBefore;
    this.blockedSince = held ? (this.blockedSince ?? this.parts.now()) : undefined;
    this.sentBefore = io.sent;
    this.outgoing?.settle();
    this.arrivals?.settle();
  }

  finish(ending: Ending): void {
    this.outgoing?.finish(ending);
    this.arrivals?.finish(ending);
    this.blockedSince = undefined;
  }

  gauges(): PipeGauge[] {
    return [...(this.outgoing?.gauges() ?? []), ...(this.arrivals?.gauges() ?? [])];
  }

  blocked(): BlockedSender[] {
    const { blockedSince: since } = this;
    return since === undefined ? [] : [{ socket: this.key, since, waiting: this.parts.socket.io.queued }];
  }

  /** Call when a cable was plugged in or out. */
  lookAtPlugs(): void {
    const plugs = this.parts.plugs.of(this.key);
    for (const { flow, other } of plugs) {
      if (flow?.options.observe === 'wire' || other !== undefined) continue;
      this.strangers = flow === undefined ? (this.strangers ?? 'named') : 'outside';
      this.unsure = true;
    }
    const [first] = plugs;
    // Of what has just been pulled out the last is remembered.
    if (first) {
      const out = first.side === 'from' ? 'forward' : 'backward';
      this.only = plugs.size === 1 && first.flow ? { flow: first.flow, out } : undefined;
    }
  }

  /** Cables that the socket connects by and that have no peer: what is dealt to them waits. */
  private dangling(): number {
    let count = 0;
    for (const { side, flow } of this.parts.plugs.of(this.key))
      if (side === 'from' && flow?.connected === false) count++;
    return count;
  }

  /** Heartbeats are sealed as messages are, and look like them. */
  private get heartbeats(): 'heartbeats' | undefined {
    const interval = this.parts.socket.wanted.options['heartbeatInterval'];
    return this.lines.size > 0 && this.sealed && Number(interval ?? 0) > 0 ? 'heartbeats' : undefined;
  }

  private get owner(): LineOwner {
    const { socket, tally } = this.parts;
    return {
      options: socket.wanted.options,
      overIpc: isDialledOverIpc(socket.wanted),
      sealed: this.sealed,
      at: (flow, out) => tally.cable(this.key, flow, out),
    };
  }

  private place(way: 'out' | 'into'): LossPlace {
    const { tally } = this.parts;
    if (!this.only) return tally.socket(this.key);
    const back = this.only.out === 'forward' ? 'backward' : 'forward';
    return tally.cable(this.key, this.only.flow, way === 'out' ? this.only.out : back);
  }
}
