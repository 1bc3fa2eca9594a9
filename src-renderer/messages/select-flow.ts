import type { FlowName } from '../../shared/traffic/flow-names';
import { nodeIdOf } from '../../shared/topology/topology';
import { select, selectPeer } from '../stores/view';

/** Selects on the canvas what a flow goes over. */
export function selectFlow({ kind, id }: FlowName): void {
  if (kind === 'link') select([], [id]);
  else if (kind === 'socket') select([nodeIdOf(id)]);
  else selectPeer(id);
}
