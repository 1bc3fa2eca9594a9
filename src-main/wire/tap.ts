import type { FlowId } from '../../shared/traffic/flow';

/**
 * Where a connection's reader puts what it sees. Called for every frame of every message, so nothing here may
 * allocate: bytes are handed over as a range of the chunk that came from the socket, valid only during the call.
 */
export interface ItemSink {
  /**
   * A message, command or handshake begins.
   * @param flow number of the link or peer
   * @param direction 0 forward, 1 backward (shared/traffic/flow.ts)
   * @param kind 0 message, 1 command, 2 handshake
   */
  begin(flow: FlowId, direction: number, kind: number): void;
  /** A frame of the open item begins. `size` is the body's length in bytes; `more` is the MORE flag. */
  frame(size: number, more: boolean): void;
  /** Body bytes of the open frame: `chunk[from, to)`. */
  bytes(chunk: Uint8Array, from: number, to: number): void;
  /** The open item is complete. */
  end(): void;
  /** The open item will never be complete: the connection ended or its bytes are no ZMTP. */
  abandon(): void;
}

/** Exact totals of one direction of a flow since the run began. `bytes` are frame bodies, without ZMTP headers. */
export interface DirectionCounters {
  messages: number;
  bytes: number;
}

/** What each side of a connection said of itself in its greeting and READY command (RFC 23, RFC 37). */
export interface SideInfo {
  /** ZMTP version as `3.1`, `3.0`, `2.0`. */
  version: string;
  /** `NULL`, `PLAIN`, `CURVE`; ZMTP 2.0 has none and counts as `NULL`. */
  mechanism: string;
  /** `Socket-Type` of READY, or the type byte of ZMTP 2.0; '' while unknown. */
  socketType: string;
  /** `Identity` of READY; empty when none was set. */
  identity: Uint8Array;
  /** Every property of READY in order. */
  properties: readonly (readonly [name: string, value: Uint8Array])[];
}

export type ConnectionState = 'dialing' | 'handshake' | 'ready' | 'closed';

/** One accepted connection and its dialled other half, as the engine sees it. */
export interface WireConnection {
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
}
