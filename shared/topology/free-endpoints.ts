import { endpointsClash, formatEndpoint, parseEndpoint, type Endpoint } from '../zmq/endpoint';
import type { Topology } from './topology';

/** Ports are given out from the ZeroMQ guide's first one on. */
const FIRST_PORT = 5555;

/** Every endpoint that something in the topology binds: nodes' own ones and those that links were given. */
export function boundEndpoints(topology: Topology): Endpoint[] {
  const texts = topology.links.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [endpoint]));
  for (const node of topology.nodes) {
    if (node.kind === 'socket') texts.push(...(node.bind ?? []));
    if (node.kind === 'device') texts.push(...(node.frontend?.bind ?? []), ...(node.backend?.bind ?? []));
  }
  return texts.flatMap((text) => {
    const parsed = parseEndpoint(text, 'bind');
    return parsed.ok ? [parsed.value] : [];
  });
}

/** A tcp port that none of these endpoints is bound to. */
export function freePort(taken: readonly Endpoint[]): number {
  for (let port = FIRST_PORT; port <= 65_535; port++) {
    if (!clashes(taken, { transport: 'tcp', host: '*', port })) return port;
  }
  return FIRST_PORT;
}

/** The endpoint itself where it is free, else the same kind with another port or name. What is given out is taken then. */
export function claimEndpoint(taken: Endpoint[], text: string): string {
  const parsed = parseEndpoint(text, 'bind');
  if (!parsed.ok) return text;
  const endpoint = clashes(taken, parsed.value) ? another(taken, parsed.value) : parsed.value;
  taken.push(endpoint);
  return formatEndpoint(endpoint);
}

function another(taken: readonly Endpoint[], endpoint: Endpoint): Endpoint {
  if (endpoint.transport === 'tcp') return { ...endpoint, port: freePort(taken) };
  for (let number = 2; ; number++) {
    const candidate: Endpoint =
      endpoint.transport === 'ipc'
        ? { transport: 'ipc', path: `${endpoint.path}-${number}` }
        : { transport: 'inproc', name: `${endpoint.name}-${number}` };
    if (!clashes(taken, candidate)) return candidate;
  }
}

function clashes(taken: readonly Endpoint[], endpoint: Endpoint): boolean {
  return taken.some((other) => endpointsClash(other, endpoint));
}
