import { findSocket } from '../../shared/topology/topology';
import { KIND_MESSAGE } from '../../shared/traffic/flow';
import { META_BACKWARD } from '../capture/item-writer';
import type { CaptureRing } from '../capture/ring';
import { kindOf } from '../capture/row-reader';
import type { Run } from './run';

/**
 * How many items behind a device an item may have become, of which the ring that holds it does not tell all; 0 where it arrives at
 * no device, or where everything that came later is in the same ring.
 */
export function copiesElsewhere(run: Run, seq: number, ring: CaptureRing): number {
  const isWhole = ring === run.ring && ring.nextSeq >= run.kept.endSeq;
  if (isWhole || kindOf(ring.metaOf(seq)) !== KIND_MESSAGE) return 0;
  const options = run.flows.get(ring.flowOf(seq))?.options;
  const receiver = (ring.metaOf(seq) & META_BACKWARD) === 0 ? options?.to : options?.from;
  if (receiver?.type !== 'socket') return 0;
  const node = findSocket(run.topology, receiver.key)?.node;
  // What it was may be gone from the document.
  if (!node) return Infinity;
  if (node.kind !== 'device') return 0;
  return node.device === 'forwarder' ? Infinity : 1;
}
