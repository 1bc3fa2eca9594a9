import { fail, type Problem, type Result } from '../../shared/result';
import type { LinkEnd, WantedLink } from '../../shared/plan';
import type { SocketKey } from '../../shared/topology/topology';
import type { LinkState, LinkStatus } from '../../shared/traffic/status';
import { parseEndpoint } from '../../shared/zmq/endpoint';
import { needsIpv6 } from '../../shared/zmq/endpoint-reach';
import { openDirectCable, type DirectCable } from './direct-cable';
import { ipv6IsOff } from './errors';
import type { Flow, FlowEnd } from './flow';
import { lackingTransport } from './lacking';
import { openOutsideCable } from './outside-cable';
import { listenNear, openRelayCable, type RelayCable } from './relay-cable';
import type { RunParts } from './run-parts';
import { Slot } from './slot';
import { countedOf } from './socket-observer';
import { lowerVersion } from './zmtp-version';

/** One link of the topology, for as long as it is asked for. Where it cannot be opened it can be tried again. */
export class LiveLink {
  readonly flow: Flow;
  private readonly slot = new Slot<RelayCable & { readonly connected?: () => boolean }>();
  private unplugs: (() => void)[] = [];

  constructor(
    readonly wanted: WantedLink,
    private readonly parts: RunParts,
  ) {
    this.flow = parts.flows.ofLink(wanted.id, {
      link: wanted.id,
      observe: wanted.observe,
      from: flowEnd(wanted.from),
      to: flowEnd(wanted.to),
    });
  }

  /** True when it is open, now or already. */
  async open(): Promise<boolean> {
    const { slot } = this;
    if (slot.value) return true;
    const opened = await slot.open(() => this.openCable());
    const { value } = this.slot;
    if (value?.connected) this.flow.joined = value.connected;
    if (value && this.unplugs.length === 0) this.plugIn();
    this.parts.changed();
    return opened;
  }

  async close(): Promise<void> {
    for (const unplug of this.unplugs.splice(0)) unplug();
    this.flow.joined = undefined;
    await this.slot.close();
    this.parts.changed();
  }

  /** The app's own sockets at its ends that wait for a reply over it. */
  get awaiting(): SocketKey[] {
    const { wanted, flow, parts } = this;
    const sent = flow.messages('forward') - flow.messages('backward');
    const waits = (key: SocketKey, unanswered: number) =>
      parts.socket(key)?.io.awaitsReply === true &&
      (wanted.observe === 'socket' || unanswered > 0 || parts.plugs.of(key).size <= 1);
    const from = keyOf(wanted.from);
    const to = keyOf(wanted.to);
    return [
      ...(from !== undefined && waits(from, sent) ? [from] : []),
      ...(to !== undefined && waits(to, -sent) ? [to] : []),
    ];
  }

  get problem(): Problem | undefined {
    const { problem } = this.slot;
    return problem && { ...problem, where: this.wanted.id };
  }

  get state(): LinkState {
    const { value, problem, closed } = this.slot;
    if (closed) return 'waiting';
    if (problem) return 'failed';
    if (!value) return 'opening';
    return (value.connected?.() ?? this.flow.connected) ? 'connected' : 'waiting';
  }

  status(): LinkStatus {
    const { wanted, flow, problem } = this;
    const wire = flow.newest;
    return {
      id: wanted.id,
      flow: flow.id,
      observe: wanted.observe,
      transport: wanted.transport,
      state: this.state,
      endpoint: this.slot.value?.endpoint ?? '',
      version: wire ? lowerVersion(wire.connecting.version, wire.binding.version) : '',
      mechanism: wire?.connecting.mechanism ?? '',
      counted: countedOf(this.parts, wanted),
      ...problemField(problem ?? faultProblem(this) ?? this.securityFault ?? this.refusal),
    };
  }

  /** A link whose ends are secured in ways that do not fit says so for as long as it waits. */
  private get securityFault(): Problem | undefined {
    const { parts, wanted } = this;
    if (this.state !== 'waiting' || wanted.transport === 'inproc') return undefined;
    const [from, to] = [wanted.from, wanted.to].map((end) =>
      end.type === 'socket' ? parts.socket(end.key) : undefined,
    );
    return from && to && parts.security.faultBetween(from.wanted, to.wanted, wanted.id);
  }

  /** What the newest handshake failed by, as long as nobody gets through. */
  private get refusal(): Problem | undefined {
    const { refusal } = this.flow;
    return this.state === 'waiting' && refusal ? { ...refusal.problem, where: this.wanted.id } : undefined;
  }

  private openCable(): Promise<Result<RelayCable & Partial<DirectCable>>> {
    const { wanted, parts } = this;
    const { endpoint = '' } = wanted;
    const parsed = parseEndpoint(endpoint, 'bind');
    if (parsed.ok && needsIpv6(parsed.value)) {
      const ends = [wanted.from, wanted.to].flatMap((end) => keyOf(end) ?? []);
      const without = ends.find((key) => parts.socket(key)?.wanted.options['ipv6'] !== true);
      if (without !== undefined) return Promise.resolve(fail(ipv6IsOff(without, endpoint)));
    }
    const lacks = lackingTransport(wanted.id, wanted.transport);
    if (lacks) return Promise.resolve(fail(lacks));
    if (wanted.observe === 'wire') return this.openWire();
    const outside = wanted.from.type === 'external' || wanted.to.type === 'external';
    return outside ? openOutsideCable(parts, wanted) : openDirectCable(parts, wanted);
  }

  private openWire(): Promise<Result<RelayCable>> {
    const { wanted, parts, flow } = this;
    const { to } = wanted;
    return openRelayCable(parts, {
      listen: wanted.endpoint ?? listenNear(parts, wanted.transport, to.type === 'socket' ? undefined : to.endpoint),
      from: keyOf(wanted.from),
      to: to.type === 'socket' ? { socket: to.key } : { endpoint: to.endpoint ?? '' },
      flowOf: () => flow.id,
      flow,
    });
  }

  private plugIn(): void {
    const { parts, flow, wanted } = this;
    const { transport } = wanted;
    const from = keyOf(wanted.from);
    const to = keyOf(wanted.to);
    if (from !== undefined) this.unplugs.push(parts.plugs.plug(from, { flow, side: 'from', other: to, transport }));
    if (to !== undefined) this.unplugs.push(parts.plugs.plug(to, { flow, side: 'to', other: from, transport }));
  }
}

/** A link that carries bytes which are no ZMTP says so, though it works on. */
function faultProblem({ flow, wanted }: LiveLink): Problem | undefined {
  const { newest } = flow;
  if (newest?.fault === undefined || newest.state === 'closed') return undefined;
  return { code: 'not-zmtp', message: newest.fault, where: wanted.id, values: { detail: newest.fault } };
}

function problemField(problem: Problem | undefined): { problem?: Problem } {
  return problem ? { problem } : {};
}

function flowEnd(end: LinkEnd): FlowEnd {
  return end.type === 'socket' ? { type: 'socket', key: end.key } : { type: 'external', node: end.node };
}

function keyOf(end: LinkEnd): SocketKey | undefined {
  return end.type === 'socket' ? end.key : undefined;
}
