import { fail, ok, type Result } from '../../shared/result';
import { judgesCallers } from '../../shared/security/rules';
import type { SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { OPTIONS, type SocketOptions } from '../../shared/zmq/options';
import type { Transport } from '../../shared/zmq/transports';
import { openRelay, type Relay, type RelayEvents } from '../wire/relay';
import type { SocketAddress } from '../wire/endpoint';
import type { OwnSocket } from '../wire/own-socket';
import type { WireConnection } from '../wire/tap';
import { conflatingFault, isSealed, keepToSingleFrames } from './conflating';
import { endNotOpen } from './errors';
import type { Flow } from './flow';
import type { RunParts } from './run-parts';
import { questionsAnswered } from './security/zap-handler';

export interface RelayCableOptions {
  /** Where the relay listens. */
  readonly listen: string;
  readonly ipv6?: boolean;
  /** The app's own socket that connects to the relay; `undefined` where programs outside do. */
  readonly from: SocketKey | undefined;
  /**
   * The app's own socket that the relay dials, or the endpoint of a program outside. Where `meets` is there it is asked at each
   * connection which of the app's own sockets is behind that endpoint, and that one is dialled where it is.
   */
  readonly to:
    { readonly socket: SocketKey } | { readonly endpoint: string; readonly meets?: () => SocketKey | undefined };
  readonly flowOf: (remote: string) => FlowId;
  /** Told after the flow has been: of the steps in a connection's life. */
  readonly on?: Partial<Pick<RelayEvents, 'ready' | 'closed' | 'fault'>>;
  /** The flow of a link, which has one connection after the other. */
  readonly flow?: Flow;
}

/** A relay with the app's own sockets plugged in at one end or both. */
export interface RelayCable {
  /** What the connecting side connects to. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** One that is open, with what is to be known where programs outside, or sockets by hand, get to it. */
export interface OpenRelayCable extends RelayCable {
  /** Where its relay listens. */
  readonly address: SocketAddress;
  /** Ends the connections of a flow. */
  hangUp(flow: FlowId): void;
}

/**
 * Where a relay listens on this machine: by the transport of what it stands in front of, and under the same path where
 * that is a WebSocket, because a server outside may look at it (RFC 45/ZWS 2.0, Handshake).
 */
export function listenNear({ folder }: RunParts, transport: Transport, endpoint = ''): string {
  if (transport === 'ipc') return folder.nextIpc();
  const path = /^ws:\/\/[^/]+(\/.*)$/.exec(endpoint)?.[1] ?? '';
  return `${transport}://127.0.0.1:*${path}`;
}

export async function openRelayCable(parts: RunParts, options: RelayCableOptions): Promise<Result<OpenRelayCable>> {
  const { from, to } = options;
  const by = options.listen.startsWith('ws://') ? 'ws' : 'zmtp';
  const binding = 'socket' in to ? parts.socket(to.socket) : undefined;
  if ('socket' in to) {
    const reached = binding?.reach(by);
    if (reached === undefined) return fail(endNotOpen(to.socket));
  }
  const connecting = from === undefined ? undefined : parts.socket(from);
  if (from !== undefined && connecting?.state !== 'open') return fail(endNotOpen(from));

  const outside = binding && connecting ? undefined : (connecting ?? binding);
  const fault =
    outside && isSealed(outside)
      ? conflatingFault(outside, 'endpoint' in to ? to.endpoint : options.listen)
      : undefined;
  if (fault) return fail(fault);

  const dials = 'socket' in to ? () => to.socket : (to.meets ?? (() => undefined));
  const routed = 'socket' in to ? parts.routing(to.socket) !== undefined : to.meets !== undefined;
  const plug: PlugState = { pulled: false, hungUp: new WeakSet() };
  const opened = await openRelay({
    listen: options.listen,
    ipv6: options.ipv6 === true,
    leavesWithTarget: 'endpoint' in to,
    keepAliveMs: keepAliveMs(parts.socket('socket' in to ? to.socket : (from ?? ''))?.wanted.options),
    silenceMs: () => silenceMs(from === undefined ? undefined : parts.socket(from)?.wanted.options),
    dialTimeoutMs: connectTimeoutMs(connecting?.wanted.options),
    // Asked anew at each connection: the socket may have been reopened.
    dial: (remote) => {
      const key = dials();
      return key === undefined && 'endpoint' in to ? to.endpoint : dialled(parts, key ?? '', by, remote);
    },
    flowOf: options.flowOf,
    sink: parts.ring,
    journal: parts.journal,
    on: eventsOf(parts, options, plug),
    // Two programs outside are left to themselves: what passes between them is only watched.
    own: (end) => ownSocket(parts, end === 'caller' ? from : dials()),
    namesTarget: 'endpoint' in to,
    ...(routed ? { admit: (connection: WireConnection) => routerAt(parts, connection, 'to')?.admit(connection) } : {}),
  });
  if (!opened.ok) return opened;
  const relay = opened.value;
  const freed = binding && connecting && isSealed(binding) ? keepToSingleFrames(binding, connecting) : undefined;
  const problem = connecting?.connect(relay.endpoint, 'endpoint' in to ? to.endpoint : relay.endpoint);
  if (problem) {
    freed?.();
    await relay.close();
    return fail(problem);
  }
  return ok({
    endpoint: relay.endpoint,
    address: relay.address,
    hangUp: (flow) =>
      relay.hangUp((connection) => {
        if (connection.flow !== flow) return false;
        plug.hungUp.add(connection);
        return true;
      }),
    close: async () => {
      await unplug(relay, parts, from, plug);
      freed?.();
    },
  });
}

/** The relay's connections to programs outside are in the place of the socket's own (`zmq_setsockopt(3)`, "ZMQ_TCP_KEEPALIVE"). */
function keepAliveMs({ tcpKeepalive, tcpKeepaliveIdle }: SocketOptions = {}): number | undefined {
  if (tcpKeepalive !== 1) return undefined;
  return typeof tcpKeepaliveIdle === 'number' && tcpKeepaliveIdle > 0 ? tcpKeepaliveIdle * 1000 : 0;
}

/** And so is how long such a connection may take to be made ("ZMQ_CONNECT_TIMEOUT"). */
function connectTimeoutMs({ connectTimeout }: SocketOptions = {}): number | undefined {
  return typeof connectTimeout === 'number' ? connectTimeout : undefined;
}

/** And what its heartbeats are for ("ZMQ_HEARTBEAT_TIMEOUT"), see `wire/silence.ts`. */
function silenceMs({ heartbeatInterval = 0, heartbeatTimeout = -1 }: SocketOptions = {}): number | undefined {
  const [every, within] = [Number(heartbeatInterval), Number(heartbeatTimeout)];
  return every > 0 && within !== 0 ? every + (within < 0 ? every : within) : undefined;
}

/** What a socket must be kept from: asked anew at each connection, since it may have been opened with other options. */
function ownSocket(parts: RunParts, key: SocketKey | undefined): OwnSocket | undefined {
  const wanted = key === undefined ? undefined : parts.socket(key)?.wanted;
  if (!wanted) return undefined;
  const { type, options, security } = wanted;
  const beats = Number(options['heartbeatInterval'] ?? 0) > 0;
  const handshakeMs = Number(options['handshakeInterval'] ?? OPTIONS.handshakeInterval.fallback);
  return {
    type,
    conflates: options['conflate'] === true,
    beatsOpenly: beats && security === undefined,
    ...(judgesCallers(wanted) ? { judging: { answered: questionsAnswered, handshakeMs } } : {}),
  };
}

/** Where the relay reaches a socket for one caller. */
function dialled(parts: RunParts, key: SocketKey, by: 'zmtp' | 'ws', remote: string): string | undefined {
  const socket = parts.socket(key);
  const address = socket?.reach(by);
  return socket && address !== undefined ? parts.security.dial(socket.wanted, address, remote) : undefined;
}

/** Whether the cable was pulled out by this app. */
interface PlugState {
  pulled: boolean;
  /** Those of its connections that this app has ended since. */
  readonly hungUp: WeakSet<WireConnection>;
}

async function unplug(relay: Relay, parts: RunParts, from: SocketKey | undefined, plug: PlugState): Promise<void> {
  plug.pulled = true;
  await relay.quiet();
  if (from !== undefined) parts.socket(from)?.disconnect(relay.endpoint);
  await relay.close();
}

/** Keeps the flow, and the routing ids of ROUTERs at both ends, up to date with the connections. */
function eventsOf(parts: RunParts, { to, on, flow: own }: RelayCableOptions, plug: PlugState): RelayEvents {
  const { flows, changed, ledger } = parts;
  const ending = (connection: WireConnection) =>
    parts.stopping ? 'stopped' : plug.pulled || plug.hungUp.has(connection) ? 'unplugged' : 'peer';
  return {
    opened: (connection) => {
      parts.tracing.opened(connection);
      const flow = flows.get(connection.flow);
      flow?.opened(connection);
      if (flow) ledger.opened(connection, flow, { from: keyAt(flow, 'from'), to: keyAt(flow, 'to') });
      changed();
    },
    ready: (connection) => {
      routerAt(parts, connection, 'to')?.greeted(connection, connection.connecting);
      routerAt(parts, connection, 'from')?.greeted(connection, connection.binding);
      const flow = flows.get(connection.flow);
      if (flow) {
        flow.refusal = undefined;
        ledger.ready(connection, flow);
      }
      on?.ready?.(connection);
      changed();
    },
    closed: (connection) => {
      parts.tracing.ended(connection);
      const flow = flows.get(connection.flow);
      if (flow) {
        ledger.closed(connection, flow, ending(connection));
        flow.refusal = parts.security.refusalOf(connection, flow, parts) ?? flow.refusal;
      }
      flow?.closed(connection);
      for (const side of ['to', 'from'] as const) routerAt(parts, connection, side)?.closed(connection);
      on?.closed?.(connection);
      changed();
    },
    fault: (connection) => {
      on?.fault?.(connection);
      changed();
    },
    command: (connection, direction, name, body) => {
      const flow = flows.get(connection.flow);
      if (!flow) return;
      flow.command(direction, name, body);
      ledger.command(connection, flow, direction, name, body);
    },
    refused: (problem) => {
      // It has to do with the socket that is called, and not with who calls.
      if (problem.code === 'EMFILE' && 'socket' in to) parts.socket(to.socket)?.report(problem);
      ledger.refused(own, problem);
    },
  };
}

/** The app's own socket at one end of a flow. */
function keyAt({ options }: Flow, side: 'from' | 'to'): SocketKey | undefined {
  const end = options[side];
  return end.type === 'socket' ? end.key : undefined;
}

/** The routing ids of the ROUTER or SERVER at one end of a connection, where there is one of the app. */
function routerAt(parts: RunParts, { flow: id }: WireConnection, side: 'from' | 'to') {
  const flow = parts.flows.get(id);
  const key = flow && keyAt(flow, side);
  return key === undefined ? undefined : parts.routing(key);
}
