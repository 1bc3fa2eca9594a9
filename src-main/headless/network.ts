import { wantedOf } from '../../shared/plan';
import type { Topology } from '../../shared/topology/topology';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import { isLocal } from '../../shared/zmq/endpoint-reach';

/** Every endpoint that a run would listen at for programs on other machines, each with a sentence that says so. */
export function networkNotes(topology: Topology): string[] {
  const { endpoints, links } = wantedOf(topology);
  const listening = [
    ...[...endpoints.values()].flatMap(({ use, key, endpoint }) => (use === 'bind' ? [{ who: key, endpoint }] : [])),
    ...[...links.values()].flatMap(({ id, endpoint }) =>
      endpoint === undefined ? [] : [{ who: `link ${id}`, endpoint }],
    ),
  ];
  return listening
    .filter(({ endpoint }) => reachable(endpoint))
    .map(
      ({ who, endpoint }) =>
        `${who}: ${endpoint} listens to the network; programs on other machines can connect to it.`,
    );
}

function reachable(endpoint: string): boolean {
  const parsed = parseEndpoint(endpoint, 'bind');
  return parsed.ok && !isLocal(parsed.value);
}
