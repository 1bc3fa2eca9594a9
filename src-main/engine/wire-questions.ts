import type { MessagesBetween, RowsBetween } from '../../shared/wire/messages-between';
import { findSocket, labelOf, nodeIdOf, type SocketKey } from '../../shared/topology/topology';
import type { CaptureRow } from '../../shared/traffic/capture';
import type {
  Closing,
  ConnectionFacts,
  ConnectionPhase,
  ConnectionsAnswer,
  LadderAnswer,
  LadderStep,
  WireSideFacts,
} from '../../shared/wire/ladder';
import { KIND_MESSAGE, type FlowId } from '../../shared/traffic/flow';
import { kindOf } from '../capture/row-reader';
import { closingOf } from '../wire/closing';
import type { ConnectionRecord } from '../wire/connection-record';
import type { StoredStep } from '../wire/step-store';
import type { SideInfo, WireConnection } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import { identityText, nameOfPeer } from './peers';
import { isMadeUp } from './routing-ids';
import type { Run } from './run';

/** Connections answered at once. */
const MOST_CONNECTIONS = 500;
/** Steps answered at once. */
const MOST_STEPS = 200;
/** Items of the capture looked at for one answer. */
const MOST_LOOKED_AT = 200_000;

/** The connections of these flows and of these nodes' sockets, or of every flow where none are named; newest first. */
export function connectionsOf(
  run: Run,
  flows: readonly FlowId[] | undefined,
  nodes: readonly string[] = [],
): ConnectionsAnswer {
  const wanted = flows && new Set(flows);
  const concerns = (id: FlowId) => {
    const options = run.flows.get(id)?.options;
    const ends = options ? [options.from, options.to] : [];
    // A caller that was never listed as a peer has no number that the window knows.
    return ends.some((end) => end.type === 'socket' && nodes.includes(nodeIdOf(end.key)));
  };
  const asked = (flow: FlowId) => !wanted || wanted.has(flow) || concerns(flow);
  const { recorded } = run;
  if (recorded) return recorded.wire.connections(({ flow }) => asked(flow), MOST_CONNECTIONS);
  const connections: ConnectionFacts[] = [];
  for (const record of run.journal.records()) {
    if (connections.length >= MOST_CONNECTIONS) break;
    const { flow } = record.connection;
    if (asked(flow)) connections.push(factsOf(run, record));
  }
  return { connections, forgotten: run.journal.forgotten };
}

/** Steps of a connection from number `from` on; `undefined` where its record is forgotten. */
export function ladderOf(run: Run, id: number, from: number): LadderAnswer | undefined {
  if (run.recorded) return run.recorded.wire.ladder(id, from, MOST_STEPS, run.ring.nextSeq);
  const record = run.journal.get(id);
  if (!record) return undefined;
  const { steps } = record;
  return {
    connection: factsOf(run, record),
    steps: steps.from(from, MOST_STEPS).map((step) => shown(run, step)),
    keptFirst: steps.keptFirst,
    keptFrom: steps.keptFrom,
    seq: run.ring.nextSeq,
  };
}

/**
 * Captured messages of a connection, wherever they are kept, with a seq in `[from, to)`, `count` at the most, and where to go on: `next` is `to` when
 * all have been looked at.
 */
export async function messagesBetween(
  run: Run,
  { connection, from, to, count }: MessagesBetween,
): Promise<RowsBetween> {
  const { kept } = run;
  const rows: CaptureRow[] = [];
  const first = Math.max(from, kept.firstSeq);
  const end = Math.min(to, kept.endSeq, first + MOST_LOOKED_AT);
  let seq = first;
  let ring = kept.ring;
  for (; seq < end && rows.length < count; seq++) {
    if (!ring.has(seq)) ring = (await kept.ringOf(seq)) ?? ring;
    if (!ring.has(seq) || ring.connectionOf(seq) !== connection) continue;
    const row = kindOf(ring.metaOf(seq)) === KIND_MESSAGE ? ring.row(seq) : undefined;
    if (row) rows.push(row);
  }
  return { rows, next: seq >= kept.endSeq ? to : seq };
}

