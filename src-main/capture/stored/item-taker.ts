import type { CapturedItem } from '../../../shared/traffic/capture';
import type { CaptureRing } from '../ring';
import type { KeptReader } from './kept-reader';

/** Takes items out of a capture one after the other, wherever they are: what is on the disk is read first, a section at a time. */
export class ItemTaker {
  /** What held the item that was given last. */
  ring: CaptureRing;
  private reading: Promise<void> | undefined;
  /** Read last: where it is not to be had then, it is kept no more. */
  private read = 0;

  constructor(private readonly kept: KeptReader) {
    this.ring = kept.ring;
  }

  /** An item; `later` while it is being read, undefined where it is kept no more. */
  take(seq: number): CapturedItem | 'later' | undefined {
    if (this.reading) return 'later';
    // The items of a section on the disk do not change; what is in memory does, so it is asked for each time.
    const ring = this.ring.has(seq) ? this.ring : this.kept.inMemory(seq);
    if (ring) {
      this.ring = ring;
      return ring.item(seq);
    }
    if (seq === this.read || !this.kept.has(seq)) return undefined;
    this.read = seq;
    this.reading = this.kept.ringOf(seq).then((found) => {
      this.ring = found ?? this.ring;
      this.reading = undefined;
    });
    return 'later';
  }
}
