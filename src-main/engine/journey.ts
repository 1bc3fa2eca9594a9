import {
  MOST_STEPS,
  STEP_FRAME_BYTES,
  type Journey,
  type JourneyEdge,
  type JourneyStep,
} from '../../shared/traffic/journey';
import type { ItemDetail } from '../../shared/traffic/detail';
import { REPLY } from '../capture/pair-store';
import type { CaptureRing } from '../capture/ring';
import { itemDetail } from './item-detail';
import type { Run } from './run';

/** Frames that a step gives. */
const MOST_FRAMES = 32;

/** All that a captured message came from and became; undefined where it is no longer kept. */
export function journeyOf(run: Run, seq: number): Journey | undefined {
  const { ring } = run;
  run.tracing.advance();
  if (!ring.has(seq)) return undefined;
  const found = collect(ring, seq);
  const steps = new Map<number, JourneyStep>();
  for (const each of [...found].sort((one, other) => one - other)) {
    const detail = itemDetail(run, each);
    if (!detail) continue;
    const source = ring.hops.sourceOf(each);
    steps.set(each, { seq: each, detail: clipped(detail), beginsBefore: source > 0 && !ring.has(source) });
  }
  return { steps: [...steps.values()], edges: edgesOf(ring, steps), more: found.size >= MOST_STEPS };
}

/** The item and everything that hangs together with it, the nearest first. */
function collect(ring: CaptureRing, seq: number): Set<number> {
  const found = new Set([seq]);
  for (const each of found) {
    if (found.size >= MOST_STEPS) break;
    const room = MOST_STEPS - found.size;
    const next = [ring.hops.sourceOf(each), ring.pairs.otherOf(each), ...ring.hops.resultsOf(each, room)];
    for (const other of next) if (found.size < MOST_STEPS && ring.has(other)) found.add(other);
  }
  return found;
}

function edgesOf(ring: CaptureRing, steps: ReadonlyMap<number, JourneyStep>): JourneyEdge[] {
  const edges: JourneyEdge[] = [];
  for (const [seq, { detail }] of steps) {
    const { hops, pairs } = ring;
    const source = steps.get(hops.sourceOf(seq));
    if (source) {
      const { sender } = detail;
      const known = hops.isInferred(seq) ? 'inferred' : 'exact';
      edges.push({ type: 'device', ...between(source, seq, detail), node: sender.node, name: sender.name, known });
    }
    const request = pairs.stateOf(seq) === REPLY ? steps.get(pairs.otherOf(seq)) : undefined;
    if (!request) continue;
    const passes = hops.sourceOf(seq) > 0 || hops.resultsOf(request.seq, 1).length > 0;
    const end = passes ? detail.receiver : detail.sender;
    const known = pairs.isInferred(seq) ? 'inferred' : 'exact';
    const type = passes ? 'pair' : 'answer';
    edges.push({ type, ...between(request, seq, detail), node: end.node, name: end.name, known });
  }
  return edges;
}

function between(from: JourneyStep, seq: number, { item }: ItemDetail) {
  return { from: from.seq, to: seq, seconds: item.row.t - from.detail.item.row.t };
}

function clipped(detail: ItemDetail): ItemDetail {
  const frames = detail.item.frames.slice(0, MOST_FRAMES).map((frame) => ({
    ...frame,
    bytes: frame.bytes.length > STEP_FRAME_BYTES ? frame.bytes.slice(0, STEP_FRAME_BYTES) : frame.bytes,
    truncated: frame.truncated || frame.bytes.length > STEP_FRAME_BYTES,
  }));
  return { ...detail, item: { ...detail.item, frames } };
}
