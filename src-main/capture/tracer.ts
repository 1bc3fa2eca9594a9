import type { FlowId } from '../../shared/traffic/flow';
import { FrameHash } from './frame-hash';
import { META_BACKWARD, META_SEALED } from './item-writer';
import type { Exchange } from './pairing';
import type { Arrivals, Departures, Passage } from './passage';
import { FrameCursor } from './record';
import type { CaptureRing } from './ring';
import { kindOf } from './row-reader';
import { KIND_MESSAGE } from '../../shared/traffic/flow';

/** What is to be found out about the messages of one connection; nothing, for most. */
export interface Lane {
  readonly flow: FlowId;
  readonly exchange: Exchange | undefined;
  /** By direction: the way through a device that its messages go into, and the one that they come out of. */
  readonly into: Ways<Arrivals>;
  readonly outOf: Ways<Departures>;
  /** The frames are as the device's sockets put them on the wire or got them from it. */
  readonly readable: boolean;
}

type Ways<End> = readonly [forward: Way<End> | undefined, backward: Way<End> | undefined];

interface Way<End> {
  readonly passage: Passage;
  readonly end: End;
}

/** Requests of one flow. */
export interface RequestCounts {
  answered: number;
  /** No reply was seen yet. */
  waiting: number;
  /** Seconds since the run began at which the oldest of them was seen. */
  waitingSince: number | undefined;
  /** Their connection ended first. */
  abandoned: number;
  /** Seconds from request to reply, of the newest ones more than of the older; undefined before the first. */
  latency: number | undefined;
}

export interface TracerOptions {
  readonly ring: CaptureRing;
  /**
   * What a connection's messages are to each other; asked once, when its first message is met.
   * @param connection 0 for messages of this flow that are seen at sockets
   */
  readonly laneOf: (connection: number, flow: FlowId) => Lane;
  /** The ways through devices. */
  readonly passages: () => Iterable<Passage>;
}

const NOTHING: Lane = {
  flow: -1,
  exchange: undefined,
  into: [undefined, undefined],
  outOf: [undefined, undefined],
  readable: false,
};

/**
 * Goes through what was captured, some time after it was, and puts together what belongs together. The path of the bytes does
 * not wait for it: it is called at each tick, and before anybody asks.
 */
export class Tracer {
  /** Items that had left the capture before they were looked at. */
  missed = 0;
  private cursor = 1;
  private readonly lanes = new Map<number, Lane>();
  /** What connections that have ended leave behind. */
  private readonly past = new Map<FlowId, { answered: number; abandoned: number }>();
  /** Connections that nothing is to be found out about: floods are mostly of these. */
  private readonly boring = new Set<number>();
  private laneKey = NaN;
  private newest = NOTHING;
  private readonly hash = new FrameHash();
  private readonly frames: FrameCursor;

  constructor(private readonly options: TracerOptions) {
    this.frames = new FrameCursor(options.ring.bytes);
  }

  /** Looks at everything captured since the last time. */
  advance(): void {
    const { ring } = this.options;
    const end = ring.nextSeq;
    this.missed += Math.max(0, ring.firstSeq - this.cursor);
    const { connections } = ring.columns;
    let seq = Math.max(this.cursor, ring.firstSeq);
    while (seq < end) {
      const place = ring.placeOf(seq);
      const connection = connections[place]!;
      const count = alike(connections, place, Math.min(connections.length, place + end - seq));
      if (connection === 0) for (let at = seq; at < seq + count; at++) this.look(at, -1 - ring.flowOf(at), 0);
      else if (!this.boring.has(connection))
        for (let at = seq; at < seq + count; at++) this.look(at, connection, connection);
      seq += count;
    }
    this.cursor = end;
    for (const passage of this.options.passages()) passage.settle();
  }

