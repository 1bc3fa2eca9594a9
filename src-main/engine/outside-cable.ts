import type { WantedLink } from '../../shared/plan';
import { fail, type Problem, type Result } from '../../shared/result';
import { judgesCallers } from '../../shared/security/rules';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import { needsIpv6 } from '../../shared/zmq/endpoint-reach';
import { conflatingFault } from './conflating';
import { bindDirectly, unbindDirectly, type DirectCable } from './direct-cable';
import { endNotOpen, ipv6IsOff, judgesWithoutWire } from './errors';
import type { LiveSocket } from './live-socket';
import type { RunParts } from './run-parts';

/**
 * Plugs one of the app's sockets and a program outside together without a relay: the socket binds the link's endpoint, or connects
 * to the program's. Who has done the handshake is told by the socket's monitor.
 */
export async function openOutsideCable(parts: RunParts, wanted: WantedLink): Promise<Result<DirectCable>> {
  const { from, to } = wanted;
  if (from.type === 'socket' && to.type === 'external') {
    const socket = parts.socket(from.key);
    return socket ? connectTo(socket, to.endpoint ?? '') : fail(endNotOpen(from.key));
  }
  const key = to.type === 'socket' ? to.key : wanted.id;
  const socket = parts.socket(key);
  return socket ? bindFor(socket, wanted.endpoint ?? '') : fail(endNotOpen(key));
}

function connectTo(socket: LiveSocket, endpoint: string): Result<DirectCable> {
  const { key, options } = socket.wanted;
  const parsed = parseEndpoint(endpoint, 'connect');
  if (parsed.ok && needsIpv6(parsed.value) && options['ipv6'] !== true) return fail(ipv6IsOff(key, endpoint));
  const fault = strangerFault(socket, 'connect', endpoint);
  if (fault) return fail(fault);
  socket.followConnections();
  const problem = socket.connect(endpoint);
  if (problem) return fail(problem);
  const cable: DirectCable = {
    endpoint,
    connected: () => socket.connections.has(endpoint),
    close: () => Promise.resolve(socket.disconnect(endpoint)),
  };
  return { ok: true, value: cable };
}

async function bindFor(socket: LiveSocket, endpoint: string): Promise<Result<DirectCable>> {
  const fault = strangerFault(socket, 'bind', endpoint);
  if (fault) return fail(fault);
  socket.followConnections();
  const bound = await bindDirectly(socket, endpoint);
  if (typeof bound !== 'string') return fail(bound);
  const cable: DirectCable = {
    endpoint: bound,
    connected: () => isCalledAt(socket, bound),
    close: () => unbindDirectly(socket, bound),
  };
  return { ok: true, value: cable };
}

/**
 * Why a socket may not be joined with programs outside without a relay: one that looks at what they send, and keeps a connection
 * until it is decided on.
 */
export function strangerFault(socket: LiveSocket, use: 'bind' | 'connect', endpoint: string): Problem | undefined {
  const { wanted } = socket;
  if (wanted.type === 'STREAM' || !/^(t?ipc|tcp|ws):/.test(endpoint)) return undefined;
  const asks = use === 'connect' && judgesCallers(wanted);
  return asks ? judgesWithoutWire(wanted.key, endpoint) : conflatingFault(socket, endpoint);
}

/** True where somebody who has done the handshake is connected to what the socket has bound itself: tcp, ws or ipc. */
export function isCalledAt({ connections }: LiveSocket, actual: string): boolean {
  const port = portOf(actual);
  if (port === undefined) return connections.has(actual);
  // The monitor tells which of the machine's addresses was called, whatever was bound.
  return connections.countOf((address) => portOf(address) === port) > 0;
}

/** The port of an endpoint of tcp or ws. */
function portOf(endpoint: string): string | undefined {
  return /^(?:tcp|ws):.*:(\d+)/.exec(endpoint)?.[1];
}
