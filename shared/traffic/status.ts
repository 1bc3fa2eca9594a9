import type { RecordingInfo } from '../keep';
import type { Problem } from '../result';
import type { Observation, SocketKey } from '../topology/topology';
import { NO_CONTEXT_SOCKETS, type ContextSockets } from '../zmq/context';
import type { SocketType } from '../zmq/socket-types';
import type { Transport } from '../zmq/transports';
import { UNKNOWN_LIBRARY, type LibraryFacts } from '../zmq/library';
import type { DeskStatus } from './desk';
import type { FlowId } from './flow';
import type { Stepping } from './stepping';

export type RunState = 'stopped' | 'starting' | 'running' | 'stopping';

/** An endpoint that the user gave to a socket, and what became of it. */
export interface EndpointStatus {
  readonly use: 'bind' | 'connect';
  /** As the file says it: `tcp://*:5555`. */
  readonly given: string;
  /** As it is, with the port filled in; '' until it is open. */
  readonly actual: string;
  /** False where programs on other machines can reach it. */
  readonly local: boolean;
  readonly problem?: Problem;
}

export type SocketState = 'opening' | 'open' | 'closed' | 'failed';

export interface SocketStatus {
  readonly key: SocketKey;
  readonly node: string;
  readonly type: SocketType;
  /** Number of the socket in the batches' counters, stable for a run. */
  readonly index: number;
  readonly state: SocketState;
  readonly endpoints: readonly EndpointStatus[];
  /** Of an XPUB whose subscriptions are accepted by hand. */
  readonly desk?: DeskStatus;
  /** The newest problems of the socket and its behavior, newest last, 20 at the most. */
  readonly problems: readonly Problem[];
}

export type LinkState = 'opening' | 'waiting' | 'connected' | 'failed';

export interface LinkStatus {
  readonly id: string;
  readonly flow: FlowId;
  readonly observe: Observation;
  readonly transport: Transport;
  /** `waiting` is: both ends are open, and no handshake is done yet or the peer has gone. */
  readonly state: LinkState;
  /** What the connecting side connects to; '' until it is open. */
  readonly endpoint: string;
  /** ZMTP version that both sides speak, as `3.1`; '' while unknown or not on a wire. */
  readonly version: string;
  readonly mechanism: string;
  /** How the counts of the link came to be: `inferred` where several links share a socket that is not on the wire. */
  readonly counted: 'exact' | 'inferred';
  readonly problem?: Problem;
}

/** Who is connected with a socket of the app by an endpoint given by hand: a program outside, or another socket. */
export interface PeerStatus {
  /** `peer1`, `peer2`, … in the order in which they came; `meeting1` … of those that are another socket. */
  readonly id: string;
  readonly flow: FlowId;
  readonly node: string;
  readonly socket: SocketKey;
  /** The user's endpoint that it came in by, or that the socket reached it at. */
  readonly endpoint: string;
  /** `inbound`: it connected to us, and forward goes to the node. `outbound`: we connected, and forward comes from the node. */
  readonly way: 'inbound' | 'outbound';
  /** The other socket of the run that binds the endpoint, and is the one that is reached: it is no program outside then. */
  readonly meets?: SocketKey;
  /** '' until its handshake is done. */
  readonly socketType: string;
  /** Identity of READY: as text where printable, else `0x` and hexadecimal digits; '' when none. */
  readonly identity: string;
  readonly mechanism: string;
  readonly version: string;
  /** Remote address of an inbound tcp peer. */
  readonly remote: string;
  /** Seconds since the run began. */
  readonly since: number;
  readonly connected: boolean;
  /** Set for one that is turned away in the handshake, as its `problem` says: how often it was. */
  readonly refused?: number;
  readonly problem?: Problem;
}

/** All that changes seldom; sent whole whenever something in it changed, ten times a second at most. */
export interface RunStatus {
  readonly state: RunState;
  /** The library that the engine runs on. */
  readonly library: LibraryFacts;
  /** How many of the context's sockets are open. */
  readonly openSockets: ContextSockets;
  /** Milliseconds since 1970 at which the run began; 0 when none is on. */
  readonly startedAt: number;
  readonly sockets: readonly SocketStatus[];
  readonly links: readonly LinkStatus[];
  readonly peers: readonly PeerStatus[];
  /** While the run waits between two of its steps: it is `starting` then. */
  readonly stepping?: Stepping;
  /** Problems that belong to no node or link: the engine's own. */
  readonly problems: readonly Problem[];
  /** The recording that is shown in place of a run; nothing runs then. */
  readonly recording?: RecordingInfo;
  /** How often the engine had to be started again since the app began. */
  readonly restarts: number;
}

export const STOPPED: RunStatus = {
  state: 'stopped',
  library: UNKNOWN_LIBRARY,
  openSockets: NO_CONTEXT_SOCKETS,
  startedAt: 0,
  sockets: [],
  links: [],
  peers: [],
  problems: [],
  restarts: 0,
};
