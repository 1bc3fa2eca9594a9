import { hex } from '../../shared/bytes';
import type { FlowId } from '../../shared/traffic/flow';
import type { SideInfo, WireConnection } from '../wire/tap';
import { IdHolders } from './id-holders';
import type { LiveSocket } from './live-socket';

/** How long a ROUTER may leave a first message unread before the others are let through all the same. */
const PATIENCE_MS = 200;
/** Routing ids remembered of one ROUTER; older ones are forgotten. */
const MOST_IDS = 10_000;

export interface RoutingId {
  readonly id: Uint8Array;
  readonly flow: FlowId;
  /** Number of the connection. */
  readonly connection: number;
  readonly known: 'exact' | 'inferred';
}

/** What an id is of: a connection on the wire, or a cable without one, whose number is 0. */
type Caller = Pick<WireConnection, 'id' | 'flow'>;

/** A connection that one of the next unknown ids belongs to. */
interface Candidate {
  readonly connection: Caller;
  /** False once an id was given to another that may have been this one's. */
  certain: boolean;
  /** Where the caller is one of the app's own sockets: whether it has sent anything. */
  readonly spoke?: () => boolean;
}

interface Held {
  readonly connection: WireConnection;
  readonly pass: () => void;
}

/**
 * Learns which connection a ROUTER knows by which routing id. An id that the peer set itself stands in its READY; else the
 * ROUTER makes one up that is nowhere on the wire (RFC 28). So only one unknown connection at a time may pass its first
 * message: the next unknown id that the ROUTER hands over is that connection's. Where the ROUTER does not read for
 * PATIENCE_MS, everybody passes, and ids are from then on matched in the order of arrival and marked as inferred.
 */
