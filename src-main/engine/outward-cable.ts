import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { WantedEndpoint } from '../../shared/plan';
import type { Result } from '../../shared/result';
import type { Transport } from '../../shared/zmq/transports';
import { parseDial, type SocketAddress } from '../wire/endpoint';
import type { WireConnection } from '../wire/tap';
import type { Doorway } from './doorways';
import type { Flow } from './flow';
import { listenNear, openRelayCable, type OpenRelayCable } from './relay-cable';
import type { RunParts } from './run-parts';

/**
 * The cable of an endpoint that the user gave a socket to connect to. Who is there is asked at each connection: a program
 * outside, or another socket of the run that binds the endpoint. Each of them has a flow of its own, and is one peer however
 * often the connection is made anew.
 */
export class OutwardCable {
  /** Whom it reaches now, or reached last. */
  flow: Flow | undefined;
  private readonly outside: Flow;
  private readonly met = new Map<string, Flow>();
  private doorway: Doorway | undefined;
  private address: SocketAddress | undefined;
  private cable: OpenRelayCable | undefined;
  private leave: (() => void)[] = [];
  private pulled = false;

  constructor(
    private readonly wanted: WantedEndpoint,
    private readonly transport: Transport,
    private readonly parts: RunParts,
  ) {
    const from = { type: 'socket', key: wanted.key } as const;
    this.outside = parts.flows.add({ link: undefined, observe: 'wire', from, to: { type: 'peer' } });
  }

  async open(): Promise<Result<OpenRelayCable>> {
    const { parts, transport, outside } = this;
    const { key, endpoint } = this.wanted;
    this.address = await this.addressOf(endpoint);
    const opened = await openRelayCable(parts, {
      listen: listenNear(parts, transport, endpoint),
      from: key,
      to: { endpoint, meets: () => this.doorwayNow()?.socket },
      flowOf: () => this.reach(this.doorwayNow()).id,
      flow: outside,
      on: {
        ready: (connection) => this.listed(connection),
        fault: (connection) => this.listed(connection),
        closed: (connection) => this.ended(connection),
      },
    });
    if (!opened.ok) return opened;
    this.cable = opened.value;
    this.reach(undefined);
    return opened;
  }

  /** The cable is pulled out. */
  unplug(): void {
    this.pulled = true;
    for (const leave of this.leave.splice(0)) leave();
  }

  private doorwayNow(): Doorway | undefined {
    return this.address && this.parts.doorways.at(this.address, this.wanted.key);
  }

  /** A name stands for one address, as it does for libzmq, which takes the first and only one of IPv4 unless `ipv6` is set (`zmq_tcp(7)`). */
  private async addressOf(endpoint: string): Promise<SocketAddress | undefined> {
    const parsed = parseDial(endpoint);
    if (!parsed.ok) return undefined;
    const { value } = parsed;
    if (value.type === 'ipc' || isIP(value.host) !== 0) return value;
    const ipv6 = this.parts.socket(this.wanted.key)?.wanted.options['ipv6'] === true;
    try {
      return { ...value, host: (await lookup(value.host, { family: ipv6 ? 0 : 4 })).address };
    } catch {
      return undefined;
    }
  }

  /** Plugs the cable in where it leads to, and gives the flow of it. */
  private reach(doorway: Doorway | undefined): Flow {
    const flow = doorway ? this.flowTo(doorway) : this.outside;
    if (this.pulled || (this.flow === flow && this.doorway === doorway)) return flow;
    const { plugs, doorways } = this.parts;
    const { key } = this.wanted;
    const left = this.leave;
    this.leave = [];
    if (doorway) {
      const { socket: other } = doorway;
      const { transport } = this;
      this.leave.push(plugs.plug(key, { flow, side: 'from', other, transport }));
      this.leave.push(plugs.plug(other, { flow, side: 'to', other: key, transport }));
      this.leave.push(doorways.enter(doorway, () => this.shutOut(flow)));
    } else this.leave.push(plugs.plug(key, { flow, side: 'from', other: undefined }));
    this.flow = flow;
    this.doorway = doorway;
    for (const leave of left) leave();
    return flow;
  }

  private flowTo({ socket, endpoint }: Doorway): Flow {
    const name = `${socket} ${endpoint}`;
    const known = this.met.get(name);
    if (known) return known;
    const from = { type: 'socket', key: this.wanted.key } as const;
    const to = { type: 'socket', key: socket } as const;
    const flow = this.parts.flows.add({ link: undefined, observe: 'wire', from, to });
    flow.meetsAt = this.wanted.endpoint;
    this.met.set(name, flow);
    return flow;
  }

  /** The other socket no longer binds the endpoint. */
  private shutOut(flow: Flow): void {
    this.reach(undefined);
    this.cable?.hangUp(flow.id);
  }

  private listed({ flow: id }: WireConnection): void {
    const flow = this.parts.flows.get(id);
    if (flow) this.parts.peers.arrived(this.peer(flow));
  }

  private ended({ flow: id }: WireConnection): void {
    const { flows, peers } = this.parts;
    const flow = flows.get(id);
    if (!flow || flow.connections.size > 0) return;
    if (flow.refusal) peers.refused(this.peer(flow), flow.refusal.problem);
    else peers.left(flow, false);
  }

  private peer(flow: Flow) {
    const { key, endpoint } = this.wanted;
    const { to } = flow.options;
    const meets = to.type === 'socket' ? { meets: to.key } : {};
    return { socket: key, endpoint, way: 'outbound', flow, ...meets } as const;
  }
}
