import { hex } from '../../shared/bytes';
import type { FlowId } from '../../shared/traffic/flow';
import type { SideInfo, WireConnection } from '../wire/tap';

/** Flows whose messages are remembered as unheard after their connection is over. */
const MOST_FLOWS = 1000;

/** A connection and who of its two sides gives itself a name. */
interface Caller {
  readonly connection: WireConnection;
  readonly side: SideInfo;
}

/** A connection that a ROUTER does not hear, because another has the same name. */
interface Unheard {
  readonly flow: FlowId;
  /** The one that has the name. */
  readonly holder: WireConnection;
  /** Messages that it has sent in vain. */
  readonly messages: () => number;
}

/**
 * Which connection has a name that two peers of a ROUTER have given themselves: `zmq_setsockopt(3)`, ZMQ_ROUTER_HANDOVER. The
 * first one keeps it, and of the second nothing is read; with handover the newer one takes it over, and of the older one nothing
 * more is read. Both stay connected.
 */
export class IdHolders {
  private readonly holders = new Map<string, Caller>();
  private readonly unheard = new Map<number, Unheard>();
  /** Messages of connections that are over, which were never heard. */
  private readonly past = new Map<FlowId, number>();

  constructor(private readonly handover: () => boolean) {}

  /** A connection that gives itself a name is ready; `side` is who does so. True where it has the name from now on. */
  take(connection: WireConnection, side: SideInfo): boolean {
    const name = hex(side.identity);
    const holder = this.holders.get(name);
    // Another connection of one cable is its socket's new one, even where the end of the old one is noticed later.
    const clash = holder !== undefined && holder.connection.flow !== connection.flow;
    if (clash && !this.handover()) {
      this.note({ connection, side }, holder.connection);
      return false;
    }
    if (clash) this.note(holder, connection);
    this.holders.set(name, { connection, side });
    return true;
  }

  closed(connection: WireConnection): void {
    for (const { identity } of [connection.connecting, connection.binding]) {
      const name = hex(identity);
      if (this.holders.get(name)?.connection === connection) this.holders.delete(name);
    }
    const one = this.unheard.get(connection.id);
    if (!one) return;
    this.unheard.delete(connection.id);
    if (this.past.size < MOST_FLOWS) this.past.set(one.flow, (this.past.get(one.flow) ?? 0) + one.messages());
  }

  /** Who has the name of a connection that is not heard. */
  holderFor(connection: number): WireConnection | undefined {
    return this.unheard.get(connection)?.holder;
  }

  /** Messages of each flow that the ROUTER has not read and never will, and who has the name now. */
  inVain(): { readonly flow: FlowId; readonly messages: number; readonly holder: FlowId | undefined }[] {
    const all = new Map<FlowId, { messages: number; holder: FlowId | undefined }>();
    for (const [flow, messages] of this.past) all.set(flow, { messages, holder: undefined });
    for (const { flow, holder, messages } of this.unheard.values()) {
      all.set(flow, { messages: (all.get(flow)?.messages ?? 0) + messages(), holder: holder.flow });
    }
    return [...all].map(([flow, known]) => ({ flow, ...known }));
  }

  private note({ connection, side }: Caller, holder: WireConnection): void {
    const counters = side === connection.connecting ? connection.forward : connection.backward;
    const heard = counters.messages;
    this.unheard.set(connection.id, {
      flow: connection.flow,
      holder,
      messages: () => counters.messages - heard,
    });
  }
}
