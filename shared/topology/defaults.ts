import type { SocketType } from '../zmq/socket-types';
import { FORMAT } from './schema';
import type { Behavior, DeviceType, Position, Topology, TopologyNode } from './topology';

/** What the palette makes a node of. */
export type NodeRecipe =
  | { readonly type: 'socket'; readonly socket: SocketType }
  | { readonly type: 'device'; readonly device: DeviceType }
  | { readonly type: 'external' };

/** The endpoint of the ZeroMQ guide's first program, which a new program outside is taken to listen at. */
export const FIRST_PROGRAM_ENDPOINT = 'tcp://127.0.0.1:5555';

/**
 * What a new socket does by itself, so that two that are linked and run show messages at once. A DEALER puts the empty
 * delimiter in front of its request by hand: without it a REP drops the message (RFC 28).
 */
const NEW_BEHAVIORS: Readonly<Record<SocketType, Behavior>> = {
  REQ: { type: 'request', every: '1s', frames: ['Hello {{seq}}'] },
  REP: { type: 'reply', frames: ['World'] },
  DEALER: { type: 'request', every: '1s', frames: ['', 'Hello {{seq}}'] },
  ROUTER: { type: 'reply', echo: true },
  PUB: { type: 'generate', every: '1s', frames: ['news', '{{seq}}'] },
  SUB: { type: 'subscribe', topics: [''] },
  XPUB: { type: 'generate', every: '1s', frames: ['news', '{{seq}}'] },
  XSUB: { type: 'subscribe', topics: [''] },
  PUSH: { type: 'generate', every: '1s', frames: ['task {{seq}}'] },
  PULL: { type: 'sink' },
  PAIR: { type: 'generate', every: '1s', frames: ['signal {{seq}}'] },
  STREAM: { type: 'reply', echo: true },
  CLIENT: { type: 'request', every: '1s', frames: ['Hello {{seq}}'] },
  SERVER: { type: 'reply', echo: true },
  RADIO: { type: 'generate', every: '1s', frames: ['news', '{{seq}}'] },
  DISH: { type: 'join', groups: ['news'] },
  SCATTER: { type: 'generate', every: '1s', frames: ['task {{seq}}'] },
  GATHER: { type: 'sink' },
  CHANNEL: { type: 'generate', every: '1s', frames: ['signal {{seq}}'] },
  DGRAM: { type: 'reply', echo: true },
};

export function newBehavior(socket: SocketType): Behavior {
  return NEW_BEHAVIORS[socket];
}

/** A node as the palette puts it onto the canvas. */
export function newNode(recipe: NodeRecipe, id: string, position: Position): TopologyNode {
  switch (recipe.type) {
    case 'socket':
      return { id, kind: 'socket', socket: recipe.socket, position, behavior: newBehavior(recipe.socket) };
    case 'device':
      return { id, kind: 'device', device: recipe.device, position };
    case 'external':
      return { id, kind: 'external', socket: 'REP', position, bind: [FIRST_PROGRAM_ENDPOINT] };
  }
}

/** A document without nodes. */
export function emptyTopology(name: string): Topology {
  return { format: FORMAT, name, nodes: [], links: [] };
}