export class RoutingIds {
  private readonly byId = new Map<string, RoutingId>();
  /** Those that a ROUTER made up, by the number in them: looked up for each message. */
  private readonly byNumber = new Map<number, RoutingId>();
  private readonly byFlow = new Map<FlowId, RoutingId>();
  /** Who may have passed its first message, and nobody else. */
  private current: Candidate | undefined;
  private held: Held[] = [];
  /** Those who passed while others did, or might have. */
  private unsure: Candidate[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Who has a name that several have given themselves. */
  readonly holders: IdHolders;

  /** @param handover whether a newer peer takes over the name of an older one */
  constructor(handover: () => boolean = () => false) {
    this.holders = new IdHolders(handover);
  }

  /** A connection has done its handshake; `side` is the ROUTER's peer, which may call itself by a name. */
  greeted(connection: WireConnection, side: SideInfo): void {
    if (side.identity.length > 0 && this.holders.take(connection, side)) this.learn(connection, side.identity, 'exact');
  }

  /** One of the app's own sockets was plugged in by a cable without a wire. */
  plugged(flow: FlowId, { io, wanted }: LiveSocket): void {
    const { routingId } = wanted.options;
    const connection = { id: 0, flow };
    if (typeof routingId === 'string' && routingId !== '') this.learn(connection, Buffer.from(routingId), 'exact');
    else this.unsure.push({ connection, certain: true, spoke: () => io.sent > 0 || io.queued > 0 });
  }

  /** Asked before the first message of a connection goes on to the ROUTER. */
  admit(connection: WireConnection): Promise<void> | undefined {
    if (connection.connecting.identity.length > 0) return undefined;
    if (!this.current) {
      this.let(connection);
      return undefined;
    }
    return new Promise((pass) => this.held.push({ connection, pass }));
  }

  /** The ROUTER has handed over a message from the peer of this id. */
  received(id: Uint8Array): void {
    if (!this.current && this.unsure.length === 0) return;
    if (this.find(id)) return;
    const spoken = this.unsure.filter(({ spoke }) => spoke?.() !== false);
    const [oldest] = spoken;
    if (!oldest) {
      if (this.current) this.learn(this.current.connection, id, this.current.certain ? 'exact' : 'inferred');
      this.next();
      return;
    }
    this.unsure = this.unsure.filter((candidate) => candidate !== oldest);
    const rest = spoken.slice(1);
    const others = this.current ? [...rest, this.current] : rest;
    for (const other of others) other.certain = false;
    this.learn(oldest.connection, id, oldest.certain && others.length === 0 ? 'exact' : 'inferred');
  }

  /** A connection has ended; what it has sent may still be on its way to the ROUTER's program. */
  closed(connection: WireConnection): void {
    const gone = this.held.filter((one) => one.connection === connection);
    this.held = this.held.filter((one) => one.connection !== connection);
    for (const { pass } of gone) pass();
    this.holders.closed(connection);
  }

  /** The newest id of the other end of a flow. */
  ofFlow(flow: FlowId): RoutingId | undefined {
    return this.byFlow.get(flow);
  }

  /** @param digits lower-case hexadecimal digits of an id */
  lookUp(digits: string): RoutingId | undefined {
    return this.byId.get(digits);
  }

  /** The flow of a ROUTER's peer, known or inferred. */
  flowOf(id: Uint8Array): FlowId | undefined {
    return this.find(id)?.flow;
  }

  /** Number of the connection that a ROUTER's message came from or goes to; 0 where it is not known for certain. */
  connectionOf(id: Uint8Array): number {
    const found = this.find(id);
    return found?.known === 'exact' ? found.connection : 0;
  }

  /** Every id that is remembered, oldest first. */
  all(): RoutingId[] {
    return [...this.byId.values()];
  }

  /** Takes an id that was learned in an earlier run. */
  restore(routing: RoutingId): void {
    this.byId.set(hex(routing.id), routing);
    this.byFlow.set(routing.flow, routing);
  }

  /** Lets everybody through and waits for nothing more. */
  close(): void {
    clearTimeout(this.timer);
    const { held } = this;
    this.held = [];
    this.current = undefined;
    this.unsure = [];
    for (const { pass } of held) pass();
  }

  private find(id: Uint8Array): RoutingId | undefined {
    return isMadeUp(id) ? this.byNumber.get(numberIn(id)) : this.byId.get(hex(id));
  }

  private let(connection: WireConnection): void {
    this.current = { connection, certain: true };
    this.timer = setTimeout(() => this.giveUpWaiting(), PATIENCE_MS);
  }

  private next(): void {
    clearTimeout(this.timer);
    this.current = undefined;
    const next = this.held.shift();
    if (!next) return;
    this.let(next.connection);
    next.pass();
  }

  private giveUpWaiting(): void {
    const { current, held } = this;
    this.current = undefined;
    this.held = [];
    if (current) this.unsure.push(current);
    for (const { connection, pass } of held) {
      this.unsure.push({ connection, certain: true });
      pass();
    }
    this.unsure = this.unsure.slice(-MOST_IDS);
  }

  private learn({ flow, id: connection }: Caller, id: Uint8Array, known: RoutingId['known']): void {
    const routing = { id: new Uint8Array(id), flow, connection, known };
    this.byId.set(hex(id), routing);
    if (isMadeUp(id)) this.byNumber.set(numberIn(id), routing);
    this.byFlow.set(flow, routing);
    if (this.byId.size <= MOST_IDS) return;
    for (const [digits, oldest] of this.byId) {
      this.byId.delete(digits);
      if (isMadeUp(oldest.id)) this.byNumber.delete(numberIn(oldest.id));
      break;
    }
  }
}

/** A ROUTER makes up ids of a zero byte and four more: `zmq_socket(3)`, ZMQ_ROUTER. */
export function isMadeUp(id: Uint8Array): boolean {
  return id.length === 5 && id[0] === 0;
}

function numberIn(id: Uint8Array): number {
  return ((id[1]! << 24) | (id[2]! << 16) | (id[3]! << 8) | id[4]!) >>> 0;
}
