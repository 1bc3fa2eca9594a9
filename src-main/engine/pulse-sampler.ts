import { BACKWARD, KIND_MESSAGE, type FlowId } from '../../shared/traffic/flow';
import { MOST_PULSES, MOST_PULSES_PER_FLOW, PULSE_SLOTS } from '../../shared/traffic/batch';
import { META_BACKWARD, META_KIND_SHIFT } from '../capture/item-writer';
import type { CaptureRing } from '../capture/ring';

const KIND_BITS = 3;

type Columns = CaptureRing['columns'];

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
  /** By flow and direction: messages of this tick, how many of them were looked at, and which is the next that is drawn. */
  private totals = new Float64Array(64);
  private seen = new Float64Array(64);
  private chosen = new Float64Array(64);

  constructor(private readonly ring: CaptureRing) {}

  /** Takes everything that was captured since the last call, up to the item before `to`. */
  sample(flows: number, to = this.ring.nextSeq): void {
    this.count = 0;
    const from = this.begin(flows);
    const { columns } = this.ring;
    const places = columns.metas.length;
    // Twice through all that was captured, in a flood some thousands: place by place, and nothing is asked of the ring.
    const begin = this.ring.placeOf(from);
    for (let left = to - from, place = begin; left > 0; left--) {
      const slot = slotAt(columns, place);
      if (slot >= 0) this.totals[slot]!++;
      if (++place === places) place = 0;
    }
    for (let slot = 0; slot < flows * 2; slot++) this.chosen[slot] = chosenIndex(0, this.totals[slot]!);
    for (let left = to - from, place = begin; left > 0; left--) {
      const slot = slotAt(columns, place);
      if (slot >= 0 && this.seen[slot]!++ === this.chosen[slot]) this.take(columns, place, slot);
      if (++place === places) place = 0;
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
      this.chosen = new Float64Array(flows * 4);
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

  private take({ times }: Columns, place: number, slot: number): void {
    const total = this.totals[slot]!;
    const drawn = Math.min(total, MOST_PULSES_PER_FLOW);
    // Multiplied first: the last index must reach the whole number exactly.
    this.chosen[slot] = chosenIndex(Math.floor((this.seen[slot]! * drawn) / total), total);
    if (this.count === MOST_PULSES) {
      this.skipped++;
      return;
    }
    const flow: FlowId = slot >> 1;
    const at = this.count * PULSE_SLOTS;
    this.pulses[at] = flow;
    this.pulses[at + 1] = slot & BACKWARD;
    this.pulses[at + 2] = times[place]!;
    this.pulses[at + 3] = total / drawn;
    this.count++;
  }
}

/** Place of an item's flow and direction, or -1 where it is no message. */
function slotAt({ metas, flows }: Columns, place: number): number {
  const meta = metas[place]!;
  if (((meta >> META_KIND_SHIFT) & KIND_BITS) !== KIND_MESSAGE) return -1;
  return flows[place]! * 2 + (meta & META_BACKWARD);
}

/** Which of `total` messages is drawn after so many others: all while they are few, else MOST_PULSES_PER_FLOW, evenly spread. */
function chosenIndex(before: number, total: number): number {
  const drawn = Math.min(total, MOST_PULSES_PER_FLOW);
  return Math.ceil(((before + 1) * total) / drawn) - 1;
}