  /** The connection has ended, and all that it will ever carry is captured. */
  ended(connection: number): void {
    this.advance();
    const lane = this.lanes.get(connection);
    this.lanes.delete(connection);
    this.boring.delete(connection);
    this.laneKey = NaN;
    for (const passage of this.options.passages()) passage.ended(connection);
    if (!lane?.exchange) return;
    const past = this.past.get(lane.flow) ?? { answered: 0, abandoned: 0 };
    past.answered += lane.exchange.answered;
    past.abandoned += lane.exchange.end();
    this.past.set(lane.flow, past);
  }

  /** Call before the capture is cleared. */
  clearing(): void {
    this.advance();
    this.cursor = 1;
    for (const { exchange } of this.lanes.values()) exchange?.forgetSeqs();
    for (const passage of this.options.passages()) passage.forgetSeqs();
  }

  /** The requests of each flow that had any. */
  requests(): ReadonlyMap<FlowId, RequestCounts> {
    const counts = new Map<FlowId, RequestCounts>();
    for (const [flow, past] of this.past)
      counts.set(flow, { ...past, waiting: 0, waitingSince: undefined, latency: undefined });
    for (const { flow, exchange } of this.lanes.values()) {
      if (!exchange) continue;
      const count = counts.get(flow) ?? {
        answered: 0,
        waiting: 0,
        waitingSince: undefined,
        abandoned: 0,
        latency: undefined,
      };
      count.answered += exchange.answered;
      count.waiting += exchange.waiting;
      count.latency = exchange.latency ?? count.latency;
      const since = exchange.waitingSince;
      if (since !== undefined) count.waitingSince = Math.min(count.waitingSince ?? Infinity, since);
      counts.set(flow, count);
    }
    return counts;
  }

  private look(seq: number, key: number, connection: number): void {
    const { ring } = this.options;
    const meta = ring.metaOf(seq);
    if (kindOf(meta) !== KIND_MESSAGE) return;
    const lane = key === this.laneKey ? this.newest : this.lane(key, connection, ring.flowOf(seq));
    this.laneKey = key;
    this.newest = lane;
    if (lane.exchange) this.exchange(lane.exchange, seq, meta);
    const into = lane.into[meta & META_BACKWARD];
    const outOf = lane.outOf[meta & META_BACKWARD];
    if (into || outOf) this.pass(lane, into, outOf, seq, meta);
  }

  private lane(key: number, connection: number, flow: FlowId): Lane {
    const known = this.lanes.get(key);
    if (known) return known;
    const lane = this.options.laneOf(connection, flow);
    this.lanes.set(key, lane);
    if (isBoring(lane)) this.boring.add(key);
    return lane;
  }

  private pass(
    { readable }: Lane,
    into: Way<Arrivals> | undefined,
    outOf: Way<Departures> | undefined,
    seq: number,
    meta: number,
  ): void {
    const { ring } = this.options;
    const plain = readable && (meta & META_SEALED) === 0;
    const hash = plain ? this.hash.ofRecord(this.frames, ring.bytes, ring.offsetOf(seq)) : 0;
    if (into) into.passage.arrived(into.end, seq, hash, ring.timeOf(seq));
    if (outOf) outOf.passage.departed(outOf.end, seq, hash);
  }

  private exchange(exchange: Exchange, seq: number, meta: number): void {
    const { ring } = this.options;
    const { enveloped, strict, asks } = exchange.rules;
    const readable = enveloped && (meta & META_SEALED) === 0;
    const unread = asks === 'either' ? -1 : 0;
    const envelope = readable ? this.hash.ofEnvelope(this.frames, ring.bytes, ring.offsetOf(seq), strict) : unread;
    exchange.take(seq, meta & META_BACKWARD, envelope, ring.timeOf(seq));
  }
}

function isBoring({ exchange, into, outOf }: Lane): boolean {
  return !exchange && [...into, ...outOf].every((way) => way === undefined);
}

/** How many items from `place` on, before `end`, went over the same connection. A loop of its own, so that it is quick. */
function alike(connections: Uint32Array, place: number, end: number): number {
  const connection = connections[place];
  let at = place + 1;
  while (at < end && connections[at] === connection) at++;
  return at - place;
}
