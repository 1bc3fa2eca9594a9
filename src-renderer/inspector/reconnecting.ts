import type { SocketKey } from '../../shared/topology/topology';
import type { RetryWait, SocketHistory } from '../../shared/wire/socket-history';

/** An endpoint that a socket connects to in vain. */
export interface Reconnecting {
  readonly socket: SocketKey;
  readonly endpoint: string;
  /** Attempts in vain since the last success. */
  readonly count: number;
  /** The newest waits between them, newest last; never empty. */
  readonly waits: readonly RetryWait[];
}

/** What a socket tries again, as of now: what has succeeded since is none of it, and neither is what it was disconnected from. */
export function reconnectingOf(socket: SocketKey, { entries }: SocketHistory): Reconnecting[] {
  const last = new Map<string, Reconnecting>();
  for (const { type, endpoint, count, waits = [] } of entries) {
    if (type === 'handshake' || type === 'left') last.delete(endpoint);
    else if (type === 'connect:retry' && waits.length > 0) last.set(endpoint, { socket, endpoint, count, waits });
  }
  return [...last.values()];
}

/** How long after a wait the next attempt may be late, in seconds: the window is told of them from time to time. */
const LATE_S = 2;

/** True where the newest wait is long over and nothing was tried since. @param now seconds since the run began */
export function hasEnded(waits: readonly RetryWait[], now: number): boolean {
  const newest = waits.at(-1);
  return newest !== undefined && now > newest.t + newest.ms / 1000 + LATE_S;
}
