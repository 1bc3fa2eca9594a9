import type { WantedEndpoint } from '../../shared/plan';
import { fail, ok, type Problem, type Result } from '../../shared/result';
import { nodeIdOf } from '../../shared/topology/topology';
import type { EndpointStatus } from '../../shared/traffic/status';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import { needsOwnConnection } from '../../shared/zmq/own-connection';
import { isLocal, needsIpv6 } from '../../shared/zmq/endpoint-reach';
import { tipcInEvents } from '../../shared/zmq/tipc';
import { transportFacts, type Transport } from '../../shared/zmq/transports';
import { canRelay } from '../wire/endpoint';
import { bindDirectly, unbindDirectly } from './direct-cable';
import { ipv6IsOff } from './errors';
import type { Flow } from './flow';
import { lackingTransport } from './lacking';
import { isCalledAt, strangerFault } from './outside-cable';
import type { LiveSocket } from './live-socket';
import { OutwardCable } from './outward-cable';
import { openRelayCable, type RelayCable } from './relay-cable';
import type { RunParts } from './run-parts';
import { Slot } from './slot';

/**
 * An endpoint that the user gave to a socket. One that is bound is owned by a relay, and each program that connects there
 * is a peer with a flow of its own; one that is connected reaches whoever is there through a relay (`outward-cable.ts`).
 * Where there is no wire to read, the endpoint is the socket's own.
 */
export class LiveEndpoint {
  private readonly slot = new Slot<RelayCable>();
  private unplug: (() => void) | undefined;
  private outside: Flow | undefined;
  private outward: OutwardCable | undefined;

  constructor(
    readonly wanted: WantedEndpoint,
    private readonly parts: RunParts,
  ) {}

  /** True when it is open, now or already. */
  async open(): Promise<boolean> {
    const opened = await this.slot.open(() => this.openCable());
    this.parts.changed();
    return opened;
  }

  async close(): Promise<void> {
    this.unplug?.();
    await this.slot.close();
    this.parts.peers.closed(this.wanted.key, this.wanted.endpoint);
    this.parts.changed();
  }

  /** True where a reply is to come from the program that this endpoint reaches. */
  get awaiting(): boolean {
    const { wanted, reached, parts } = this;
    const asked = reached ? reached.messages('forward') - reached.messages('backward') : 0;
    const only = parts.plugs.of(wanted.key).size <= 1;
    return wanted.use === 'connect' && parts.socket(wanted.key)?.io.awaitsReply === true && (asked > 0 || only);
  }

  get problem(): Problem | undefined {
    const { problem } = this.slot;
    return problem && { ...problem, where: nodeIdOf(this.wanted.key) };
  }

  status(): EndpointStatus {
    const { use, endpoint } = this.wanted;
    const parsed = parseEndpoint(endpoint, use);
    return {
      use,
      given: endpoint,
      actual: this.actual(),
      local: !parsed.ok || isLocal(parsed.value),
      ...this.problemField(),
    };
  }

  /** One that is open says as well that whoever is there does not let the socket in. */
  private problemField(): { problem?: Problem } {
    const refusal = this.reached?.connected === false ? this.reached.refusal : undefined;
    const problem = this.problem ?? (refusal && { ...refusal.problem, where: nodeIdOf(this.wanted.key) });
    return problem ? { problem } : {};
  }

  /** What is exchanged with whoever is at an endpoint that was connected to. */
  private get reached(): Flow | undefined {
    return this.outward?.flow ?? this.outside;
  }

  /** What was given is what is open, but for a port or a path that was left to the system. */
  private actual(): string {
    const { use, endpoint } = this.wanted;
    const { value } = this.slot;
    if (!value) return '';
    return use === 'bind' && /[*]$|:0$|:[*0]\//.test(endpoint) ? value.endpoint : endpoint;
  }

  private openCable(): Promise<Result<RelayCable>> {
    const { use, endpoint, key } = this.wanted;
    const parsed = parseEndpoint(endpoint, use);
    if (parsed.ok && needsIpv6(parsed.value) && this.parts.socket(key)?.wanted.options['ipv6'] !== true) {
      return Promise.resolve(fail(ipv6IsOff(key, endpoint)));
    }
    const lacks = parsed.ok ? lackingTransport(key, parsed.value.transport) : undefined;
    if (lacks) return Promise.resolve(fail(lacks));
    const relayed = parsed.ok && transportFacts(parsed.value.transport).relayed && canRelay(endpoint);
    const socket = this.parts.socket(key)?.wanted;
    const own = parsed.ok && needsOwnConnection(socket?.options, parsed.value.transport);
    if (!relayed || own || socket?.type === 'STREAM') return this.openWithoutWire();
    return use === 'bind' ? this.openBind() : this.openConnect(parsed.value.transport);
  }

