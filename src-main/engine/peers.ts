import { hex, printableText } from '../../shared/bytes';
import type { Problem } from '../../shared/result';
import { hostOf } from '../../shared/security/address-range';
import type { SocketKey } from '../../shared/topology/topology';
import { nodeIdOf } from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import type { WireConnection } from '../wire/tap';
import type { Flow } from './flow';
import type { FlowTable } from './flow-table';
import { lowerVersion } from './zmtp-version';

/** Programs that were turned away and are listed; of more than that only the log tells. */
const MOST_REFUSED = 50;
/** Seconds that one is listed which does not call again: libzmq does not, where it was told that it is not let in. */
const REFUSED_S = 60;

/** Programs that have left and are still listed, so that what was captured of them keeps its name. */
const MOST_DEPARTED = 200;

export interface PeerOptions {
  readonly socket: SocketKey;
  readonly endpoint: string;
  readonly way: PeerStatus['way'];
  readonly flow: Flow;
  /** The app's own socket that is there, where it is no program outside. */
  readonly meets?: SocketKey;
}

interface Peer extends PeerOptions {
  readonly id: string;
  readonly since: number;
  connected: boolean;
  /** Set while it is turned away in the handshake. */
  refused?: { readonly problem: Problem; readonly times: number; readonly last: number } | undefined;
}

/** Who is or was connected in a run by endpoints given by hand: programs outside, and sockets that meet at one. */
export class Peers {
  private readonly peers = new Map<Flow, Peer>();
  private programs = 0;
  private meetings = 0;

  constructor(
    private readonly flows: FlowTable,
    private readonly now: () => number,
  ) {}

  /** Lists a program, or says that it is there again. */
  arrived(options: PeerOptions): void {
    const peer = this.listed(options);
    peer.connected = true;
    peer.refused = undefined;
    // Who is let in now was turned away before under another number, most likely.
    const host = hostOf(peer.flow.newest?.remote ?? '');
    this.forgetRefused((one) => one.endpoint === peer.endpoint && hostOf(one.flow.newest?.remote ?? '') === host);
  }

  /**
   * A program was turned away in the handshake. One that calls again and again from one address is listed once.
   * @returns false where it is not listed under this flow
   */
  refused(options: PeerOptions, problem: Problem): boolean {
    const { flow } = options;
    const same = this.peers.get(flow) ?? this.alike(options, problem);
    const refusals = [...this.peers.values()].filter((peer) => peer.refused !== undefined).length;
    if (!same && refusals >= MOST_REFUSED) return false;
    const peer = same ?? this.listed(options);
    peer.connected = false;
    peer.refused = { problem, times: (peer.refused?.times ?? 0) + 1, last: this.now() };
    return peer.flow === flow;
  }

  /** Takes from the list who was turned away and has not called again for a while. True where somebody was. */
  expire(): boolean {
    const now = this.now();
    return this.forgetRefused(({ refused }) => refused !== undefined && now - refused.last > REFUSED_S);
  }

  /** An endpoint of a socket is gone, and with it those who were turned away there. */
  closed(socket: SocketKey, endpoint: string): void {
    this.forgetRefused((peer) => peer.socket === socket && peer.endpoint === endpoint);
  }

  /** A program left. Its flow is given up where it cannot come back by the same flow. */
  left(flow: Flow, forGood: boolean): void {
    const peer = this.peers.get(flow);
    if (!peer) {
      if (forGood) this.flows.giveUp(flow);
      return;
    }
    peer.connected = false;
    const departed = [...this.peers.values()].filter(({ connected, way }) => !connected && way === 'inbound');
    for (const { flow: oldest } of departed.slice(0, Math.max(0, departed.length - MOST_DEPARTED))) {
      this.peers.delete(oldest);
      this.flows.giveUp(oldest);
    }
  }

  private listed(options: PeerOptions): Peer {
    const known = this.peers.get(options.flow);
    if (known) return known;
    const id = options.meets === undefined ? `peer${++this.programs}` : `meeting${++this.meetings}`;
    const peer = { ...options, id, since: this.now(), connected: false };
    options.flow.peer = peer.id;
    this.peers.set(options.flow, peer);
    return peer;
  }

  /** Who was turned away at the same endpoint, from the same address and for the same reason. */
  private alike({ socket, endpoint, way, flow }: PeerOptions, { code }: Problem): Peer | undefined {
    const host = hostOf(flow.newest?.remote ?? '');
    return [...this.peers.values()].find(
      (peer) =>
        peer.refused?.problem.code === code &&
        peer.socket === socket &&
        peer.endpoint === endpoint &&
        peer.way === way &&
        hostOf(peer.flow.newest?.remote ?? '') === host,
    );
  }

  private forgetRefused(which: (peer: Peer) => boolean): boolean {
    let any = false;
    for (const [flow, peer] of this.peers) {
      if (peer.refused === undefined || !which(peer)) continue;
      any = true;
      this.peers.delete(flow);
      if (peer.way === 'inbound') this.flows.giveUp(flow);
      else flow.peer = undefined;
    }
    return any;
  }

  status(): PeerStatus[] {
    return [...this.peers.values()].map(statusOf);
  }
}

function statusOf({ id, flow, socket, endpoint, way, meets, since, connected, refused }: Peer): PeerStatus {
  const connection = flow.newest;
  const side = connection && outside(connection, way);
  return {
    id,
    flow: flow.id,
    node: nodeIdOf(socket),
    socket,
    endpoint,
    way,
    ...(meets === undefined ? {} : { meets }),
    socketType: side?.socketType ?? '',
    identity: identityText(side?.identity ?? new Uint8Array(0)),
    mechanism: side?.mechanism ?? '',
    version: connection ? lowerVersion(connection.connecting.version, connection.binding.version) : '',
    remote: way === 'inbound' ? (connection?.remote ?? '') : '',
    since,
    connected,
    ...(refused ? { refused: refused.times, problem: { ...refused.problem, where: nodeIdOf(socket) } } : {}),
    ...(connection?.fault === undefined
      ? {}
      : {
          problem: {
            code: connection.cut === true ? 'not-zmtp-cut' : 'not-zmtp',
            message: connection.fault,
            where: nodeIdOf(socket),
            values: { detail: connection.fault },
          },
        }),
  };
}

function outside(connection: WireConnection, way: PeerStatus['way']): WireConnection['connecting'] {
  return way === 'inbound' ? connection.connecting : connection.binding;
}

/** An identity as text where all of it can be shown, else `0x` and its hexadecimal digits. */
export function identityText(identity: Uint8Array): string {
  if (identity.length === 0) return '';
  return printableText(identity) ?? `0x${hex(identity)}`;
}

/** What a program outside is called: its identity where that is text, else what else is known of it. */
export function nameOfPeer(identity: string, others: string): string {
  const readable = identity !== '' && !identity.startsWith('0x');
  return readable || others === '' ? identity : others;
}
