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

/** Gives the ring that holds an item. */
type RingOf = (seq: number) => CaptureRing | undefined;

/** The journey of a message that may be on the disk, and so may those that hang together with it. */
export async function keptJourney(run: Run, seq: number): Promise<Journey | undefined> {
  const read = new Map<number, CaptureRing | undefined>();
  for (;;) {
    const asked = new Set<number>();
    const journey = journeyOf(run, seq, (each) => {
      if (!run.ring.has(each) && !read.has(each)) asked.add(each);
      return run.ring.has(each) ? run.ring : read.get(each);
    });
    if (asked.size === 0) return journey;
    for (const each of asked) read.set(each, await run.kept.ringOf(each));
  }
}

/** All that a captured message came from and became; undefined where it is no longer kept. */
export function journeyOf(
  run: Run,
  seq: number,
  ringOf: RingOf = (each) => (run.ring.has(each) ? run.ring : undefined),
): Journey | undefined {
  run.tracing.advance();
  if (!ringOf(seq)) return undefined;
  const found = collect(ringOf, seq);
  const steps = new Map<number, JourneyStep>();
  for (const each of [...found].sort((one, other) => one - other)) {
    const ring = ringOf(each);
    const detail = ring && itemDetail(run, each, ring);
    if (!detail) continue;
    const source = ring.hops.sourceOf(each);
    steps.set(each, { seq: each, detail: clipped(detail), beginsBefore: source > 0 && !ringOf(source) });
  }
  return { steps: [...steps.values()], edges: edgesOf(ringOf, steps), more: found.size >= MOST_STEPS };
}

/** The item and everything that hangs together with it, the nearest first. */
function collect(ringOf: RingOf, seq: number): Set<number> {
  const found = new Set([seq]);
  for (const each of found) {
    const ring = ringOf(each);
    if (!ring || found.size >= MOST_STEPS) break;
    const room = MOST_STEPS - found.size;
    const next = [ring.hops.sourceOf(each), ring.pairs.otherOf(each), ...ring.hops.resultsOf(each, room)];
    for (const other of next) if (other > 0 && found.size < MOST_STEPS && ringOf(other)) found.add(other);
  }
  return found;
}

function edgesOf(ringOf: RingOf, steps: ReadonlyMap<number, JourneyStep>): JourneyEdge[] {
  const edges: JourneyEdge[] = [];
  for (const [seq, { detail }] of steps) {
    const ring = ringOf(seq);
    if (!ring) continue;
    const { hops, pairs } = ring;
    const source = steps.get(hops.sourceOf(seq));
    if (source) {
      const { sender } = detail;
      const known = hops.isInferred(seq) ? 'inferred' : 'exact';
      edges.push({ type: 'device', ...between(source, seq, detail), node: sender.node, name: sender.name, known });
    }
    const request = pairs.stateOf(seq) === REPLY ? steps.get(pairs.otherOf(seq)) : undefined;
    if (!request) continue;
    const passes = hops.sourceOf(seq) > 0 || (ringOf(request.seq)?.hops.resultsOf(request.seq, 1).length ?? 0) > 0;
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
