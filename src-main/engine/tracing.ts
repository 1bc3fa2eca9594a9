import { findSocket } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { Exchange, exchangeRules } from '../capture/pairing';
import { Tracer, type Lane, type RequestCounts } from '../capture/tracer';
import type { SideInfo, WireConnection } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import type { Run } from './run';

/** Puts together what belongs together of what a run captured. */
export class Tracing {
  private readonly tracer: Tracer;

  constructor(private readonly run: Run) {
    this.tracer = new Tracer({ ring: run.ring, laneOf: (connection, flow) => this.laneOf(connection, flow) });
  }

  /** Looks at all that was captured since the last time; call it before anything is said of a captured item. */
  advance(): void {
    this.run.notes.flush();
    this.tracer.advance();
  }

  /** A connection has ended. */
  ended({ id }: WireConnection): void {
    this.run.notes.flush();
    this.tracer.ended(id);
  }

  /** Empties the capture. What waits for its reply is not forgotten. */
  clearCapture(): void {
    this.run.notes.flush();
    this.tracer.clearing();
    this.run.ring.reset();
  }

  requests(): ReadonlyMap<FlowId, RequestCounts> {
    return this.tracer.requests();
  }

  private laneOf(connection: number, id: FlowId): Lane {
    const flow = this.run.flows.get(id);
    if (!flow) return { flow: id, exchange: undefined };
    const wire = connectionOf(flow, connection);
    const { from, to, observe, link } = flow.options;
    const counted = link === undefined ? 'exact' : this.run.links.get(link)?.status().counted;
    const rules = exchangeRules(this.typeOf(from, wire?.connecting), this.typeOf(to, wire?.binding), {
      readable: observe === 'wire',
      certain: observe === 'wire' || counted === 'exact',
      dealerReplies: this.dealerReplies(from) || this.dealerReplies(to),
    });
    return { flow: id, exchange: rules && new Exchange(rules, this.run.ring.pairs) };
  }

  private typeOf(end: FlowEnd, side: SideInfo | undefined): SocketType | undefined {
    if (end.type === 'socket') {
      return this.run.socket(end.key)?.wanted.type ?? findSocket(this.run.topology, end.key)?.type;
    }
    return SOCKET_TYPES.find((type) => type === side?.socketType);
  }

  /** True for a DEALER that answers, as a worker of a broker that speaks first does. */
  private dealerReplies(end: FlowEnd): boolean {
    const node = end.type === 'socket' ? findSocket(this.run.topology, end.key)?.node : undefined;
    return node?.kind === 'socket' && node.socket === 'DEALER' && node.behavior?.type === 'reply';
  }
}

function connectionOf(flow: Flow, id: number): WireConnection | undefined {
  if (flow.newest?.id === id) return flow.newest;
  for (const connection of flow.connections) if (connection.id === id) return connection;
  return undefined;
}
