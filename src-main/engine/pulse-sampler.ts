import { BACKWARD, KIND_MESSAGE, type FlowId } from '../../shared/traffic/flow';
import { MOST_PULSES, MOST_PULSES_PER_FLOW, PULSE_SLOTS } from '../../shared/traffic/batch';
import { META_BACKWARD, META_KIND_SHIFT } from '../capture/item-writer';
import type { CaptureRing } from '../capture/ring';

const KIND_BITS = 3;

/**
 * Chooses the messages of a tick that are drawn: each by itself while a direction of a flow has no more than
 * MOST_PULSES_PER_FLOW, else so many of them, evenly spread, each standing for its share of all. Nothing is allocated
 * while the number of flows stays the same.
 */
export class PulseSampler {
  /** `pulses[0 … count * PULSE_SLOTS)` as the batch holds them. */
  readonly pulses = new Float64Array(MOST_PULSES * PULSE_SLOTS);
  count = 0;
  /** Messages that were passed over because nobody took a batch, or a batch was full. */
  skipped = 0;
  private cursor = 1;
  private epoch = 0;
  /** By flow and direction: messages of this tick, and how many of them were looked at. */
  private totals = new Float64Array(64);
  private seen = new Float64Array(64);

  constructor(private readonly ring: CaptureRing) {}

  /** Takes everything that was captured since the last call, up to the item before `to`. */
  sample(flows: number, to = this.ring.nextSeq): void {
    this.count = 0;
    const from = this.begin(flows);
    for (let seq = from; seq < to; seq++) {
      const slot = this.slotOf(seq);
      if (slot >= 0) this.totals[slot]!++;
    }
    for (let seq = from; seq < to; seq++) {
      const slot = this.slotOf(seq);
      if (slot >= 0) this.consider(seq, slot);
    }
    this.cursor = to;
  }

  /** Goes on from this item, whatever was taken before. */
  goTo(seq: number): void {
    this.cursor = seq;
  }

  /** Passes over everything that was captured since the last call. */
  skip(): void {
    this.count = 0;
    const from = this.start();
    this.skipped += this.ring.nextSeq - from;
    this.cursor = this.ring.nextSeq;
  }

  private begin(flows: number): number {
    if (this.totals.length < flows * 2) {
      this.totals = new Float64Array(flows * 4);
      this.seen = new Float64Array(flows * 4);
    }
    this.totals.fill(0);
    this.seen.fill(0);
    return this.start();
  }

  private start(): number {
    const { ring } = this;
    if (this.epoch !== ring.epoch) {
      this.epoch = ring.epoch;
      this.cursor = 1;
    }
    return Math.max(this.cursor, ring.firstSeq);
  }

  /** Place of an item's flow and direction, or -1 where it is no message. */
  private slotOf(seq: number): number {
    const meta = this.ring.metaOf(seq);
    if (((meta >> META_KIND_SHIFT) & KIND_BITS) !== KIND_MESSAGE) return -1;
    return this.ring.flowOf(seq) * 2 + (meta & META_BACKWARD);
  }

  private consider(seq: number, slot: number): void {
    const total = this.totals[slot]!;
    const index = this.seen[slot]!++;
    if (total > MOST_PULSES_PER_FLOW && !isChosen(index, total)) return;
    if (this.count === MOST_PULSES) {
      this.skipped++;
      return;
    }
    const weight = total > MOST_PULSES_PER_FLOW ? total / MOST_PULSES_PER_FLOW : 1;
    const flow: FlowId = slot >> 1;
    const at = this.count * PULSE_SLOTS;
    this.pulses[at] = flow;
    this.pulses[at + 1] = slot & BACKWARD;
    this.pulses[at + 2] = this.ring.timeOf(seq);
    this.pulses[at + 3] = weight;
    this.count++;
  }
}

/** True for MOST_PULSES_PER_FLOW of `total` indices, evenly spread. */
function isChosen(index: number, total: number): boolean {
  // Multiplied first: the last index must reach the whole number exactly.
  const upTo = (count: number): number => Math.floor((count * MOST_PULSES_PER_FLOW) / total);
  return upTo(index + 1) > upTo(index);
}
