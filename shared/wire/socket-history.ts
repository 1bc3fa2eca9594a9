/** What libzmq says of a socket's connections by `zmq_socket_monitor(3)`; `left`, where the socket was disconnected, is the app's. */
export const HISTORY_TYPES = [
  'connect',
  'connect:delay',
  'connect:retry',
  'handshake',
  'handshake:error:protocol',
  'handshake:error:auth',
  'handshake:error:other',
  'disconnect',
  'accept:error',
  'bind:error',
  'left',
] as const;

export type HistoryType = (typeof HISTORY_TYPES)[number];

/** From `t` on, seconds since the run began, the socket waits so many milliseconds before it tries again. */
export interface RetryWait {
  readonly t: number;
  readonly ms: number;
}

/** One thing that happened, or the same thing again and again. Times are seconds since the run began. */
export interface HistoryEntry {
  readonly type: HistoryType;
  /** Endpoint as the topology has it, where that is known. */
  readonly endpoint: string;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Of a retry: the newest waits before it, newest last; libzmq draws them out where `reconnectMaxInterval` is set. */
  readonly waits?: readonly RetryWait[];
  /** Of an error: what libzmq calls it. */
  readonly detail?: string;
}

export interface SocketHistory {
  /** Newest last. */
  readonly entries: readonly HistoryEntry[];
  /** Entries that made room for later ones. */
  readonly forgotten: number;
}
