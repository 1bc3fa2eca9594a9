import { connectSockets } from '../../shared/topology/edits-links';
import { addNode } from '../../shared/topology/edits-nodes';
import type { NodeRecipe } from '../../shared/topology/defaults';
import type { Position, SocketKey } from '../../shared/topology/topology';
import type { SocketType } from '../../shared/zmq/socket-types';
import { edit, topologyNow } from '../stores/document';
import { select } from '../stores/view';
import { viewport } from '../stores/viewport';
import { DEVICE_WIDTH, freePlace, JACK_TOP, NODE_WIDTH } from './layout';

/** What a drag from the palette carries. */
export const RECIPE_MIME = 'application/x-zmq-patchbay-node';

/** Adds a node with its middle where the pointer is, and selects it. */
export function addAt(recipe: NodeRecipe, pointer: Position): void {
  const width = recipe.type === 'device' ? DEVICE_WIDTH : NODE_WIDTH;
  put(recipe, { x: pointer.x - width / 2, y: pointer.y - JACK_TOP });
}

/** Adds a node at a free place near the middle of what is seen, and selects it. */
export function addInView(recipe: NodeRecipe): void {
  put(recipe, freePlace(topologyNow().nodes, viewport().seen()));
}

/** Adds a socket where a cable was let go of, already plugged in: one step of undo. */
export function addPlugged(type: SocketType, pointer: Position, from: SocketKey): void {
  const added = addNode(topologyNow(), { type: 'socket', socket: type }, { x: pointer.x, y: pointer.y - JACK_TOP });
  const connected = connectSockets(added.topology, from, added.id);
  if (connected.ok && edit(() => connected.value.topology)) select([added.id]);
}

function put(recipe: NodeRecipe, position: Position): void {
  const added = addNode(topologyNow(), recipe, position);
  if (edit(() => added.topology)) select([added.id]);
}
