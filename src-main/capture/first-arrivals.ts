import type { WaitingLine } from './waiting-line';

/** A line whose first message is looked at, and whether an item of it is captured before the device can have it. */
interface Watched {
  readonly line: WaitingLine;
  readonly timely: boolean;
}

/**
 * The first message of each line, side by side in typed arrays: for each message of a device they are gone through, all of
 * them, and a device may have a thousand connections.
 */
export class FirstArrivals {
  /** True where the message that was found last is not the only one that fits. */
  several = false;
  private lines: readonly Watched[] = [];
  private seqs = new Float64Array(0);
  /** NaN where a line is empty, 0 where the message cannot be read. */
  private keys = new Float64Array(0);
  /** Seq that the device cannot have reached yet when it took the message; below all where that says nothing. */
  private captured = new Float64Array(0);

  /** Watches these lines from now on, each at its place. */
  watch(lines: readonly Watched[]): void {
    this.lines = lines;
    this.seqs = new Float64Array(lines.length);
    this.keys = new Float64Array(lines.length);
    this.captured = new Float64Array(lines.length);
    for (let place = 0; place < lines.length; place++) this.changed(place);
  }

  /** Call when something was added to a line or taken from it. */
  changed(place: number): void {
    const { line, timely } = this.lines[place]!;
    const head = line.head();
    if (head < 0) {
      this.keys[place] = NaN;
      return;
    }
    const seq = line.seqAt(head);
    this.seqs[place] = seq;
    this.keys[place] = line.keyAt(head);
    this.captured[place] = timely ? seq : -Infinity;
  }

  /**
   * Place of the line whose first message is the oldest of those that fit; -1 where none does.
   * @param key of the message, 0 where it cannot be read
   * @param before seq that the capture had not reached yet when the message was taken
   */
  oldest(key: number, before: number): number {
    const { seqs, keys, captured } = this;
    let found = -1;
    let count = 0;
    for (let place = 0; place < keys.length; place++) {
      const own = keys[place]!;
      // Of an empty line NaN: it is like no key.
      if (!(own === key || own === 0 || (key === 0 && own > 0)) || captured[place]! >= before) continue;
      count++;
      if (found < 0 || seqs[place]! < seqs[found]!) found = place;
    }
    this.several = count > 1;
    return found;
  }
}
