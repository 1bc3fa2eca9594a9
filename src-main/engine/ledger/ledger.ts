import type { Problem } from '../../../shared/result';
import type { SocketKey } from '../../../shared/topology/topology';
import type { Direction } from '../../../shared/traffic/flow';
import type { LossReport, PipeGauge } from '../../../shared/traffic/losses';
import type { CaptureRing } from '../../capture/ring';
import { parseErrorReason } from '../../wire/zmtp-command';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { FlowTable } from '../flow-table';
import type { LiveLink } from '../live-link';
import type { LiveSocket } from '../live-socket';
import type { Plugs } from '../plugs';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import { FlowLog } from './flow-log';
import type { Ending } from './line';
import { OwnCables } from './own-cables';
import { SocketAccount } from './socket-account';
import { Tally } from './tally';

/** Milliseconds between two settlements. */
const SETTLE_MS = 100;
/** Queues in one report, the fullest first. */
const MOST_GAUGES = 1000;
/** Cables whose past is remembered; the oldest are forgotten. */
const MOST_LOGS = 4096;

export interface LedgerParts {
  readonly ring: CaptureRing;
  /** Seq of the oldest item that is kept, in memory or on the disk. */
  readonly kept: { readonly firstSeq: number };
  readonly flows: FlowTable;
  readonly plugs: Plugs;
  readonly links: ReadonlyMap<string, LiveLink>;
  readonly now: () => number;
  /** The run is being stopped, or is over. */
  readonly stopping: boolean;
  routing(key: SocketKey): RoutingIds | undefined;
}

/** What is to be told of each message of a socket; `undefined` where nothing is. */
export interface Told {
  readonly sent: ((frames: Frames) => void) | undefined;
  readonly received: ((frames: Frames) => void) | undefined;
}

/** The app's own sockets at the two ends of a connection. */
export interface Ends {
  readonly from: SocketKey | undefined;
  readonly to: SocketKey | undefined;
}

/**
 * Where every message went that a socket of the app sent. A message is not followed one by one: each socket knows how much
 * it was given, each connection what was seen on it, each cable without a readable wire what its receiver took, and a
 * settlement ten times a second finds what is missing. Only PUB and ROUTER look at each message, because the message says
 * to whom it goes.
 */