  /** The endpoint is the socket's own: what no relay can read, what a STREAM talks with, or what an option of its own acts on. */
  private async openWithoutWire(): Promise<Result<RelayCable>> {
    const { parts, wanted } = this;
    const { key, use, endpoint } = wanted;
    const socket = parts.socket(key);
    const fault = socket && strangerFault(socket, use, endpoint);
    if (fault) return fail(fault);
    const bound = use === 'bind' && socket ? await bindDirectly(socket, endpoint) : socket?.connect(endpoint);
    if (typeof bound === 'object') return { ok: false, error: bound };
    const actual = bound ?? endpoint;
    const flow = endpoint.startsWith('inproc://') ? undefined : this.flowOutside();
    const side = use === 'bind' ? 'to' : 'from';
    this.unplug = parts.plugs.plug(key, { flow, side, other: undefined });
    const forget = flow && socket ? this.listPeers(socket, flow, actual) : undefined;
    return ok({
      endpoint: actual,
      close: async () => {
        forget?.();
        if (use === 'bind' && socket) await unbindDirectly(socket, actual);
        else socket?.disconnect(actual);
      },
    });
  }

  /**
   * Lists whoever is at an endpoint that no relay reads, and gives what ends that. Where connections are made they are told by
   * the socket's monitor; of datagrams, and of a STREAM, nobody in particular is known.
   */
  private listPeers(socket: LiveSocket, flow: Flow, actual: string): () => void {
    const { parts, wanted } = this;
    const { key, use, endpoint } = wanted;
    const way = use === 'bind' ? 'inbound' : 'outbound';
    const arrived = () => parts.peers.arrived({ socket: key, endpoint, way, flow });
    const left = () => parts.peers.left(flow, false);
    const connects = socket.wanted.type !== 'STREAM' && /^(t?ipc|tcp|ws):/.test(endpoint);
    if (!connects) {
      arrived();
      return left;
    }
    const somebody = () =>
      use === 'bind' ? this.isReached(socket, actual) : socket.connections.has(tipcInEvents(actual));
    const look = () => (somebody() ? arrived() : left());
    socket.followConnections();
    socket.connectionWatchers.add(look);
    return () => {
      socket.connectionWatchers.delete(look);
      left();
    };
  }

  private isReached(socket: LiveSocket, actual: string): boolean {
    if (actual.startsWith('tipc:')) return this.isReachedByTipc(socket);
    return isCalledAt(socket, actual);
  }

  /** A connection over tipc does not say by which name it came in: those that no link makes come from outside. */
  private isReachedByTipc(socket: LiveSocket): boolean {
    const plugs = [...this.parts.plugs.of(this.wanted.key)];
    const links = plugs.filter(({ side, transport }) => side === 'to' && transport === 'tipc');
    return socket.tipcCallers() > links.length;
  }

  /** What is exchanged with whoever is at the endpoint, counted at the socket. */
  private flowOutside(): Flow {
    const { key, use } = this.wanted;
    const ends = [{ type: 'peer' }, { type: 'socket', key }] as const;
    const [from, to] = use === 'bind' ? ends : ([ends[1], ends[0]] as const);
    this.outside ??= this.parts.flows.add({ link: undefined, observe: 'socket', from, to });
    return this.outside;
  }

  private async openBind(): Promise<Result<RelayCable>> {
    const { parts, wanted } = this;
    const { key, endpoint } = wanted;
    const { flows, peers, plugs } = parts;
    const unplugs = new Map<number, () => void>();
    const list = (flow: number) => {
      const found = flows.get(flow);
      if (found) peers.arrived({ socket: key, endpoint, way: 'inbound', flow: found });
    };
    const opened = await openRelayCable(parts, {
      listen: endpoint === 'ipc://*' ? parts.folder.nextIpc() : endpoint,
      ipv6: parts.socket(key)?.wanted.options['ipv6'] === true,
      from: undefined,
      to: { socket: key },
      flowOf: () =>
        flows.add({ link: undefined, observe: 'wire', from: { type: 'peer' }, to: { type: 'socket', key } }).id,
      // Not before it speaks: who only knocks, or is turned away, is no peer.
      on: {
        ready: ({ id, flow }) => {
          list(flow);
          unplugs.set(id, plugs.plug(key, { flow: flows.get(flow), side: 'to', other: undefined }));
        },
        fault: ({ flow }) => list(flow),
        closed: ({ id, flow }) => {
          unplugs.get(id)?.();
          unplugs.delete(id);
          const found = flows.get(flow);
          const refusal = found?.refusal;
          const peer = { socket: key, endpoint, way: 'inbound' } as const;
          if (found && !(refusal && peers.refused({ ...peer, flow: found }, refusal.problem))) peers.left(found, true);
        },
      },
    });
    if (!opened.ok) return opened;
    const { value: cable } = opened;
    const shut = parts.doorways.opened({ socket: key, endpoint, address: cable.address });
    return ok({
      endpoint: cable.endpoint,
      close: () => {
        shut();
        return cable.close();
      },
    });
  }

  private openConnect(transport: Transport): Promise<Result<RelayCable>> {
    this.outward ??= new OutwardCable(this.wanted, transport, this.parts);
    this.unplug = () => this.outward?.unplug();
    return this.outward.open();
  }
}
