import type { Behavior, SocketKey, Topology } from '../../../shared/topology/topology';
import type { EndpointStatus } from '../../../shared/traffic/status';
import type { Finding } from '../../../shared/traffic/findings';
import type { FlowId } from '../../../shared/traffic/flow';
import type { LossCause, LossReport } from '../../../shared/traffic/losses';
import type { SocketOptions } from '../../../shared/zmq/options';
import type { SocketType } from '../../../shared/zmq/socket-types';
import type { Refusal } from '../security/refusal';

/** A socket of the app, as the rules see it. */
export interface SocketFacts {
  readonly key: SocketKey;
  readonly node: string;
  /** As a person calls it: the node's label, with the side of a device. */
  readonly name: string;
  readonly type: SocketType;
  readonly options: SocketOptions;
  readonly behavior: Behavior | undefined;
  readonly endpoints: readonly EndpointStatus[];
  readonly sent: number;
  readonly received: number;
  /** Messages a second that it sends and receives, over the last seconds. */
  readonly sendRate: number;
  readonly receiveRate: number;
  /** Seconds since the run began, since when a REQ has waited for its reply. */
  readonly awaitsSince: number | undefined;
  readonly blockedSince: number | undefined;
  /** Ids that a ROUTER was given and nobody has, as text. */
  readonly unknownIds: readonly string[];
}

/** One end of a cable. */
export interface EndFacts {
  readonly socket: SocketKey | undefined;
  readonly name: string;
  /** Type that the topology says, or else that its READY said; '' while unknown. */
  readonly expects: string;
  /** What it said itself in the newest handshake, finished or not; '' while unknown. */
  readonly says: string;
  readonly mechanism: string;
  readonly identity: string;
}

/** A cable, on the wire or between two of the app's own sockets. */
export interface CableFacts {
  readonly flow: FlowId;
  readonly link: string | undefined;
  readonly peer: string | undefined;
  readonly connecting: EndFacts;
  readonly binding: EndFacts;
  readonly connected: boolean;
  /** False where the subscriptions of a program outside are sealed. */
  readonly topicsKnown: boolean;
  /** Seconds since the run began, at which the newest connection became ready. */
  readonly readySince: number | undefined;
  readonly readied: number;
  readonly failed: number;
  /** Why security ended the newest handshake. */
  readonly refusal: Refusal | undefined;
  /** Reason of the ERROR that ended a handshake. */
  readonly reason: string | undefined;
  readonly refusals: number;
  readonly refusedAt: string;
  readonly lostAt: number | undefined;
  readonly subscribed: { readonly publisher: SocketKey; readonly t: number; readonly sentBefore: number } | undefined;
  /** Topics that the connecting and the binding side are subscribed to, as text. */
  readonly topics: { readonly connecting: readonly string[]; readonly binding: readonly string[] };
  readonly forward: number;
  readonly backward: number;
  readonly fault: string | undefined;
  readonly cut: boolean;
  readonly remote: string;
}

export interface Facts {
  /** Seconds since the run began. */
  readonly now: number;
  readonly topology: Topology;
  readonly sockets: readonly SocketFacts[];
  readonly cables: readonly CableFacts[];
  readonly losses: LossReport;
  /** Preview of the newest captured loss of a socket by a cause. */
  readonly example: (socket: SocketKey, cause: LossCause) => string | undefined;
}

/** What a rule found; the doctor adds since when. */
export type Found = Omit<Finding, 'since' | 'id'>;

export type Rule = (facts: Facts) => readonly Found[];

export function lostBy({ losses }: Facts, socket: SocketKey, cause: LossCause): number {
  return losses.rows
    .filter((row) => row.socket === socket && row.cause === cause)
    .reduce((sum, { exact, inferred }) => sum + exact + inferred, 0);
}

export function socketOf(facts: Facts, key: SocketKey | undefined): SocketFacts | undefined {
  return key === undefined ? undefined : facts.sockets.find((socket) => socket.key === key);
}

/** The place of a cable, for a finding's mark. */
export function placeOf({ link, peer }: CableFacts): Pick<Found, 'link' | 'peer'> {
  return { ...(link === undefined ? {} : { link }), ...(peer === undefined ? {} : { peer }) };
}
