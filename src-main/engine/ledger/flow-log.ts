import type { Problem } from '../../../shared/result';
import type { SocketKey } from '../../../shared/topology/topology';
import type { WireConnection } from '../../wire/tap';
import { hasSpoken } from './line';

/** A subscription as the relay saw it come, beside what its publisher had done until then. */
export interface FirstSubscription {
  readonly publisher: SocketKey;
  /** Seconds since the run began. */
  readonly t: number;
  /** Messages that the publisher had sent. */
  readonly sentBefore: number;
}

/** What has happened on one cable in the run: the facts that explain why nothing comes. */
export class FlowLog {
  /** Connections that both sides made ready. */
  readied = 0;
  /** Connections that ended by the peer after it had spoken and before both sides were ready. */
  failed = 0;
  /** Why the other side ended the newest handshake, in its own words. */
  reason: string | undefined;
  /** The newest connection that failed, for what its sides said of themselves. */
  lastFailed: WireConnection | undefined;
  /** Seconds since the run began, at which the newest connection ended. */
  endedAt: number | undefined;
  /** When one that was ready ended by the peer. */
  lostAt: number | undefined;
  /** Times that nobody answered where the bound side is, since it last did, and how that was put. */
  refusals = 0;
  refusal: Problem | undefined;
  subscribed: FirstSubscription | undefined;
  private readonly ready = new WeakSet<WireConnection>();

  becameReady(connection: WireConnection): void {
    this.ready.add(connection);
    this.readied++;
    this.refusals = 0;
    this.refusal = undefined;
    this.reason = undefined;
  }

  /** @param byPeer not by this app */
  ended(connection: WireConnection, byPeer: boolean, now: number): void {
    this.endedAt = now;
    if (!byPeer) return;
    if (this.ready.has(connection)) {
      this.lostAt = now;
    } else if (hasSpoken(connection)) {
      this.failed++;
      this.lastFailed = connection;
    }
  }

  refused(problem: Problem): void {
    this.refusals++;
    this.refusal = problem;
  }
}
