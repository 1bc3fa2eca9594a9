import type { Problem } from '../result';
import type { SocketKey } from '../topology/topology';
import type { Direction, FlowId } from '../traffic/flow';
import type { RfcPlace } from './rfc';
import type { ZmtpFault } from './zmtp-fault';

/** The two sides of a connection: the one that connected, whose bytes go forward, and the one that is bound. */
export type WireSideName = 'connecting' | 'binding';

/** `failed`: ended before both sides had done their handshake. */
export type ConnectionPhase = 'dialing' | 'handshake' | 'ready' | 'ended' | 'failed';

/** One side of a connection: who it is, and what it said of itself. Texts are '' while unknown. */
export interface WireSideFacts {
  /** Label of the node, or what the program outside is called: its identity, its type and address. */
  readonly name: string;
  /** Node of the topology, or id of the peer; '' for a program that is not listed. */
  readonly node: string;
  /** The app's own socket. */
  readonly socket: SocketKey | undefined;
  readonly version: string;
  readonly mechanism: string;
  /** '' also under CURVE, which seals it, unless the socket is the app's own. */
  readonly socketType: string;
  /** As text where printable, else `0x` and hexadecimal digits. */
  readonly identity: string;
  /** Who has the name that it calls itself by at a ROUTER, which does not hear it for that reason. */
  readonly holder?: string;
  /** What the ROUTER at the other end knows it by: an id that it has set itself, or that the ROUTER has made up. */
  readonly routing?: { readonly id: string; readonly made: boolean; readonly known: 'exact' | 'inferred' };
}

/** Heartbeats that one side sends, as the relay in the middle sees them. Times are seconds since the run began. */
export interface Heartbeat {
  readonly pings: number;
  readonly pongs: number;
  /** Time of the newest PING. */
  readonly at: number;
  /** From the newest answered PING to its PONG, in seconds: from the relay to the other side and back. */
  readonly roundTrip?: number;
}

/** Why a connection is over. A side that left in order is no fault. */
export type ClosingCode =
  | 'left'
  | 'reset'
  | 'relayClosed'
  | 'unanswered'
  | 'refused'
  | 'garbage'
  | 'errorCommand'
  | 'mechanismsDiffer'
  | 'bothServers'
  | 'bothClients'
  | 'typesDiffer'
  | 'plainRefused'
  | 'curveHelloRefused'
  | 'curveInitiateRefused'
  | 'upgradeUnanswered'
  | 'silent'
  | 'unfinished';

export interface Closing {
  readonly code: ClosingCode;
  /** The side that ended it; `undefined` where the relay did: it was taken away, or it cut the caller off. */
  readonly by: WireSideName | undefined;
  readonly values: Readonly<Record<string, string>>;
  /** The section that says so. */
  readonly place?: RfcPlace;
}

export interface WireTotal {
  readonly messages: number;
  readonly bytes: number;
}

/** One connection through a relay, live or over. Times are seconds since the run began. */
export interface ConnectionFacts {
  readonly id: number;
  readonly flow: FlowId;
  /** The link that it belongs to; `undefined` for that of a program outside at a user's endpoint. */
  readonly link: string | undefined;
  readonly phase: ConnectionPhase;
  /** Where the connecting side connected to, as it was given. */
  readonly endpoint: string;
  /** Address of the connecting side: `127.0.0.1:40312`; '' for ipc. */
  readonly remote: string;
  readonly openedAt: number;
  readonly readyAt?: number;
  readonly closedAt?: number;
  readonly connecting: WireSideFacts;
  readonly binding: WireSideFacts;
  readonly forward: WireTotal;
  readonly backward: WireTotal;
  /** By the side that sends the PINGs. */
  readonly heartbeats: Partial<Readonly<Record<WireSideName, Heartbeat>>>;
  readonly fault?: ZmtpFault & { readonly by: WireSideName };
  readonly closing?: Closing;
  /** Why security ended it, where more is known than its bytes tell: what this app decided, and what its sockets are set to. */
  readonly refusal?: Problem;
  /** Steps of the ladder so far. */
  readonly steps: number;
}

export interface ConnectionsAnswer {
  /** Newest first, those that live before those that are over. */
  readonly connections: readonly ConnectionFacts[];
  /** Records of connections that made room for later ones. */
  readonly forgotten: number;
}

export const STEP_TYPES = [
  'opened',
  'upgrade',
  'greeting',
  'handshake',
  'identity',
  'ready',
  'command',
  'subscription',
  'fault',
  'finished',
  'closed',
] as const;

/**
 * - `opened`: the relay accepted the connecting side. `upgrade`: half of the HTTP exchange in front of a WebSocket. `ready`: both have done their handshake.
 * - `finished`: a side will send no more. `closed`: both halves are gone.
 * - `fault`: bytes that are no ZMTP; they and what came behind them in the same chunk are in `bytes`.
 */
export type StepType = (typeof STEP_TYPES)[number];

/** One step of a ladder. Messages are no steps: how many there were in between follows from the totals. */
export interface LadderStep {
  /** Number of the step in its connection, from 0. */
  readonly index: number;
  readonly t: number;
  readonly type: StepType;
  /** Which way its bytes went; for `finished` the way that is finished. */
  readonly direction?: Direction;
  /** Of a command: its name. */
  readonly name: string;
  /**
   * The bytes as they were on the wire, with the frame's header; the beginning of them where `size` is more. What a
   * WebSocket's mask lay over is without it.
   */
  readonly bytes: Uint8Array;
  /** Length of the frame's header in `bytes`: 0 for a greeting and an upgrade. */
  readonly header: number;
  readonly size: number;
  /** The rest never came: the connection ended, or its bytes broke off. */
  readonly unfinished: boolean;
  readonly fault?: ZmtpFault;
  /** Messages and bytes that had gone each way before this step. */
  readonly forward: WireTotal;
  readonly backward: WireTotal;
  /** The seq that the capture's next item had then; 0 where the capture was emptied since. */
  readonly seq: number;
}

export interface LadderAnswer {
  readonly connection: ConnectionFacts;
  readonly steps: readonly LadderStep[];
  /** Steps that were passed over because a ladder keeps only so many: those from `keptFirst` up to `keptFrom`. */
  readonly keptFirst: number;
  readonly keptFrom: number;
  /** The seq that the capture's next item has now. */
  readonly seq: number;
}
