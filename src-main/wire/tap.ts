import type { Direction, FlowId } from '../../shared/traffic/flow';

/** Where the items of connections go: the capture ring, or nowhere. */
export interface ItemSink {
  /**
   * The writer of one direction of one connection. Each has its own, so that half-read items of many connections never
   * mix; an item takes its place in the order of all items when it is complete.
   * @param flow number of the link or peer
   * @param direction 0 forward, 1 backward (shared/traffic/flow.ts)
   * @param connection number of the connection on the wire; absent for what is seen at sockets
   */
  writer(flow: FlowId, direction: number, connection?: number): ItemWriter;
}

/**
 * Takes the items of one direction of one connection. Called for every message, so nothing here may allocate: bytes
 * are handed over as a range of the chunk that came from the socket, valid only during the call.
 */
export interface ItemWriter {
  /** False while items are not kept: a reader then counts and calls nothing. May change between two items. */
  readonly storing: boolean;
  /** Bodies longer than this many bytes are kept only in part, and may not be in a `run`. */
  readonly frameLimit: number;
  /**
   * An item begins.
   * @param kind 0 message, 1 command, 2 handshake (shared/traffic/flow.ts)
   * @param sealed the bytes are a CURVE box
   */
  begin(kind: number, sealed: boolean): void;
  /** A frame of the open item begins. `size` is the body's length in bytes; `more` is the MORE flag. */
  frame(size: number, more: boolean): void;
  /** Body bytes of the open frame: `chunk[from, to)`. */
  bytes(chunk: Uint8Array, from: number, to: number): void;
  /** The open item is complete. */
  end(): void;
  /** The open item will never be complete: the connection ended or its bytes are no ZMTP. */
  abandon(): void;
  /**
   * `count` whole messages lie behind one another in `chunk` from `from`, in ZMTP 2 framing (RFC 23, Framing), each
   * frame with its header; `ends[i]` is where message i ends in `chunk`. The same as begin … end for each, much faster.
   */
  run(chunk: Uint8Array, from: number, ends: Uint32Array, count: number, sealed: boolean): void;
}

/** Exact totals of one direction of a flow since the run began. `bytes` are frame bodies, without ZMTP headers. */
export interface DirectionCounters {
  messages: number;
  bytes: number;
}

/** What each side of a connection said of itself in its greeting and READY command (RFC 23, RFC 37). */
export interface SideInfo {
  /** ZMTP version as `3.1`, `3.0`, `2.0`, `1.0`; '' while unknown. */
  version: string;
  /** `NULL`, `PLAIN`, `CURVE`; ZMTP 2.0 and 1.0 have none and count as `NULL`; '' while unknown. */
  mechanism: string;
  /** `Socket-Type` of READY, or the type byte of ZMTP 2.0; '' while unknown, and always under CURVE, which seals it. */
  socketType: string;
  /** `Identity` of READY; empty when none was set or CURVE sealed it. */
  identity: Uint8Array;
  /** Every property of READY in order. */
  properties: readonly (readonly [name: string, value: Uint8Array])[];
}

export type ConnectionState = 'dialing' | 'handshake' | 'ready' | 'closed';

/** One accepted connection and its dialled other half, as the engine sees it. */
export interface WireConnection {
  /** Number of the connection, from 1, unique in this process. */
  readonly id: number;
  readonly flow: FlowId;
  readonly state: ConnectionState;
  /** Remote address of the accepted side: `127.0.0.1:40312`, or '' for ipc. */
  readonly remote: string;
  /** The accepted (connecting) side. */
  readonly connecting: SideInfo;
  /** The dialled (binding) side. */
  readonly binding: SideInfo;
  readonly forward: DirectionCounters;
  readonly backward: DirectionCounters;
  /** Why its bytes can no longer be read as ZMTP (they are still copied), as a sentence; undefined while all is well. */
  readonly fault: string | undefined;
  /** True where the fault ended the connection: its bytes were not passed on. */
  readonly cut?: boolean;
  /** True while what was read of a direction cannot be written on, so that more may wait behind it. */
  readonly stalled?: (direction: Direction) => boolean;
}
