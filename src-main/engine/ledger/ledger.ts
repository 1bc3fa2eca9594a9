import type { Problem } from '../../../shared/result';
import type { SocketKey } from '../../../shared/topology/topology';
import type { Direction } from '../../../shared/traffic/flow';
import type { LossReport, PipeGauge } from '../../../shared/traffic/losses';
import type { CaptureRing } from '../../capture/ring';
import { parseErrorReason } from '../../wire/zmtp-command';
import type { WireConnection } from '../../wire/tap';
import type { Flow } from '../flow';
import type { FlowTable } from '../flow-table';
import type { LiveSocket } from '../live-socket';
import type { Plugs } from '../plugs';
import type { RoutingIds } from '../routing-ids';
import type { Frames } from '../zmq-socket';
import { FlowLog } from './flow-log';
import type { Ending } from './line';
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
  readonly flows: FlowTable;
  readonly plugs: Plugs;
  readonly now: () => number;
}

/** The app's own sockets at the two ends of a connection. */
export interface Ends {
  readonly from: SocketKey | undefined;
  readonly to: SocketKey | undefined;
}

/**
 * Where every message went that a socket of the app sent, as far as the wire tells. A message is not followed one by one:
 * each socket knows how much it was given, each connection what was seen on it, and a settlement ten times a second finds
 * what is missing. Only PUB and ROUTER look at each message, because the message says to whom it goes.
 */
export class Ledger {
  readonly accounts = new Map<SocketKey, SocketAccount>();
  readonly logs = new Map<Flow, FlowLog>();
  readonly tally: Tally;
  private readonly ends = new Map<WireConnection, SocketAccount[]>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: LedgerParts) {
    this.tally = new Tally(parts.ring, parts.flows, parts.now);
  }

  start(): void {
    this.timer ??= setInterval(() => this.settle(), SETTLE_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.tally.settle();
  }

  /** Gives what is to be told of each message that the socket has sent; `undefined` where nothing is. */
  socketOpened(socket: LiveSocket, routing: RoutingIds | undefined): ((frames: Frames) => void) | undefined {
    const { tally, parts } = this;
    const account = new SocketAccount({ socket, routing, tally, plugs: parts.plugs, now: parts.now });
    this.accounts.set(account.key, account);
    return account.outgoing?.sent;
  }

  /** All its connections are closed, and so is the socket. */
  socketClosed(key: SocketKey, stopping: boolean): void {
    this.accounts.get(key)?.finish(stopping ? 'stopped' : 'unplugged');
    if (!stopping) this.accounts.delete(key);
  }

  opened(connection: WireConnection, flow: Flow, { from, to }: Ends): void {
    const accounts: SocketAccount[] = [];
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
    if (name !== 'SUBSCRIBE' || log.subscribed) return;
    const side = direction === 'forward' ? flow.options.to : flow.options.from;
    const publisher = side.type === 'socket' ? this.accounts.get(side.key) : undefined;
    if (!publisher) return;
    log.subscribed = { publisher: publisher.key, t: this.parts.now(), sentBefore: publisher.socket.io.sent };
  }

  /** Call when a cable was plugged in or out somewhere. */
  plugsChanged(): void {
    for (const account of this.accounts.values()) account.lookAtPlugs();
  }

  refused(flow: Flow | undefined, problem: Problem): void {
    if (flow) this.log(flow).refused(problem);
  }

  settle(): void {
    for (const account of this.accounts.values()) account.settle();
    this.tally.settle();
  }

  report(): LossReport {
    const accounts = [...this.accounts.values()];
    const gauges = accounts.flatMap((account) => account.gauges());
    return {
      rows: this.tally.rows(),
      pipes: gauges.length > MOST_GAUGES ? fullest(gauges) : gauges,
      blocked: accounts.flatMap((account) => account.blocked()),
      uncounted: accounts.filter(({ counted }) => !counted).map(({ key }) => key),
      ownFlows: this.tally.ownFlows(),
    };
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