export function factsOf(run: Run, record: ConnectionRecord): ConnectionFacts {
  const { connection, places, openedAt, readyAt, closedAt, steps } = record;
  const flow = run.flows.get(connection.flow);
  const connecting = sideFacts(run, flow, flow?.options.from, connection.connecting, connection.remote);
  const binding = sideFacts(run, flow, flow?.options.to, connection.binding, '');
  const closing = closingOf(record, { connecting: connecting.socketType, binding: binding.socketType });
  const outward = flow !== undefined && flow.options.to.type !== 'socket';
  return {
    id: connection.id,
    flow: connection.flow,
    link: flow?.options.link,
    phase: phaseOf(record, closing),
    endpoint: flow?.meetsAt ?? (outward ? places.endpoint : places.listening),
    remote: connection.remote,
    openedAt,
    ...(readyAt === undefined ? {} : { readyAt }),
    ...(closedAt === undefined ? {} : { closedAt }),
    connecting: { ...connecting, ...routingOf(run, flow?.options.to, connection) },
    binding: { ...binding, ...routingOf(run, flow?.options.from, connection) },
    forward: { ...connection.forward },
    backward: { ...connection.backward },
    heartbeats: record.heartbeats.facts(),
    ...(record.fault ? { fault: record.fault } : {}),
    ...(closing ? { closing } : {}),
    ...(record.refusal ? { refusal: record.refusal } : {}),
    steps: steps.count,
  };
}

/** What a ROUTER at `end` knows the other side of a connection by. */
function routingOf(
  run: Run,
  end: FlowEnd | undefined,
  { id, flow }: WireConnection,
): Pick<WireSideFacts, 'routing' | 'holder'> {
  const routing = end?.type === 'socket' ? run.routing(end.key) : undefined;
  const holder = routing?.holders.holderFor(id);
  if (holder) return { holder: otherName(run, holder, end) };
  const known = routing?.ofFlow(flow);
  // A later connection of the flow may have another.
  if (known?.connection !== id) return {};
  return { routing: { id: identityText(known.id), made: isMadeUp(known.id), known: known.known } };
}

/** Who is at the other end of a connection. */
function otherName(run: Run, connection: WireConnection, end: FlowEnd | undefined): string {
  const flow = run.flows.get(connection.flow);
  const forward = flow?.options.to.type === 'socket' && end?.type === 'socket' && flow.options.to.key === end.key;
  return forward
    ? sideFacts(run, flow, flow?.options.from, connection.connecting, connection.remote).name
    : sideFacts(run, flow, flow?.options.to, connection.binding, '').name;
}

function phaseOf({ connection, readyAt, closedAt }: ConnectionRecord, closing: Closing | undefined): ConnectionPhase {
  if (closedAt !== undefined) return readyAt === undefined || closing?.code === 'typesDiffer' ? 'failed' : 'ended';
  return connection.state === 'closed' ? 'ended' : connection.state;
}

export function sideFacts(
  run: Run,
  flow: Flow | undefined,
  end: FlowEnd | undefined,
  side: SideInfo,
  remote: string,
): WireSideFacts {
  const identity = identityText(side.identity);
  const said = { version: side.version, mechanism: side.mechanism, socketType: side.socketType, identity };
  switch (end?.type) {
    case 'socket': {
      const { name, type } = socketName(run, end.key);
      return { ...said, socketType: side.socketType || type, name, node: nodeIdOf(end.key), socket: end.key };
    }
    case 'external': {
      const node = run.topology.nodes.find(({ id }) => id === end.node);
      return { ...said, name: node ? labelOf(node) : end.node, node: end.node, socket: undefined };
    }
    case 'peer':
    case undefined: {
      const name = nameOfPeer(identity, [side.socketType, remote].filter(Boolean).join(' '));
      return { ...said, name, node: flow?.peer ?? '', socket: undefined };
    }
  }
}

function socketName(run: Run, key: SocketKey): { readonly name: string; readonly type: string } {
  const place = findSocket(run.topology, key);
  const name = place ? labelOf(place.node) : nodeIdOf(key);
  return {
    name: place?.side === undefined ? name : `${name} ${place.side}`,
    type: place?.type ?? run.socket(key)?.wanted.type ?? '',
  };
}

function shown(run: Run, { epoch, ...step }: StoredStep): LadderStep {
  return epoch === run.ring.epoch ? step : { ...step, seq: 0 };
}
