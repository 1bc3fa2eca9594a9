import { hex, printableText } from '../../shared/bytes';
import type { SocketKey } from '../../shared/topology/topology';
import { nodeIdOf } from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import type { WireConnection } from '../wire/tap';
import type { Flow } from './flow';
import type { FlowTable } from './flow-table';
import { lowerVersion } from './zmtp-version';

/** Programs that have left and are still listed, so that what was captured of them keeps its name. */
const MOST_DEPARTED = 200;

export interface PeerOptions {
  readonly socket: SocketKey;
  readonly endpoint: string;
  readonly way: PeerStatus['way'];
  readonly flow: Flow;
}

interface Peer extends PeerOptions {
  readonly id: string;
  readonly since: number;
  connected: boolean;
}

/** The programs outside that are or were connected in a run. */
export class Peers {
  private readonly peers = new Map<Flow, Peer>();
  private count = 0;

  constructor(
    private readonly flows: FlowTable,
    private readonly now: () => number,
  ) {}

  /** Lists a program, or says that it is there again. */
  arrived(options: PeerOptions): void {
    const known = this.peers.get(options.flow);
    if (known) {
      known.connected = true;
      return;
    }
    this.count++;
    const peer = { ...options, id: `peer${this.count}`, since: this.now(), connected: true };
    options.flow.peer = peer.id;
    this.peers.set(options.flow, peer);
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

  status(): PeerStatus[] {
    return [...this.peers.values()].map(statusOf);
  }
}

function statusOf({ id, flow, socket, endpoint, way, since, connected }: Peer): PeerStatus {
  const connection = flow.newest;
  const side = connection && outside(connection, way);
  return {
    id,
    flow: flow.id,
    node: nodeIdOf(socket),
    socket,
    endpoint,
    way,
    socketType: side?.socketType ?? '',
    identity: identityText(side?.identity ?? new Uint8Array(0)),
    mechanism: side?.mechanism ?? '',
    version: connection ? lowerVersion(connection.connecting.version, connection.binding.version) : '',
    remote: way === 'inbound' ? (connection?.remote ?? '') : '',
    since,
    connected,
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
