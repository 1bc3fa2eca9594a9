/**
 * Ascending numbers, taken off at the front and added at the back, without an object for each. Every number keeps the
 * index under which it was added, from 0.
 */
export class SeqQueue {
  private slots = new Float64Array(1024);
  private first = 0;
  private next = 0;

  get firstIndex(): number {
    return this.first;
  }

  get length(): number {
    return this.next - this.first;
  }

  push(seq: number): void {
    if (this.length === this.slots.length) this.grow();
    this.slots[this.next++ % this.slots.length] = seq;
  }

  /** The number at an index from `firstIndex` to `firstIndex + length - 1`; undefined elsewhere. */
  at(index: number): number | undefined {
    return index >= this.first && index < this.next ? this.slots[index % this.slots.length] : undefined;
  }

  /** Takes all numbers below `seq` off the front, and gives them. */
  takeBelow(seq: number): number[] {
    const from = this.first;
    this.dropBelow(seq);
    return Array.from({ length: this.first - from }, (_, place) => this.slots[(from + place) % this.slots.length]!);
  }

  /** Takes all numbers below `seq` off the front. */
  dropBelow(seq: number): void {
    while (this.first < this.next && this.slots[this.first % this.slots.length]! < seq) this.first++;
  }

  clear(): void {
    this.first = 0;
    this.next = 0;
  }

  private grow(): void {
    const larger = new Float64Array(this.slots.length * 2);
    for (let i = this.first; i < this.next; i++) larger[i % larger.length] = this.slots[i % this.slots.length]!;
    this.slots = larger;
  }
}
