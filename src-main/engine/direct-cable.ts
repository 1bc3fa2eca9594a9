import { createSocket } from 'node:dgram';
import type { WantedLink } from '../../shared/plan';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import { socketFacts } from '../../shared/zmq/socket-types';
import { transportFacts } from '../../shared/zmq/transports';
import { keepToSingleFrames } from './conflating';
import { settle } from './settle';
import { bindDatagrams, unbindDatagrams } from './datagram-gate';
import type { LiveSocket } from './live-socket';
import type { RelayCable } from './relay-cable';
import type { RunParts } from './run-parts';

/** A cable without a relay: one socket binds, the other connects to it. */
export interface DirectCable extends RelayCable {
  readonly connected: () => boolean;
}

const LETTING_GO_TRIES = 10;
const LETTING_GO_MS = 20;

/** Of those that the range of the system leaves to everybody, `zmq_tipc(7)`; each link takes one of its own. */
const FIRST_TIPC_TYPE = 40_000 + (process.pid % 10_000) * 100;

let names = 0;
/** Where each publisher sends by multicast: its links share a group, as multicast is meant. */
const groups = new WeakMap<LiveSocket, Map<string, Promise<number>>>();

/** Plugs two sockets of the topology together without anything in between. */
export async function openDirectCable(parts: RunParts, wanted: WantedLink): Promise<Result<DirectCable>> {
  const ends = [wanted.from, wanted.to].map((end) => (end.type === 'socket' ? parts.socket(end.key) : undefined));
  const [connecting, binding] = ends;
  if (!connecting || !binding) {
    const message =
      'A link without a wire joins two sockets of the topology, and one of them is not open. Mend what its node says.';
    return fail({ code: 'end-not-open', message, where: wanted.id, values: { key: wanted.id } });
  }
  const given = wanted.endpoint ?? (await freeEndpoint(parts, wanted, connecting, binding));
  const bound = await bindSoon(() => bindDirectly(binding, given));
  if (typeof bound !== 'string') return fail(bound);
  const endpoint = connectable(bound);
  const shakesHands = hasHandshake(wanted, binding);
  if (shakesHands) connecting.followConnections();
  const freed = keepToSingleFrames(connecting, binding);
  const problem = connecting.connect(endpoint);
  if (problem) {
    freed();
    await unbindDirectly(binding, bound);
    return fail(problem);
  }
  return ok({
    endpoint,
    // Both ends of an inproc cable are joined by connecting, and datagrams go to nobody in particular.
    connected: () => !shakesHands || connecting.connections.has(endpoint),
    close: async () => {
      connecting.disconnect(endpoint);
      await unbindDirectly(binding, bound);
      settle(endpoint, binding, connecting);
      freed();
    },
  });
}

/** Binds without a relay, a DISH to datagrams by a gate of the app's own. Gives the actual endpoint. */
export async function bindDirectly(socket: LiveSocket, endpoint: string): Promise<string | Problem> {
  if (!receivesDatagrams(socket, endpoint)) return socket.bind(endpoint);
  return (await bindDatagrams(socket, endpoint)) ?? endpoint;
}

export async function unbindDirectly(socket: LiveSocket, actual: string): Promise<void> {
  if (receivesDatagrams(socket, actual)) await unbindDatagrams(socket, actual);
  else socket.unbind(actual);
}

function receivesDatagrams({ wanted }: LiveSocket, endpoint: string): boolean {
  return wanted.type === 'DISH' && endpoint.startsWith('udp:');
}

function hasHandshake({ transport }: WantedLink, { wanted }: LiveSocket): boolean {
  return transport !== 'inproc' && !transportFacts(transport).multicast && wanted.type !== 'STREAM';
}

/** Binds; where the endpoint is in use, tries for a moment more: ZeroMQ lets go of one some time after it was unbound. */
async function bindSoon(bind: () => Promise<string | Problem>): Promise<string | Problem> {
  let bound = await bind();
  for (let tries = 1; tries < LETTING_GO_TRIES; tries++) {
    if (typeof bound === 'string' || bound.code !== 'EADDRINUSE') break;
    await new Promise((resolve) => setTimeout(resolve, LETTING_GO_MS));
    bound = await bind();
  }
  return bound;
}

/** Every address of this machine is listened on, one is connected to. */
function connectable(bound: string): string {
  return bound
    .replace(/^(tcp|ws|udp):\/\/(?:0\.0\.0\.0|\*):/, '$1://127.0.0.1:')
    .replace(/^(tcp|ws):\/\/\[::\]:/, '$1://[::1]:');
}

async function freeEndpoint(
  parts: RunParts,
  { transport }: WantedLink,
  connecting: LiveSocket,
  binding: LiveSocket,
): Promise<string> {
  names++;
  switch (transport) {
    case 'tcp':
    case 'ws':
      return `${transport}://127.0.0.1:*`;
    case 'ipc':
      return parts.folder.nextIpc();
    case 'inproc':
      return `inproc://patchbay-${names}`;
    case 'tipc':
      return `tipc://{${FIRST_TIPC_TYPE + names},0,0}`;
    case 'udp':
      return `udp://127.0.0.1:${await freeUdpPort()}`;
    case 'pgm':
    case 'epgm': {
      const publisher = socketFacts(binding.wanted.type).bindRank >= 3 ? binding : connecting;
      return `${transport}://127.0.0.1;239.192.1.1:${await groupPort(publisher, transport)}`;
    }
  }
}

function groupPort(publisher: LiveSocket, transport: string): Promise<number> {
  const ports = groups.get(publisher) ?? new Map<string, Promise<number>>();
  groups.set(publisher, ports);
  const port = ports.get(transport) ?? freeUdpPort();
  ports.set(transport, port);
  return port;
}

/** A port that nobody uses now; libzmq itself finds none for datagrams. */
function freeUdpPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createSocket('udp4');
    probe.once('error', reject);
    probe.bind(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
