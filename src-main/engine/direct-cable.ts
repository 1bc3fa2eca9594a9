import type { WantedLink } from '../../shared/plan';
import { fail, ok, type Result } from '../../shared/result';
import type { LiveSocket } from './live-socket';
import type { RelayCable } from './relay-cable';
import type { RunParts } from './run-parts';

/** A cable without a relay: one socket binds, the other connects to it. */
export interface DirectCable extends RelayCable {
  readonly connected: () => boolean;
}

let inprocNames = 0;

/** Plugs two sockets of the topology together without anything in between. */
export async function openDirectCable(parts: RunParts, wanted: WantedLink): Promise<Result<DirectCable>> {
  const ends = [wanted.from, wanted.to].map((end) => (end.type === 'socket' ? parts.socket(end.key) : undefined));
  const [connecting, binding] = ends;
  if (!connecting || !binding) {
    const message = 'A link without a wire joins two sockets of the topology, and one of them is not open. Mend what its node says.';
    return fail({ code: 'end-not-open', message, where: wanted.id, values: { key: wanted.id } });
  }
  const endpoint = binding.bind(wanted.endpoint ?? freeEndpoint(parts, wanted));
  if (typeof endpoint !== 'string') return fail(endpoint);
  const watch = wanted.transport === 'inproc' ? undefined : new HandshakeWatch(connecting, endpoint, () => parts.changed());
  const problem = connecting.connect(endpoint);
  if (problem) {
    binding.unbind(endpoint);
    return fail(problem);
  }
  return ok({
    endpoint,
    // Both ends of an inproc cable are joined by connecting: there is no handshake.
    connected: () => watch?.connected ?? true,
    close: async () => {
      watch?.end();
      connecting.disconnect(endpoint);
      binding.unbind(endpoint);
    },
  });
}

function freeEndpoint(parts: RunParts, { transport }: WantedLink): string {
  if (transport === 'tcp') return 'tcp://127.0.0.1:*';
  if (transport === 'ipc') return parts.folder.nextIpc();
  inprocNames++;
  return `inproc://patchbay-${inprocNames}`;
}

/** Follows the events of a connecting socket (`zmq_socket_monitor(3)`) for one endpoint. */
class HandshakeWatch {
  connected = false;
  private over = false;

  constructor(
    socket: LiveSocket,
    private readonly endpoint: string,
    private readonly changed: () => void,
  ) {
    const events = socketEvents(socket);
    events.add(this.take);
    this.end = () => {
      this.over = true;
      events.delete(this.take);
    };
  }

  end: () => void;

  private readonly take = (type: string, address: string): void => {
    if (this.over || address !== this.endpoint) return;
    if (type === 'handshake') this.connected = true;
    else if (type === 'disconnect') this.connected = false;
    else return;
    this.changed();
  };
}

type Listener = (type: string, address: string) => void;

const listeners = new WeakMap<object, Set<Listener>>();

/** Those who listen to a socket's events; one reader for all of them. */
function socketEvents(socket: LiveSocket): Set<Listener> {
  const { events } = socket;
  const key = events ?? socket;
  const known = listeners.get(key);
  if (known) return known;
  const set = new Set<Listener>();
  listeners.set(key, set);
  if (events) void readEvents(events, set);
  return set;
}

async function readEvents(events: NonNullable<LiveSocket['events']>, set: ReadonlySet<Listener>): Promise<void> {
  try {
    while (!events.closed) {
      const { type, address = '' } = await events.receive();
      if (type === 'end') return;
      for (const listener of set) listener(type, address);
    }
  } catch {
    // The socket was closed while the next event was waited for.
  }
}
