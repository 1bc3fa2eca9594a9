import type { ExplainedFrame } from '../zmq/envelope';
import type { ItemDetail, ItemEnd } from './detail';
import type { Journey, JourneyEdge, JourneyStep } from './journey';

/**
 * A journey is drawn as bands below one another: the request from left to right, its reply from right to left over the same
 * columns, and one band more for each further copy that a forwarder made. Columns are programs and, between them, wires.
 */
export interface Band {
  readonly type: 'message' | 'request' | 'reply' | 'copy';
  /** It goes from right to left. */
  readonly back: boolean;
  /** Number of the wire that its first step goes over, from 0 at the left. */
  readonly at: number;
  readonly steps: readonly JourneyStep[];
}

export interface JourneyLayout {
  /** How many wires lie side by side. */
  readonly wires: number;
  readonly bands: readonly Band[];
}

export function layoutJourney({ steps, edges }: Journey): JourneyLayout {
  const bySeq = new Map(steps.map((step) => [step.seq, step]));
  const on = (from: number) => edges.filter((edge) => edge.type === 'device' && edge.from === from);
  const isResult = new Set(edges.filter(({ type }) => type === 'device').map(({ to }) => to));
  const replyTo = new Map(edges.filter(({ type }) => type !== 'device').map((edge) => [edge.to, edge]));
  const placed = new Map<number, { readonly at: number; readonly back: boolean }>();
  const bands: Band[] = [];

  const place = (first: JourneyStep, type: Band['type'], back: boolean, at: number): void => {
    const band: JourneyStep[] = [];
    const copies: (() => void)[] = [];
    let next: JourneyStep | undefined = first;
    for (let wire = at; next; wire += back ? -1 : 1) {
      band.push(next);
      placed.set(next.seq, { at: wire, back });
      const [onward, ...others]: (JourneyStep | undefined)[] = on(next.seq).map(({ to }) => bySeq.get(to));
      const beside = wire + (back ? -1 : 1);
      for (const other of others) if (other) copies.push(() => place(other, 'copy', back, beside));
      next = onward;
    }
    bands.push({ type, back, at, steps: band });
    for (const copy of copies) copy();
  };

  for (const step of steps) {
    if (isResult.has(step.seq) || placed.has(step.seq)) continue;
    const request = replyTo.get(step.seq);
    const asked = request && placed.get(request.from);
    if (asked) place(step, 'reply', !asked.back, asked.at);
    else place(step, isRequest(edges, step) ? 'request' : 'message', false, 0);
  }
  const least = Math.min(0, ...[...placed.values()].map(({ at }) => at));
  const most = Math.max(0, ...[...placed.values()].map(({ at }) => at));
  return { wires: most - least + 1, bands: bands.map((band) => ({ ...band, at: band.at - least })) };
}

function isRequest(edges: readonly JourneyEdge[], { seq, detail }: JourneyStep): boolean {
  return edges.some(({ type, from }) => type !== 'device' && from === seq) || detail.pair !== undefined;
}

/** A frame in a column: there as before, put in front by a socket, or taken away by one. */
export interface BandCell {
  readonly frame: ExplainedFrame;
  readonly mark: 'same' | 'added' | 'removed';
}

/** A program or a wire of a band, in the order in which the message went. */
export interface BandColumn {
  readonly type: 'program' | 'wire';
  /** The program: who gave the step or got it. */
  readonly end: ItemEnd | undefined;
  /** The step that went over the wire, or that the program gave; of the last program the one that it got. */
  readonly step: JourneyStep;
  /** What the program had in hand, or the wire carried, the last frame first: envelopes grow and shrink at the front. */
  readonly cells: readonly BandCell[];
}

/** The columns of a band, and what became of the frames from one to the next. */
export function bandColumns(
  { steps }: Band,
  explain: (detail: ItemDetail) => readonly ExplainedFrame[],
): readonly BandColumn[] {
  const columns: BandColumn[] = [];
  let before: readonly ExplainedFrame[] | undefined;
  const add = (
    type: BandColumn['type'],
    step: JourneyStep,
    end: ItemEnd | undefined,
    frames: readonly ExplainedFrame[],
  ) => {
    columns.push({ type, step, end, cells: cellsOf(frames, before) });
    before = frames;
  };
  const last = steps.at(-1);
  for (const step of steps) {
    const frames = explain(step.detail);
    const onWire = frames.filter(({ wireIndex }) => wireIndex !== undefined);
    const got = frames.filter((frame) => frame.got);
    if (!before) add('program', step, step.detail.sender, frames.filter(({ given }) => given).toReversed());
    add('wire', step, undefined, onWire.toReversed());
    const next = step === last ? step : (steps[steps.indexOf(step) + 1] ?? step);
    add('program', next, step.detail.receiver, got.toReversed());
  }
  return columns;
}

function cellsOf(frames: readonly ExplainedFrame[], before: readonly ExplainedFrame[] | undefined): BandCell[] {
  const cells = frames.map((frame, index): BandCell => ({
    frame,
    mark: before && index >= before.length ? 'added' : 'same',
  }));
  const removed = (before ?? []).slice(frames.length).map((frame): BandCell => ({ frame, mark: 'removed' }));
  return [...cells, ...removed];
}
