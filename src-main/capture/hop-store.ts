/**
 * Which captured item became which other one in a device, by the places that the ring has for its items. One message in may
 * become several out (a forwarder's subscribers), each of which came from one. The arrays come with the first hop.
 */
export class HopStore {
  private owners = new Float64Array(0);
  /** Seq that the item came from. */
  private sources = new Float64Array(0);
  /** Newest seq that the item became. */
  private results = new Float64Array(0);
  /** The next older one that came from the same item. */
  private besides = new Float64Array(0);
  private inferred = new Uint8Array(0);

  /** @param places how many items the ring has places for */
  constructor(private readonly places: number) {}

  link(source: number, result: number, inferred: boolean): void {
    if (this.owners.length === 0) this.allocate();
    const to = this.claim(result);
    if (to < 0) return;
    this.sources[to] = source;
    this.inferred[to] = inferred ? 1 : 0;
    const from = this.claim(source);
    if (from < 0) return;
    this.besides[to] = this.results[from]!;
    this.results[from] = result;
  }

  /** Seq of the item that an item was in front of the device; 0 where it came through none. */
  sourceOf(seq: number): number {
    const place = this.placeOf(seq);
    return place < 0 ? 0 : this.sources[place]!;
  }

  /** True where it is only likely that the item came from its source. */
  isInferred(seq: number): boolean {
    const place = this.placeOf(seq);
    return place >= 0 && this.inferred[place] === 1;
  }

  /** Seqs that an item became behind the device, oldest first, at most `most`. */
  resultsOf(seq: number, most: number): number[] {
    const results: number[] = [];
    const place = this.placeOf(seq);
    let next = place < 0 ? 0 : this.results[place]!;
    while (next > 0 && results.length < most) {
      results.push(next);
      const at = this.placeOf(next);
      next = at < 0 ? 0 : this.besides[at]!;
    }
    return results.reverse();
  }

  clear(): void {
    this.owners.fill(0);
  }

  private placeOf(seq: number): number {
    if (this.owners.length === 0) return -1;
    const place = (seq - 1) % this.places;
    return this.owners[place] === seq ? place : -1;
  }

  /** The place of an item, made its own; -1 where it made room for a newer one. */
  private claim(seq: number): number {
    const place = (seq - 1) % this.places;
    const owner = this.owners[place]!;
    if (owner > seq) return -1;
    if (owner !== seq) {
      this.owners[place] = seq;
      this.sources[place] = 0;
      this.results[place] = 0;
      this.besides[place] = 0;
      this.inferred[place] = 0;
    }
    return place;
  }

  private allocate(): void {
    this.owners = new Float64Array(this.places);
    this.sources = new Float64Array(this.places);
    this.results = new Float64Array(this.places);
    this.besides = new Float64Array(this.places);
    this.inferred = new Uint8Array(this.places);
  }
}
