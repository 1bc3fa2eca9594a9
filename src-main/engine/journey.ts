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
import { LaterHops, type LaterItems } from '../capture/stored/later-hops';
import { itemDetail } from './item-detail';
import { copiesElsewhere } from './onward';
import type { Run } from './run';

/** Frames that a step gives. */
const MOST_FRAMES = 32;

/** Where items are, and what is known of them. */
interface Finder {
  /** The ring that holds an item. */
  readonly ringOf: (seq: number) => CaptureRing | undefined;
  /** What an item became, as far as the ring that holds it does not tell. */
  readonly laterOf: (seq: number, ring: CaptureRing) => LaterItems;
}

const NO_LATER: LaterItems = { results: [], lookedAt: undefined };

/** The journey of a message that may be on the disk, and so may those that hang together with it. */
export async function keptJourney(run: Run, seq: number): Promise<Journey | undefined> {
  const read = new Map<number, CaptureRing | undefined>();
  const later = new Map<number, LaterItems>();
  const hops = new LaterHops(run);
  for (;;) {
    const asked = new Set<number>();
    const followed = new Map<number, number>();
    const journey = journeyOf(run, seq, {
      ringOf: (each) => {
        if (!run.ring.has(each) && !read.has(each)) asked.add(each);
        return run.ring.has(each) ? run.ring : read.get(each);
      },
      laterOf: (each, ring) => {
        const copies = later.has(each) ? 0 : copiesElsewhere(run, each, ring);
        if (copies > 0) followed.set(each, copies);
        return later.get(each) ?? NO_LATER;
      },
    });
    if (asked.size + followed.size === 0) return journey;
    for (const each of asked) read.set(each, await run.kept.ringOf(each));
    for (const [each, copies] of followed) later.set(each, await hops.of(each, Math.min(copies, MOST_STEPS)));
  }
}

/** All that a captured message came from and became; undefined where it is no longer kept. */
export function journeyOf(run: Run, seq: number, finder: Finder = inMemory(run)): Journey | undefined {
  run.tracing.advance();
  const { ringOf, laterOf } = finder;
  if (!ringOf(seq)) return undefined;
  const found = collect(finder, seq);
  const steps = new Map<number, JourneyStep>();
  let ahead = Infinity;
  for (const each of [...found].sort((one, other) => one - other)) {
    const ring = ringOf(each);
    const detail = ring && itemDetail(run, each, ring);
    if (!detail) continue;
    const source = ring.hops.sourceOf(each);
    steps.set(each, { seq: each, detail: clipped(detail), beginsBefore: source > 0 && !ringOf(source) });
    ahead = Math.min(ahead, laterOf(each, ring).lookedAt ?? Infinity);
  }
  return {
    steps: [...steps.values()],
    edges: edgesOf(finder, steps),
    more: found.size >= MOST_STEPS,
    ...(ahead === Infinity ? {} : { ahead }),
  };
}

function inMemory({ ring }: Run): Finder {
  return { ringOf: (seq) => (ring.has(seq) ? ring : undefined), laterOf: () => NO_LATER };
}

/** The item and everything that hangs together with it, the nearest first. */
function collect({ ringOf, laterOf }: Finder, seq: number): Set<number> {
  const found = new Set([seq]);
  for (const each of found) {
    const ring = ringOf(each);
    if (!ring || found.size >= MOST_STEPS) break;
    const room = MOST_STEPS - found.size;
    const results = [...ring.hops.resultsOf(each, room), ...laterOf(each, ring).results];
    const next = [ring.hops.sourceOf(each), ring.pairs.otherOf(each), ...results];
    for (const other of next) if (other > 0 && found.size < MOST_STEPS && ringOf(other)) found.add(other);
  }
  return found;
}

function edgesOf({ ringOf }: Finder, steps: ReadonlyMap<number, JourneyStep>): JourneyEdge[] {
  const edges: JourneyEdge[] = [];
  const passedOn = new Set([...steps.keys()].map((seq) => ringOf(seq)?.hops.sourceOf(seq)));
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
    const passes = hops.sourceOf(seq) > 0 || passedOn.has(request.seq);
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
