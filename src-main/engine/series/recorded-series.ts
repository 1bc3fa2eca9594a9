import { BACKWARD, KIND_MESSAGE } from '../../../shared/traffic/flow';
import { META_BACKWARD } from '../../capture/item-writer';
import { REPLY } from '../../capture/pair-store';
import { FrameCursor } from '../../capture/record';
import { kindOf } from '../../capture/row-reader';
import type { Run } from '../run';
import type { LossSource } from './loss-series';
import { RunSeries } from './run-series';
import type { SeriesSource } from './series-source';

/** Seconds between two points, as of a run that is on. */
const STEP = 0.1;

/** What waited and what was lost is told by no item. */
const UNTOLD: LossSource = { eachLost: () => undefined, eachQueue: () => undefined };

/** Series of a recorded run in which nothing is yet. */
export function untoldSeries(run: Run, generation: number): RunSeries {
  return new RunSeries(sourceOf(run, []), generation);
}

/** How the counters of a recorded run went, as far as its captured items tell: messages, bytes and the time to replies. */
export function recordedSeries(run: Run, generation: number, end: number): RunSeries {
  const { ring, flows } = run;
  run.tracing.advance();
  const counts = flows.flows.map(() => new FlowCounts());
  const source = sourceOf(run, counts);
  const { kept, pairs } = source.ring;
  const series = new RunSeries(source, generation);
  const cursor = new FrameCursor(ring.bytes);
  let step = -1;
  for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) {
    const now = Math.floor(ring.timeOf(seq) / STEP);
    if (now !== step) {
      // What came before ends with its own step, and a quiet time after it has nothing.
      if (step >= 0) series.sample((step + 1) * STEP);
      series.sample(now * STEP);
      step = now;
    }
    const meta = ring.metaOf(seq);
    kept[kindOf(meta)]!++;
    if (kindOf(meta) !== KIND_MESSAGE) continue;
    counts[ring.flowOf(seq)]?.add((meta & META_BACKWARD) === BACKWARD, bytesOf(ring.offsetOf(seq), cursor));
    if (ring.pairs.stateOf(seq) === REPLY) pairs.onPaired?.(seq, ring.pairs.latencyOf(seq));
  }
  series.sample(Math.max(end, (step + 1) * STEP));
  series.finish();
  return series;
}

function sourceOf(run: Run, counts: readonly FlowCounts[]): SeriesSource {
  return {
    flows: { flows: counts },
    sockets: new Map(),
    lives: { counted: () => undefined },
    ledger: UNTOLD,
    ring: {
      kept: new Float64Array(4),
      dropped: 0,
      pairs: { onPaired: undefined },
      flowOf: (seq) => run.ring.flowOf(seq),
    },
    kept: run.kept,
  };
}

class FlowCounts {
  private readonly totals = new Float64Array(4);

  add(backward: boolean, bytes: number): void {
    const at = backward ? 2 : 0;
    this.totals[at]!++;
    this.totals[at + 1]! += bytes;
  }

  messages(direction: 'forward' | 'backward'): number {
    return this.totals[direction === 'forward' ? 0 : 2]!;
  }

  bytes(direction: 'forward' | 'backward'): number {
    return this.totals[direction === 'forward' ? 1 : 3]!;
  }
}

function bytesOf(offset: number, cursor: FrameCursor): number {
  let bytes = 0;
  cursor.start(offset);
  while (cursor.next()) bytes += cursor.size;
  return bytes;
}
