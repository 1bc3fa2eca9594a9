import { BatchReader, MOST_PULSES, PULSE_SLOTS, TICK_MS, type HEADER } from '../../shared/traffic/batch';
import { BACKWARD, FORWARD, type FlowId } from '../../shared/traffic/flow';
import { RateWindow } from './rates';

/** Milliseconds between two ticks of texts: counts and rates are written 8 times a second at most. */
export const TEXT_TICK_MS = 125;
/** Pulses waiting for the overlay; the oldest give way, and are counted. */
const MOST_WAITING = MOST_PULSES * 2;

export type SocketCount = 'sent' | 'received' | 'queued' | 'dropped';
const SOCKET_SLOT: Readonly<Record<SocketCount, number>> = { sent: 0, received: 1, queued: 2, dropped: 3 };

/** Takes one pulse: its flow, `FORWARD` or `BACKWARD`, seconds since the run began, and how many messages it stands for. */
export type PulseTaker = (flow: FlowId, direction: number, t: number, weight: number) => void;

/**
 * The newest traffic, outside React: totals of the latest batch, rates, and the pulses the overlay has not taken yet.
 * Totals and rates of what is not known are 0.
 */
export class TrafficFeed {
  private batch: BatchReader | undefined;
  private run = -1;
  private tickedAt = Number.NaN;
  private readonly flowRates = new RateWindow();
  private readonly socketRates = new RateWindow();
  private readonly waiting = new Float64Array(MOST_WAITING * PULSE_SLOTS);
  private waitingCount = 0;
  private readonly listeners = new Set<() => void>();
  private readonly batchListeners = new Set<() => void>();
  /** Pulses that gave way because the overlay did not take them in time. */
  droppedPulses = 0;

  /** Takes a batch. Another run than before begins its rates anew. */
  take(data: Float64Array): void {
    const batch = new BatchReader(data);
    const run = batch.header('run');
    if (run !== this.run) this.forget();
    // A recording was gone back in.
    else if (batch.header('t') < this.header('t')) this.clearRates();
    this.run = run;
    this.batch = batch;
    for (let index = 0; index < batch.pulses; index++) this.queue(batch, index);
    for (const listener of this.batchListeners) listener();
  }

  /** Takes a snapshot for the rates, where time has passed, and tells everyone who writes counts. */
  tick(now: number): void {
    const { batch } = this;
    if (batch && now !== this.tickedAt) {
      this.tickedAt = now;
      this.flowRates.push(
        now,
        totals(batch.flows, (index, slot) => batch.flow(index, slot * 2)),
      );
      this.socketRates.push(
        now,
        totals(batch.sockets, (index, slot) => batch.socket(index, slot)),
      );
    }
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` at each tick of texts until the returned function is called. */
  subscribeTick(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` for each batch that was taken, until the returned function is called. */
  subscribeBatch(listener: () => void): () => void {
    this.batchListeners.add(listener);
    return () => this.batchListeners.delete(listener);
  }

  /** A number of the newest batch's header; 0 before the first one. */
  header(name: keyof typeof HEADER): number {
    return this.batch?.header(name) ?? 0;
  }

  /** Milliseconds between two batches. */
  get pace(): number {
    const pace = this.header('pace');
    return pace > 0 ? pace : TICK_MS;
  }

  /** Messages of a flow since the run began; direction is `FORWARD` or `BACKWARD`. */
  flowMessages(flow: FlowId, direction: number): number {
    return this.batch?.flow(flow, direction * 2) ?? 0;
  }

  /** Body bytes of a flow since the run began. */
  flowBytes(flow: FlowId, direction: number): number {
    return this.batch?.flow(flow, direction * 2 + 1) ?? 0;
  }

  /** Messages per second. */
  flowRate(flow: FlowId, direction: number): number {
    return this.flowRates.rate(flow * 2 + direction);
  }

  socketCount(index: number, count: SocketCount): number {
    return this.batch?.socket(index, SOCKET_SLOT[count]) ?? 0;
  }

  /** Messages per second that a socket sends or receives. */
  socketRate(index: number, count: 'sent' | 'received'): number {
    return this.socketRates.rate(index * 2 + SOCKET_SLOT[count]);
  }

  /** Messages per second over all flows, both directions. */
  totalRate(): number {
    let rate = 0;
    for (let flow = 0; flow < (this.batch?.flows ?? 0); flow++) {
      rate += this.flowRate(flow, FORWARD) + this.flowRate(flow, BACKWARD);
    }
    return rate;
  }

  get hasPulses(): boolean {
    return this.waitingCount > 0;
  }

  /** Hands over every waiting pulse, oldest first. */
  drainPulses(take: PulseTaker): void {
    for (let index = 0; index < this.waitingCount; index++) {
      const at = index * PULSE_SLOTS;
      const { waiting } = this;
      take(waiting[at] ?? 0, waiting[at + 1] ?? 0, waiting[at + 2] ?? 0, waiting[at + 3] ?? 1);
    }
    this.waitingCount = 0;
  }

  /** Forgets the run: nothing is counted until the next batch. */
  forget(): void {
    this.batch = undefined;
    this.run = -1;
    this.waitingCount = 0;
    this.clearRates();
  }

  /** The run is over: its totals stay to be read, and nothing passes any more. */
  endRun(): void {
    this.waitingCount = 0;
    this.clearRates();
    for (const listener of this.listeners) listener();
  }

  private clearRates(): void {
    this.tickedAt = Number.NaN;
    this.flowRates.clear();
    this.socketRates.clear();
  }

  private queue(batch: BatchReader, index: number): void {
    if (this.waitingCount === MOST_WAITING) {
      this.waiting.copyWithin(0, PULSE_SLOTS);
      this.waitingCount--;
      this.droppedPulses++;
    }
    const at = this.waitingCount * PULSE_SLOTS;
    for (let slot = 0; slot < PULSE_SLOTS; slot++) this.waiting[at + slot] = batch.pulse(index, slot);
    this.waitingCount++;
  }
}

/** The window's one feed. */
export const feed = new TrafficFeed();

function totals(count: number, read: (index: number, slot: number) => number): Float64Array {
  const all = new Float64Array(count * 2);
  for (let index = 0; index < count; index++) {
    all[index * 2] = read(index, 0);
    all[index * 2 + 1] = read(index, 1);
  }
  return all;
}
