import type { EdgeTypes, NodeTypes } from 'reactflow';
import { DeviceNode } from './DeviceNode';
import { ExternalNode } from './ExternalNode';
import { LinkCable, PeerCable } from './LinkCable';
import { PeerNode } from './PeerNode';
import { SocketNode } from './SocketNode';

/** Constant, because React Flow draws everything anew when these objects change. */
export const nodeTypes = {
  socket: SocketNode,
  device: DeviceNode,
  external: ExternalNode,
  peer: PeerNode,
} satisfies NodeTypes;
export const edgeTypes = { link: LinkCable, peer: PeerCable } satisfies EdgeTypes;
