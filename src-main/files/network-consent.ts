import type { Topology } from '../../shared/topology/topology';
import { DEVICE_SIDES } from '../../shared/topology/topology';
import { parseEndpoint, type EndpointUse } from '../../shared/zmq/endpoint';
import { isLocal } from '../../shared/zmq/endpoint-reach';

/** Every endpoint of a topology that programs on other machines can reach, or that reaches them, each once. */
export function networkEndpoints(topology: Topology): string[] {
  const found = new Set<string>();
  for (const { text, use } of endpointsOf(topology)) {
    const parsed = parseEndpoint(text, use);
    if (parsed.ok && !isLocal(parsed.value)) found.add(text);
  }
  return [...found];
}

/**
 * What the user agreed to for the document that is open: the endpoints beyond this machine that a run may use. One more
 * endpoint is asked for again; opening another document forgets all of it.
 */
export class NetworkConsent {
  private readonly agreed = new Set<string>();

  /** Endpoints of the topology beyond this machine that were not agreed to yet. */
  missing(topology: Topology): string[] {
    return networkEndpoints(topology).filter((endpoint) => !this.agreed.has(endpoint));
  }

  agree(topology: Topology): void {
    for (const endpoint of networkEndpoints(topology)) this.agreed.add(endpoint);
  }

  forget(): void {
    this.agreed.clear();
  }
}

function* endpointsOf(topology: Topology): Generator<{ text: string; use: EndpointUse }> {
  const listed = function* (endpoints: readonly string[] | undefined, use: EndpointUse) {
    for (const text of endpoints ?? []) yield { text, use };
  };
  for (const node of topology.nodes) {
    if (node.kind === 'device') {
      for (const side of DEVICE_SIDES) {
        yield* listed(node[side]?.bind, 'bind');
        yield* listed(node[side]?.connect, 'connect');
      }
    } else if (node.kind === 'socket') {
      yield* listed(node.bind, 'bind');
      yield* listed(node.connect, 'connect');
    } else {
      // Where a program outside listens is where the app connects to.
      yield* listed(node.bind, 'connect');
    }
  }
  for (const link of topology.links) {
    if (link.endpoint !== undefined) yield { text: link.endpoint, use: 'bind' };
  }
}
