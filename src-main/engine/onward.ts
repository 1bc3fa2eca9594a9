import { findSocket, type SocketKey } from '../../shared/topology/topology';
import { KIND_MESSAGE } from '../../shared/traffic/flow';
import { META_BACKWARD } from '../capture/item-writer';
import type { CaptureRing } from '../capture/ring';
import { kindOf } from '../capture/row-reader';
import type { FlowEnd } from './flow';
import type { Run } from './run';

/**
 * How many items behind a device an item may have become, of which the ring that holds it does not tell all; 0 where it arrives at
 * no device, or where everything that came later is in the same ring.
 */
export function copiesElsewhere(run: Run, seq: number, ring: CaptureRing): number {
  const isWhole = ring === run.ring && ring.nextSeq >= run.kept.endSeq;
  return isWhole ? 0 : mostCopies(run, seq, ring);
}

/** How many items behind a device an item may have become, wherever these are; 0 where it arrives at no device. */
export function mostCopies(run: Run, seq: number, ring: CaptureRing): number {
  if (kindOf(ring.metaOf(seq)) !== KIND_MESSAGE) return 0;
  const options = run.flows.get(ring.flowOf(seq))?.options;
  const receiver = (ring.metaOf(seq) & META_BACKWARD) === 0 ? options?.to : options?.from;
  if (receiver?.type !== 'socket') return 0;
  const node = findSocket(run.topology, receiver.key)?.node;
  // What it was may be gone from the document.
  if (!node) return Infinity;
  if (node.kind !== 'device') return 0;
  return node.device === 'forwarder' ? subscribersOf(run, receiver.key, seq, ring) : 1;
}

/**
 * How many cables of a forwarder a published message can have gone on over at the most: each has it once, where its subscriber
 * asked for it at some time. Infinity where that is not known: of a recording, and of what subscribers themselves sent.
 */
function subscribersOf(run: Run, arrivedAt: SocketKey, seq: number, ring: CaptureRing): number {
  const [node, side] = arrivedAt.split('.');
  const topic = ring.item(seq)?.frames[0];
  if (side !== 'frontend' || run.recorded || !topic || topic.truncated) return Infinity;
  const publisher = `${node}.backend`;
  let count = 0;
  for (const flow of run.flows.flows) {
    const { from, to } = flow.options;
    const way = isSocket(to, publisher) ? 'backward' : isSocket(from, publisher) ? 'forward' : undefined;
    if (way === undefined) continue;
    const told = flow.toldByEnds || ['NULL', 'PLAIN'].includes(flow.newest?.connecting.mechanism ?? '');
    if (!told || flow.topicBytes(way, topic.bytes) !== undefined) count++;
  }
  return count;
}

function isSocket(end: FlowEnd, key: SocketKey): boolean {
  return end.type === 'socket' && end.key === key;
}
