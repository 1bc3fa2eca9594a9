import { hex } from '../../shared/bytes';
import { findSocket, labelOf, nodeIdOf, type SocketKey } from '../../shared/topology/topology';
import type { CapturedItem } from '../../shared/traffic/capture';
import type { ItemDetail, ItemEnd, PairDetail } from '../../shared/traffic/detail';
import type { FlowId } from '../../shared/traffic/flow';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import type { CaptureRing } from '../capture/ring';
import type { SideInfo } from '../wire/tap';
import type { Flow, FlowEnd } from './flow';
import { copiesElsewhere } from './onward';
import { identityText, nameOfPeer } from './peers';
import type { RoutingId, RoutingIds } from './routing-ids';
import type { Run } from './run';

/** Longest identity: `zmq_setsockopt(3)`, ZMQ_ROUTING_ID. */
const LONGEST_ID = 255;

/**
 * What is known of a captured item; `undefined` where it is no longer kept.
 * @param ring what holds it: what is in memory, or a section of what is on the disk
 */
export function itemDetail(run: Run, seq: number, ring = run.ring): ItemDetail | undefined {
  const item = ring.item(seq);
  const flow = item && run.flows.get(item.row.flow);
  if (!flow) return undefined;
  const from = endOf(run, flow, flow.options.from, flow.newest?.connecting);
  const to = endOf(run, flow, flow.options.to, flow.newest?.binding);
  const forward = item.row.direction === 'forward';
  const routing = routingOf(run, flow);
  return {
    item,
    sender: forward ? from : to,
    receiver: forward ? to : from,
    observed: flow.options.observe,
    routing: routing && { id: routing.id, known: routing.known },
    names: namesIn(run, flow, item, routing),
    topicBytes: topicBytes(run, flow, item),
    pair: pairOf(run, item, ring),
    throughDevice:
      ring.hops.sourceOf(seq) > 0 || ring.hops.resultsOf(seq, 1).length > 0 || copiesElsewhere(run, seq, ring) > 0,
  };
}

/** The same wherever the item is kept. */
export async function keptDetail(run: Run, seq: number): Promise<ItemDetail | undefined> {
  run.tracing.advance();
  const ring = await run.kept.ringOf(seq);
  return ring && itemDetail(run, seq, ring);
}

function pairOf({ kept }: Run, { row }: CapturedItem, ring: CaptureRing): PairDetail | undefined {
  const { exchange, latency = 0, pairInferred = false, seq, t } = row;
  if (exchange === undefined) return undefined;
  if (exchange === 'waiting') return { type: 'waiting', since: t };
  if (exchange === 'abandoned') return { type: 'abandoned' };
  const other = ring.pairs.otherOf(seq);
  return {
    type: 'answered',
    role: exchange === 'reply' ? 'reply' : 'request',
    seq: kept.has(other) ? other : undefined,
    latency,
    known: pairInferred ? 'inferred' : 'exact',
  };
}

export function endOf(run: Run, flow: Flow, end: FlowEnd, side: SideInfo | undefined): ItemEnd {
  switch (end.type) {
    case 'socket': {
      const place = findSocket(run.topology, end.key);
      const type = place?.type ?? run.socket(end.key)?.wanted.type;
      return { name: place ? labelOf(place.node) : nodeIdOf(end.key), node: nodeIdOf(end.key), socketType: type };
    }
    case 'external': {
      const node = run.topology.nodes.find(({ id }) => id === end.node);
      const type = node?.kind === 'external' ? node.socket : undefined;
      return { name: node ? labelOf(node) : end.node, node: end.node, socketType: type ?? socketType(side) };
    }
    case 'peer':
      return { name: peerName(flow, side), node: flow.peer ?? '', socketType: socketType(side) };
  }
}

/** A program outside is called by its identity where that can be read, else by its type and address. */
function peerName(flow: Flow, side: SideInfo | undefined): string {
  const identity = identityText(side?.identity ?? new Uint8Array(0));
  return nameOfPeer(identity, [side?.socketType, flow.newest?.remote || flow.peer].filter(Boolean).join(' '));
}

function socketType(side: SideInfo | undefined): SocketType | undefined {
  return SOCKET_TYPES.find((type) => type === side?.socketType);
}

/** The routing id that a ROUTER at either end has for the other. */
function routingOf(run: Run, { id, options }: Flow): RoutingId | undefined {
  for (const end of [options.to, options.from]) {
    const routing = end.type === 'socket' ? run.routing(end.key)?.ofFlow(id) : undefined;
    if (routing) return routing;
  }
  return undefined;
}

function namesIn(
  run: Run,
  flow: Flow,
  { frames, row }: CapturedItem,
  routing: RoutingId | undefined,
): [string, string][] {
  if (row.kind !== 'message') return [];
  const tables = routersNear(run, flow);
  const digits = new Set(frames.filter(({ size }) => size > 0 && size <= LONGEST_ID).map(({ bytes }) => hex(bytes)));
  if (routing) digits.add(hex(routing.id));
  return [...digits].flatMap((id): [string, string][] => {
    const found = tables.map(([key, table]) => ({ key, known: table.lookUp(id) })).find(({ known }) => known);
    const name = found?.known && otherEndName(run, found.known.flow, found.key);
    return name === undefined ? [] : [[id, name]];
  });
}

/** Every ROUTER's table, those of the nodes at the ends of the flow first: ids of different ROUTERs may be alike. */
function routersNear(run: Run, { options }: Flow): [SocketKey, RoutingIds][] {
  const near = [options.from, options.to].flatMap((end) => (end.type === 'socket' ? [nodeIdOf(end.key)] : []));
  const rank = ([key]: [SocketKey, RoutingIds]) => (near.includes(nodeIdOf(key)) ? 0 : 1);
  return [...run.allRouting()].sort((one, other) => rank(one) - rank(other));
}

function otherEndName(run: Run, id: FlowId, router: SocketKey): string | undefined {
  const flow = run.flows.get(id);
  if (!flow) return undefined;
  const { from, to } = flow.options;
  const routerBinds = to.type === 'socket' && to.key === router;
  const { newest } = flow;
  return routerBinds ? endOf(run, flow, from, newest?.connecting).name : endOf(run, flow, to, newest?.binding).name;
}

function topicBytes(run: Run, flow: Flow, { row, frames }: CapturedItem): number | undefined {
  const [first] = frames;
  if (row.kind !== 'message' || !first) return undefined;
  const seen = flow.topicBytes(row.direction, first.bytes);
  if (seen !== undefined || flow.options.observe === 'wire') return seen;
  // Without a wire no subscription is seen; a node's own are in the document.
  const receiver = row.direction === 'forward' ? flow.options.to : flow.options.from;
  const node = receiver.type === 'socket' ? findSocket(run.topology, receiver.key)?.node : undefined;
  const topics = node?.kind === 'socket' && node.behavior?.type === 'subscribe' ? node.behavior.topics : [];
  const text = Buffer.from(first.bytes).toString('utf8');
  const matching = topics.filter((topic) => text.startsWith(topic)).map((topic) => Buffer.byteLength(topic));
  return matching.length > 0 ? Math.max(...matching) : undefined;
}
