import type { Direction } from '../../shared/traffic/flow';
import { BACKWARD, KIND_COMMAND, KIND_MESSAGE } from '../../shared/traffic/flow';
import type { RecordingInfo } from '../../shared/keep';
import {
  batchSlots,
  FLOW_SLOTS,
  HEADER,
  HEADER_SLOTS,
  MOST_UNACKNOWLEDGED,
  PULSE_SLOTS,
  TICK_MS,
} from '../../shared/traffic/batch';
import { META_BACKWARD } from '../capture/item-writer';
import { FrameCursor } from '../capture/record';
import { kindOf } from '../capture/row-reader';
import type { CaptureView } from '../capture/view';
import { parseCommand } from '../wire/zmtp-command';
import { PulseSampler } from './pulse-sampler';
import type { Run } from './run';

export interface PlayerOptions {
  readonly run: Run;
  readonly info: RecordingInfo;
  /** What was counted before what is in memory, in the layout of a batch's flows. */
  readonly counted: Float64Array;
  readonly generation: number;
  readonly send: (batch: Float64Array<ArrayBuffer>) => void;
  readonly view: () => { readonly number: number; readonly view: CaptureView };
}

/** What a player is told. Absent parts stay as they are. */
export interface Playback {
  readonly playing?: boolean | undefined;
  /** Times as fast as it was. */
  readonly speed?: number | undefined;
  /** Seconds since the recorded run began. */
  readonly position?: number | undefined;
}

/** Counts are remembered after so many items, so that going back is quick. */
const CHECKPOINT = 8192;
/** What happened in so many seconds before the place that was gone to is shown. */
const GLIMPSE = 0.3;
/** After so long without a word from the window its batches count as lost. */
const LOST_MS = 2000;
const SEARCH_MS = 6;

/**
 * Plays a recorded run to the window: the same batches as of a live run, with the counts of the messages that were captured
 * until the place that is played, and those that come by as pulses.
 */
export class Player {
  private position: number;
  private speed = 1;
  private playing = false;
  private beatAt = performance.now();
  private readonly sampler: PulseSampler;
  private readonly cursor: FrameCursor;
  private readonly totals: Float64Array;
  private readonly checkpoints: Float64Array[] = [];
  /** Seq of the first item that is not counted yet. */
  private next: number;
  private tick = 0;
  private acknowledged = 0;
  private heardAt = performance.now();
  private timer: NodeJS.Timeout | undefined;

  /** First and last second that can be gone to in what is loaded. */
  private readonly from: number;
  private readonly to: number;

  constructor(private readonly options: PlayerOptions) {
    ({ from: this.from, to: this.to } = options.info.part ?? options.info);
    const { ring, flows } = options.run;
    this.next = ring.firstSeq;
    this.position = this.from;
    this.sampler = new PulseSampler(ring);
    this.cursor = new FrameCursor(ring.bytes);
    this.totals = new Float64Array(flows.flows.length * FLOW_SLOTS);
    this.totals.set(options.counted);
    this.prepare();
  }

  setVisible(visible: boolean): void {
    clearInterval(this.timer);
    this.beatAt = performance.now();
    this.timer = visible ? setInterval(() => this.beat(), TICK_MS) : undefined;
  }

  acknowledge(tick: number): void {
    this.acknowledged = Math.max(this.acknowledged, Math.min(tick, this.tick));
    this.heardAt = performance.now();
  }