export class Ledger {
  readonly accounts = new Map<SocketKey, SocketAccount>();
  readonly logs = new Map<Flow, FlowLog>();
  readonly tally: Tally;
  private readonly ends = new Map<WireConnection, SocketAccount[]>();
  private readonly own: OwnCables;
  /** Closed sockets, of whose messages some are still in the queues of others. */
  private readonly leaving = new Set<SocketAccount>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: LedgerParts) {
    this.tally = new Tally(parts.ring, () => parts.kept.firstSeq, parts.flows, parts.now);
    this.own = new OwnCables({
      accounts: this.accounts,
      plugs: parts.plugs,
      transport: (link) => (link === undefined ? undefined : parts.links.get(link)?.wanted.transport),
      routing: (key) => parts.routing(key),
      stopping: () => parts.stopping,
      noted: (flow) => void this.log(flow),
      subscribed: (flow, publisher) => this.subscribed(flow, publisher),
    });
  }

  start(): void {
    this.timer ??= setInterval(() => this.settle(), SETTLE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const account of this.leaving) account.finish('stopped');
    this.leaving.clear();
    this.tally.settle();
  }

  socketOpened(socket: LiveSocket, routing: RoutingIds | undefined): Told {
    const { tally, parts, own } = this;
    const account = new SocketAccount({ socket, routing, tally, plugs: parts.plugs, now: parts.now });
    const { key, sent, received } = account;
    this.accounts.set(key, account);
    socket.onAsked = (comes, topics) => own.asked(key, comes, topics);
    return { sent: socket.wanted.type === 'XSUB' ? (frames) => own.sentByXsub(key, frames) : sent, received };
  }

  /** All its connections are closed, and so is the socket. */
  socketClosed(key: SocketKey, stopping: boolean): void {
    const account = this.accounts.get(key);
    if (!account) return;
    this.own.distribute();
    if (stopping) this.own.makeUp();
    this.own.closed(key);
    if (!stopping) this.accounts.delete(key);
    if (!stopping && this.own.isOwed(account)) this.leaving.add(account);
    else account.finish(stopping ? 'stopped' : 'unplugged');
  }

  opened(connection: WireConnection, flow: Flow, { from, to }: Ends): void {
    const accounts: SocketAccount[] = [];
    // What is sealed between two of the app's own sockets is told by these.
    if (this.own.isSealed(from, to)) return;
    for (const [key, side] of [
      [from, 'from'],
      [to, 'to'],
    ] as const) {
      const account = key === undefined ? undefined : this.accounts.get(key);
      account?.opened(connection, flow, side);
      if (account) accounts.push(account);
    }
    this.ends.set(connection, accounts);
  }

  ready(connection: WireConnection, flow: Flow): void {
    this.log(flow).becameReady(connection);
    for (const account of this.ends.get(connection) ?? []) account.ready(connection);
  }

  closed(connection: WireConnection, flow: Flow, ending: Ending): void {
    this.log(flow).ended(connection, ending === 'peer', this.parts.now());
    for (const account of this.ends.get(connection) ?? []) account.closed(connection, ending);
    this.ends.delete(connection);
  }

  command(connection: WireConnection, flow: Flow, direction: Direction, name: string, body: Uint8Array): void {
    const accounts = this.ends.get(connection) ?? [];
    for (const account of accounts) account.command(connection, direction, name, body);
    const log = this.log(flow);
    if (name === 'ERROR') log.reason = parseErrorReason(body);
    if (name !== 'SUBSCRIBE') return;
    const side = direction === 'forward' ? flow.options.to : flow.options.from;
    const publisher = side.type === 'socket' ? this.accounts.get(side.key) : undefined;
    if (publisher) this.subscribed(flow, publisher);
  }

  /** Call when a cable was plugged in or out somewhere. */
  plugsChanged(): void {
    for (const account of this.accounts.values()) account.lookAtPlugs();
    this.own.look();
  }

  refused(flow: Flow | undefined, problem: Problem): void {
    if (flow) this.log(flow).refused(problem);
  }

  settle(): void {
    this.own.distribute();
    for (const account of this.accounts.values()) account.settle();
    for (const account of this.leaving) this.settleLeaving(account);
    this.own.forget();
    this.tally.settle();
  }

  report(): LossReport {
    const accounts = [...this.accounts.values()];
    const gauges = accounts.flatMap((account) => account.gauges());
    return {
      rows: this.tally.rows(),
      pipes: gauges.length > MOST_GAUGES ? fullest(gauges) : gauges,
      blocked: accounts.flatMap((account) => account.blocked()),
      uncounted: accounts.flatMap(({ key, uncounted }) => (uncounted ? [{ socket: key, why: uncounted }] : [])),
      ownFlows: this.tally.ownFlows(),
    };
  }

  /** Calls `see` with what was lost until now: of each socket, and of each way over one of its cables. */
  eachLost(see: Parameters<Tally['eachTotal']>[0]): void {
    this.tally.eachTotal(see);
  }

  /** Calls `see` with each queue, and the way that its messages go where it is of one cable. */
  eachQueue(see: (pipe: PipeGauge, way: Direction | undefined) => void): void {
    for (const account of this.accounts.values()) {
      for (const pipe of account.gauges()) see(pipe, pipe.flow === undefined ? undefined : this.wayOf(pipe, pipe.flow));
    }
  }

  private wayOf({ socket, queue }: PipeGauge, id: number): Direction | undefined {
    const flow = this.parts.flows.get(id);
    if (!flow) return undefined;
    const { from } = flow.options;
    const connects = from.type === 'socket' && from.key === socket;
    return connects === (queue === 'send') ? 'forward' : 'backward';
  }

  /** Of a cable's subscriptions the first is remembered. */
  private subscribed(flow: Flow, { key, socket }: SocketAccount): void {
    this.log(flow).subscribed ??= { publisher: key, t: this.parts.now(), sentBefore: socket.io.sent };
  }

  private settleLeaving(account: SocketAccount): void {
    account.settle();
    if (this.own.isOwed(account)) return;
    account.finish('unplugged');
    this.leaving.delete(account);
  }

  log(flow: Flow): FlowLog {
    const known = this.logs.get(flow);
    if (known) return known;
    const log = new FlowLog();
    this.logs.set(flow, log);
    if (this.logs.size > MOST_LOGS) {
      for (const oldest of this.logs.keys()) {
        this.logs.delete(oldest);
        break;
      }
    }
    return log;
  }
}

function fullest(gauges: readonly PipeGauge[]): PipeGauge[] {
  return gauges.toSorted((one, other) => other.depth - one.depth).slice(0, MOST_GAUGES);
}
