import { findSocket, type DeviceType, type SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { Exchange, exchangeRules } from '../capture/pairing';
import { Passage } from '../capture/passage';
import { Tracer, type Lane, type RequestCounts } from '../capture/tracer';
import type { SideInfo, WireConnection } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import { PassageRecorder } from './passage-recorder';
import { PollRecorder, type PolledSide } from './poll-recorder';
import type { Run } from './run';

/** `forward` is from the frontend of a device to its backend. */
export type Way = 'forward' | 'backward';

/** Puts together what belongs together of what a run captured. */
export class Tracing {
  private readonly tracer: Tracer;
  private readonly passages = new Map<string, Passage>();
  private readonly polls = new Map<string, PollRecorder>();
  /** Seconds since the run began at which the newest connection of each flow was made. */
  readonly connectedSince = new Map<FlowId, number>();
  /** What the capture had reached when each open connection was made. */
  private readonly since = new Map<number, number>();

  constructor(private readonly run: Run) {
    this.tracer = new Tracer({
      ring: run.ring,
      laneOf: (connection, flow) => this.laneOf(connection, flow),
      passages: () => this.passages.values(),
    });
  }

  /** Looks at all that was captured since the last time; call it before anything is said of a captured item. */
  advance(): void {
    this.run.notes.flush();
    this.tracer.advance();
  }

  opened({ id, flow }: WireConnection): void {
    this.connectedSince.set(flow, this.run.now());
    this.since.set(id, this.run.ring.nextSeq);
  }

  ended({ id }: WireConnection): void {
    this.run.notes.flush();
    this.tracer.ended(id);
    this.since.delete(id);
  }

  /** Empties the capture. What waits for its reply is not forgotten. */
  clearCapture(): void {
    this.run.notes.flush();
    this.tracer.clearing();
    for (const id of this.since.keys()) this.since.set(id, 0);
    this.run.ring.reset();
  }

  requests(): ReadonlyMap<FlowId, RequestCounts> {
    return this.tracer.requests();
  }

  /** A new one for each time that a device starts: what its loop did before says nothing of now. */
  poll(node: string, sockets: readonly PolledSide[]): PollRecorder {
    const recorder = new PollRecorder(node, sockets, this.run.now);
    this.polls.set(node, recorder);
    return recorder;
  }

  pollOf(node: string): PollRecorder | undefined {
    return this.polls.get(node);
  }

  /** Who writes down what goes one way through a device; undefined where only subscriptions do. */
  recorder(node: string, device: DeviceType, way: Way): PassageRecorder | undefined {
    const passage = this.passage(node, device, way);
    if (!passage) return undefined;
    const { run } = this;
    const [from, to] = way === 'forward' ? (['frontend', 'backend'] as const) : (['backend', 'frontend'] as const);
    return new PassageRecorder({
      passage,
      from: run.routing(`${node}.${from}`),
      to: run.routing(`${node}.${to}`),
      reached: () => run.ring.nextSeq,
      settle: () => this.advance(),
    });
  }

  private passage(node: string, device: DeviceType, way: Way): Passage | undefined {
    if (way === 'backward' && device !== 'queue') return undefined;
    const name = `${node} ${device} ${way}`;
    const known = this.passages.get(name);
    if (known) return known;
    const passage = new Passage(this.run.ring.hops, device === 'forwarder', device === 'forwarder');
    this.passages.set(name, passage);
    return passage;
  }

  private laneOf(connection: number, id: FlowId): Lane {
    const flow = this.run.flows.get(id);
    if (!flow) return { flow: id, exchange: undefined, into: NOWHERE, outOf: NOWHERE, readable: false };
    const wire = connectionOf(flow, connection);
    const { from, to, observe, link } = flow.options;
    const readable = observe === 'wire';
    const counted = link === undefined ? 'exact' : this.run.links.get(link)?.status().counted;
    const certain = readable || counted === 'exact';
    const rules = exchangeRules(this.typeOf(from, wire?.connecting), this.typeOf(to, wire?.binding), {
      readable,
      certain,
      dealerReplies: this.dealerReplies(from) || this.dealerReplies(to),
    });
    const key = connection === 0 ? -1 - id : connection;
    const since = this.since.get(connection) ?? 0;
    const into = (end: FlowEnd) => {
      const passage = this.passageAt(end, 'into');
      return passage && { passage, end: passage.arrivalsOf(key, certain) };
    };
    const outOf = (end: FlowEnd) => {
      const passage = this.passageAt(end, 'outOf');
      return passage && { passage, end: passage.departuresOf(key, certain, since) };
    };
    return {
      flow: id,
      exchange: rules && new Exchange(rules, this.run.ring.pairs),
      // What goes forward arrives at the binding end.
      into: [into(to), into(from)],
      outOf: [outOf(from), outOf(to)],
      readable,
    };
  }

  /** The way that starts, or ends, at a device's socket. */
  private passageAt(end: FlowEnd, which: 'into' | 'outOf'): Passage | undefined {
    const place = end.type === 'socket' ? findSocket(this.run.topology, end.key) : undefined;
    if (place?.node.kind !== 'device') return undefined;
    const forward = (place.side === 'frontend') === (which === 'into');
    return this.passage(place.node.id, place.node.device, forward ? 'forward' : 'backward');
  }

  private typeOf(end: FlowEnd, side: SideInfo | undefined): SocketType | undefined {
    if (end.type === 'socket') return this.ownType(end.key);
    return SOCKET_TYPES.find((type) => type === side?.socketType);
  }

  private ownType(key: SocketKey): SocketType | undefined {
    return this.run.socket(key)?.wanted.type ?? findSocket(this.run.topology, key)?.type;
  }

  /** True for a DEALER that answers, as a worker of a broker that speaks first does. */
  private dealerReplies(end: FlowEnd): boolean {
    const node = end.type === 'socket' ? findSocket(this.run.topology, end.key)?.node : undefined;
    return node?.kind === 'socket' && node.socket === 'DEALER' && node.behavior?.type === 'reply';
  }
}

const NOWHERE: readonly [undefined, undefined] = [undefined, undefined];

function connectionOf(flow: Flow, id: number): WireConnection | undefined {
  if (flow.newest?.id === id) return flow.newest;
  for (const connection of flow.connections) if (connection.id === id) return connection;
  return undefined;
}
