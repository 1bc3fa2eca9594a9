import {
  batchSlots,
  FLOOD_TICK_MS,
  FLOW_SLOTS,
  HEADER,
  HEADER_SLOTS,
  MOST_UNACKNOWLEDGED,
  PULSE_SLOTS,
  SOCKET_SLOTS,
  TICK_MS,
} from '../../shared/traffic/batch';
import type { CaptureView } from '../capture/view';
import { FloodWatch } from './flood-watch';
import { PulseSampler } from './pulse-sampler';
import type { Run } from './run';
import type { RunSeries } from './series/run-series';

/** Milliseconds between two batches while the window is hidden. */
const HIDDEN_TICK_MS = 250;
/** After so long without a word from the window its batches count as lost: it was reloaded, say. */
const LOST_MS = 2000;
/** Time per tick for the search of a filtered view. */
const SEARCH_MS = 6;

export interface TickerOptions {
  readonly run: Run;
  /** Number of the run. */
  readonly generation: number;
  readonly send: (batch: Float64Array<ArrayBuffer>) => void;
  /** Told the time at each beat. */
  readonly series: RunSeries;
  readonly view: () => { readonly number: number; readonly view: CaptureView };
}

/**
 * Sends the traffic of a run to the window, a batch every TICK_MS, or FLOOD_TICK_MS in a flood, at most MOST_UNACKNOWLEDGED on
 * their way. While the window is behind no batch is made: the next one has the totals, and the pulses in between are passed
 * over and counted.
 */
export class Ticker {
  private readonly sampler: PulseSampler;
  private timer: NodeJS.Timeout | undefined;
  private tick = 0;
  private acknowledged = 0;
  private heardAt = performance.now();
  private visible = true;
  /** Milliseconds between two beats. */
  private period = 0;
  private readonly floods = new FloodWatch();

  constructor(private readonly options: TickerOptions) {
    this.sampler = new PulseSampler(options.run.ring);
  }

  start(visible: boolean): void {
    this.setVisible(visible);
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    this.beatEvery(visible ? TICK_MS : HIDDEN_TICK_MS);
  }

  acknowledge(tick: number): void {
    this.acknowledged = Math.max(this.acknowledged, Math.min(tick, this.tick));
    this.heardAt = performance.now();
  }

  /** Forgets what the window has not drawn yet, so that the next batch goes out. */
  acknowledgeAll(): void {
    this.acknowledge(this.tick);
  }

  /** Sends the last counts and ends. */
  stop(): void {
    clearInterval(this.timer);
    this.acknowledgeAll();
    this.options.series.ending();
    this.beat();
    this.options.series.finish();
  }

  /** Sends a batch now if the window can take one. */
  beat(): void {
    this.options.run.tracing.advance();
    const { view } = this.options.view();
    const complete = view.advance(SEARCH_MS);
    this.options.series.sample(this.options.run.now());
    const now = performance.now();
    if (now - this.heardAt > LOST_MS) this.acknowledgeAll();
    if (this.tick - this.acknowledged >= MOST_UNACKNOWLEDGED) {
      this.sampler.skip();
      return;
    }
    if (this.visible) this.sampler.sample(this.options.run.flows.flows.length);
    else this.sampler.skip();
    this.tick++;
    this.options.send(this.batch(complete));
  }

  private beatEvery(ms: number): void {
    if (ms === this.period) return;
    this.period = ms;
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      const flooded = this.floods.look(performance.now(), this.options.run.ring.nextSeq);
      if (this.visible) this.beatEvery(flooded ? FLOOD_TICK_MS : TICK_MS);
      this.beat();
    }, ms);
  }

  private batch(viewComplete: boolean): Float64Array<ArrayBuffer> {
    const { run, generation } = this.options;
    const { flows } = run.flows;
    const sockets = run.socketCount;
    const batch = new Float64Array(batchSlots(flows.length, sockets, this.sampler.count));
    const { number, view } = this.options.view();
    batch[HEADER.tick] = this.tick;
    batch[HEADER.t] = run.now();
    batch[HEADER.firstSeq] = run.kept.firstSeq;
    batch[HEADER.nextSeq] = run.ring.nextSeq;
    const spilled = run.stored?.count ?? 0;
    batch[HEADER.captureDropped] = run.ring.dropped - spilled;
    batch[HEADER.spilled] = spilled;
    batch[HEADER.lateLost] = run.stored?.lateLost ?? 0;
    batch[HEADER.viewFirst] = view.firstIndex;
    batch[HEADER.viewCount] = view.count;
    batch[HEADER.viewComplete] = viewComplete ? 1 : 0;
    batch[HEADER.viewSearched] = view.searched;
    batch[HEADER.viewSkipped] = view.skipped;
    batch[HEADER.flows] = flows.length;
    batch[HEADER.sockets] = sockets;
    batch[HEADER.pulses] = this.sampler.count;
    batch[HEADER.run] = generation;
    batch[HEADER.view] = number;
    batch[HEADER.pulsesSkipped] = this.sampler.skipped;
    batch[HEADER.pace] = this.period;
    let at = HEADER_SLOTS;
    for (const flow of flows) {
      batch[at] = flow.messages('forward');
      batch[at + 1] = flow.bytes('forward');
      batch[at + 2] = flow.messages('backward');
      batch[at + 3] = flow.bytes('backward');
      at += FLOW_SLOTS;
    }
    for (const { index, io } of run.sockets.values()) {
      const slot = at + index * SOCKET_SLOTS;
      batch[slot] = io.sent;
      batch[slot + 1] = io.received;
      batch[slot + 2] = io.queued;
      batch[slot + 3] = io.dropped;
    }
    at += sockets * SOCKET_SLOTS;
    batch.set(this.sampler.pulses.subarray(0, this.sampler.count * PULSE_SLOTS), at);
    return batch;
  }
}