  acknowledgeAll(): void {
    this.acknowledge(this.tick);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  play({ playing, speed, position }: Playback): void {
    if (speed !== undefined) this.speed = speed;
    if (position !== undefined) this.goTo(position);
    if (playing !== undefined) {
      // At the end it begins anew.
      if (playing && !this.playing && position === undefined && this.position >= this.to) this.goTo(this.from);
      this.playing = playing;
    }
    this.beatAt = performance.now();
    this.beat();
  }

  /** Goes on by the time since the last beat, and sends a batch if the window can take one. */
  beat(): void {
    const now = performance.now();
    const { view } = this.options.view();
    const complete = view.advance(SEARCH_MS);
    if (this.playing) this.goOn(((now - this.beatAt) / 1000) * this.speed);
    this.beatAt = now;
    if (now - this.heardAt > LOST_MS) this.acknowledgeAll();
    if (this.tick - this.acknowledged >= MOST_UNACKNOWLEDGED) return;
    this.sampler.sample(this.options.run.flows.flows.length, this.next);
    this.tick++;
    this.options.send(this.batch(complete));
  }

  private goOn(seconds: number): void {
    this.position = Math.min(this.to, this.position + seconds);
    this.count(this.seqAt(this.position));
    if (this.position >= this.to) this.playing = false;
  }

  private goTo(position: number): void {
    const { ring } = this.options.run;
    this.position = Math.min(this.to, Math.max(this.from, position));
    const until = this.seqAt(this.position);
    if (until < this.next) {
      const checkpoint = Math.floor((until - ring.firstSeq) / CHECKPOINT);
      this.totals.set(this.checkpoints[checkpoint] ?? this.options.counted);
      this.next = ring.firstSeq + checkpoint * CHECKPOINT;
    }
    this.count(until);
    this.sampler.goTo(Math.max(ring.firstSeq, this.seqAt(this.position - GLIMPSE)));
  }

  /** Seq of the first item that came after this second. */
  private seqAt(seconds: number): number {
    const { ring } = this.options.run;
    let low = ring.firstSeq;
    let high = ring.nextSeq;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ring.timeOf(middle) <= seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private count(until: number): void {
    const { ring } = this.options.run;
    for (; this.next < until; this.next++) {
      const meta = ring.metaOf(this.next);
      if (kindOf(meta) !== KIND_MESSAGE) continue;
      let bytes = 0;
      this.cursor.start(ring.offsetOf(this.next));
      while (this.cursor.next()) bytes += this.cursor.size;
      const at = ring.flowOf(this.next) * FLOW_SLOTS + ((meta & META_BACKWARD) === BACKWARD ? 2 : 0);
      this.totals[at]!++;
      this.totals[at + 1]! += bytes;
    }
  }

  /** Counts everything once for the checkpoints, and learns the subscriptions that were captured. */
  private prepare(): void {
    const { ring, flows } = this.options.run;
    for (let seq = ring.firstSeq; seq <= ring.nextSeq; seq += CHECKPOINT) {
      this.count(Math.min(seq, ring.nextSeq));
      this.checkpoints.push(this.totals.slice());
    }
    this.totals.set(this.options.counted);
    this.next = ring.firstSeq;
    for (let seq = ring.firstSeq; seq < ring.nextSeq; seq++) {
      const meta = ring.metaOf(seq);
      if (kindOf(meta) !== KIND_COMMAND) continue;
      this.cursor.start(ring.offsetOf(seq));
      this.cursor.next();
      const direction: Direction = (meta & META_BACKWARD) === 0 ? 'forward' : 'backward';
      const body = ring.bytes.subarray(this.cursor.from, this.cursor.to);
      const [name, data] = subscription(body);
      if (name !== undefined) flows.get(ring.flowOf(seq))?.command(direction, name, data);
    }
  }

  private batch(viewComplete: boolean): Float64Array<ArrayBuffer> {
    const { run, generation, info } = this.options;
    const flows = run.flows.flows.length;
    const { number, view } = this.options.view();
    const batch = new Float64Array(batchSlots(flows, 0, this.sampler.count));
    batch[HEADER.tick] = this.tick;
    batch[HEADER.t] = this.position;
    batch[HEADER.firstSeq] = run.kept.firstSeq;
    batch[HEADER.nextSeq] = run.kept.endSeq;
    batch[HEADER.captureDropped] = info.missing;
    batch[HEADER.spilled] = info.items - (info.part?.items ?? info.items);
    batch[HEADER.viewFirst] = view.firstIndex;
    batch[HEADER.viewCount] = view.count;
    batch[HEADER.viewComplete] = viewComplete ? 1 : 0;
    batch[HEADER.viewSearched] = view.searched;
    batch[HEADER.viewSkipped] = view.skipped;
    batch[HEADER.flows] = flows;
    batch[HEADER.pulses] = this.sampler.count;
    batch[HEADER.run] = generation;
    batch[HEADER.view] = number;
    batch[HEADER.pace] = TICK_MS;
    batch.set(this.totals, HEADER_SLOTS);
    batch.set(this.sampler.pulses.subarray(0, this.sampler.count * PULSE_SLOTS), HEADER_SLOTS + flows * FLOW_SLOTS);
    return batch;
  }
}

/** The batch of nothing: what was shown is gone, and there was nothing before it. */
export function emptyBatch(generation: number, view: number): Float64Array<ArrayBuffer> {
  const batch = new Float64Array(HEADER_SLOTS);
  batch[HEADER.tick] = 1;
  batch[HEADER.firstSeq] = 1;
  batch[HEADER.nextSeq] = 1;
  batch[HEADER.viewComplete] = 1;
  batch[HEADER.run] = generation;
  batch[HEADER.view] = view;
  return batch;
}

/** A subscription in either form that ZMTP has for it. */
function subscription(body: Uint8Array): readonly [name: string | undefined, topic: Uint8Array] {
  if (body[0] === 0 || body[0] === 1) return [body[0] === 1 ? 'SUBSCRIBE' : 'CANCEL', body.subarray(1)];
  const command = parseCommand(body, 0, body.length);
  return [command?.name, body.subarray(command?.dataFrom ?? 0)];
}
