import type { WantedLink } from '../../shared/plan';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import type { LiveSocket } from './live-socket';
import type { RelayCable } from './relay-cable';
import type { RunParts } from './run-parts';

/** A cable without a relay: one socket binds, the other connects to it. */
export interface DirectCable extends RelayCable {
  readonly connected: () => boolean;
}

const LETTING_GO_TRIES = 10;
const LETTING_GO_MS = 20;

let inprocNames = 0;

/** Plugs two sockets of the topology together without anything in between. */
export async function openDirectCable(parts: RunParts, wanted: WantedLink): Promise<Result<DirectCable>> {
  const ends = [wanted.from, wanted.to].map((end) => (end.type === 'socket' ? parts.socket(end.key) : undefined));
  const [connecting, binding] = ends;
  if (!connecting || !binding) {
    const message =
      'A link without a wire joins two sockets of the topology, and one of them is not open. Mend what its node says.';
    return fail({ code: 'end-not-open', message, where: wanted.id, values: { key: wanted.id } });
  }
  const bound = await bindSoon(binding, wanted.endpoint ?? freeEndpoint(parts, wanted));
  if (typeof bound !== 'string') return fail(bound);
  const endpoint = connectable(bound);
  const inproc = wanted.transport === 'inproc';
  if (!inproc) connecting.followConnections();
  const problem = connecting.connect(endpoint);
  if (problem) {
    binding.unbind(bound);
    return fail(problem);
  }
  return ok({
    endpoint,
    // Both ends of an inproc cable are joined by connecting: there is no handshake.
    connected: () => inproc || connecting.isConnected(endpoint),
    close: async () => {
      connecting.disconnect(endpoint);
      binding.unbind(bound);
    },
  });
}

/** Binds; where the endpoint is in use, tries for a moment more: ZeroMQ lets go of one some time after it was unbound. */
async function bindSoon(binding: LiveSocket, endpoint: string): Promise<string | Problem> {
  let bound = binding.bind(endpoint);
  for (let tries = 1; tries < LETTING_GO_TRIES; tries++) {
    if (typeof bound === 'string' || bound.code !== 'EADDRINUSE') break;
    await new Promise((resolve) => setTimeout(resolve, LETTING_GO_MS));
    bound = binding.bind(endpoint);
  }
  return bound;
}

/** Every address of this machine is listened on, one is connected to. */
function connectable(bound: string): string {
  return bound.replace('tcp://0.0.0.0:', 'tcp://127.0.0.1:').replace('tcp://[::]:', 'tcp://[::1]:');
}

function freeEndpoint(parts: RunParts, { transport }: WantedLink): string {
  if (transport === 'tcp') return 'tcp://127.0.0.1:*';
  if (transport === 'ipc') return parts.folder.nextIpc();
  inprocNames++;
  return `inproc://patchbay-${inprocNames}`;
}
