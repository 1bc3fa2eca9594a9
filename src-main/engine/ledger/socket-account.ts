import type { SocketKey } from '../../../shared/topology/topology';
import type { Direction } from '../../../shared/traffic/flow';
import type { BlockedSender, PipeGauge } from '../../../shared/traffic/losses';
import type { SocketType } from '../../../shared/zmq/socket-types';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { LiveSocket } from '../live-socket';
import type { Plugs } from '../plugs';
import type { RoutingIds } from '../routing-ids';
import { Arrivals } from './arrivals';
import { DealtAccount } from './dealt-account';
import type { Ending, Line } from './line';
import type { Outgoing } from './outgoing';
import { CAUSE } from './place';
import { PublishedAccount } from './published-account';
import { RoutedAccount } from './routed-account';
import type { LossPlace, Tally } from './tally';

const DEALING: readonly SocketType[] = ['PUSH', 'DEALER', 'REQ', 'REP', 'PAIR', 'CLIENT', 'SCATTER', 'CHANNEL'];
/** Those that take messages only; an XPUB takes subscriptions as well, which are none on the wire. */
const TAKING: readonly SocketType[] = [
  'PULL',
  'SUB',
  'XSUB',
  'REQ',
  'REP',
  'DEALER',
  'ROUTER',
  'PAIR',
  'CLIENT',
  'GATHER',
  'CHANNEL',
];

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
  private readonly arrivals: Arrivals | undefined;
  private readonly lines = new Map<WireConnection, Line>();
  /** It had a cable without a wire, so what it has sent is not all seen. */
  private direct = false;
  private only: { readonly flow: Flow; readonly out: Direction } | undefined;
  private refused = 0;
  private sentBefore = 0;
  private blockedSince: number | undefined;

  constructor(private readonly parts: SocketAccountParts) {
    const { socket, tally, routing } = parts;
    const { type } = socket.wanted;
    const account = {
      socket,
      tally,
      own: () => this.place('out'),
      allWire: () => !this.direct,
      dangling: () => this.dangling(),
    };
    if (type === 'PUB' || type === 'XPUB') this.outgoing = new PublishedAccount(account);
    else if (type === 'ROUTER' && routing) this.outgoing = new RoutedAccount(account, routing);
    else if (DEALING.includes(type)) this.outgoing = new DealtAccount(account);
    if (TAKING.includes(type)) {
      this.arrivals = new Arrivals(
        socket,
        tally,
        () => this.place('into'),
        () => !this.direct,
      );
    }
  }

  get key(): SocketKey {
    return this.parts.socket.wanted.key;
  }

  get socket(): LiveSocket {
    return this.parts.socket;
  }

  get counted(): boolean {
    return this.outgoing?.counted ?? true;
  }

  /** Ids that a ROUTER was given and nobody has. */
  get unknownIds(): readonly Uint8Array[] {
    return this.outgoing instanceof RoutedAccount ? this.outgoing.unknown : [];
  }

  opened(connection: WireConnection, flow: Flow, side: 'from' | 'to'): void {
    const out = side === 'from' ? 'forward' : 'backward';
    const into = side === 'from' ? 'backward' : 'forward';
    const at = () => this.parts.tally.cable(this.key, flow, out);
    const line: Line = { connection, flow, out, into, binds: side === 'to', at };
    this.lines.set(connection, line);
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

  /** Cables that the socket connects by and that have no peer: what is dealt to them waits. */
  private dangling(): number {
    let count = 0;
    for (const { side, flow } of this.parts.plugs.of(this.key))
      if (side === 'from' && flow?.connected === false) count++;
    return count;
  }

  /** Call when a cable was plugged in or out. */
  lookAtPlugs(): void {
    const plugs = this.parts.plugs.of(this.key);
    for (const { flow } of plugs) if (flow?.options.observe !== 'wire') this.direct = true;
    const [first] = plugs;
    // Of what has just been pulled out the last is remembered.
    if (first) {
      const out = first.side === 'from' ? 'forward' : 'backward';
      this.only = plugs.size === 1 && first.flow ? { flow: first.flow, out } : undefined;
    }
  }

  private place(way: 'out' | 'into'): LossPlace {
    const { tally } = this.parts;
    if (!this.only) return tally.socket(this.key);
    const back = this.only.out === 'forward' ? 'backward' : 'forward';
    return tally.cable(this.key, this.only.flow, way === 'out' ? this.only.out : back);
  }
}
