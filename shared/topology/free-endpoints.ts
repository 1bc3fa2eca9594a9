import { formatEndpoint, parseEndpoint, type Endpoint } from '../zmq/endpoint';
import { endpointsClash } from '../zmq/endpoint-reach';
import type { Topology } from './topology';

/** Ports are given out from the ZeroMQ guide's first one on. */
const FIRST_PORT = 5555;

type PortedEndpoint = Extract<Endpoint, { readonly port: unknown }>;

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

/** A port that none of these endpoints is bound to: of tcp, or of the kind of endpoint that is given. */
export function freePort(
  taken: readonly Endpoint[],
  kind: PortedEndpoint = { transport: 'tcp', host: '*', port: '*' },
): number {
  for (let port = FIRST_PORT; port <= 65_535; port++) {
    if (!clashes(taken, { ...kind, host: '*', port })) return port;
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
  if ('port' in endpoint) return { ...endpoint, port: freePort(taken, endpoint) };
  for (let number = 2; ; number++) {
    const candidate = numbered(endpoint, number);
    if (!clashes(taken, candidate)) return candidate;
  }
}

function numbered(endpoint: Exclude<Endpoint, PortedEndpoint>, number: number): Endpoint {
  switch (endpoint.transport) {
    case 'ipc':
      return { transport: 'ipc', path: `${endpoint.path}-${number}` };
    case 'inproc':
      return { transport: 'inproc', name: `${endpoint.name}-${number}` };
    case 'tipc':
      return { transport: 'tipc', address: `{${5560 + number},0,0}` };
  }
}

function clashes(taken: readonly Endpoint[], endpoint: Endpoint): boolean {
  return taken.some((other) => endpointsClash(other, endpoint));
}
