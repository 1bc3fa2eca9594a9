/** Steps in each doubling: two numbers in one bucket differ by 1/32 at the most. */
const STEPS = 32;
const STEP_BITS = 5;
/** Buckets up to 2^32 - 1 microseconds, more than an hour; what took longer is in the last one. */
const BUCKETS = STEPS * 28;
const MOST_MICROSECONDS = 2 ** 32 - 1;

/** What was recorded in some time: counts from bucket `first` on, and the longest, in seconds. */
export interface HistogramSlice {
  readonly first: number;
  readonly counts: Uint32Array;
  readonly most: number;
}

/**
 * Durations in buckets that grow with them, as an HDR histogram has: whole microseconds below 64, then 32 buckets to each
 * doubling. A percentile is the middle of its bucket, so it is off by 1.6 % at the most, or by half a microsecond; the longest
 * is exact. Recording one adds 1 to a number.
 */
export class Histogram {
  count = 0;
  private most = 0;
  private readonly counts = new Uint32Array(BUCKETS);
  private low = BUCKETS;
  private high = -1;

  record(seconds: number): void {
    const bucket = bucketOf(Math.min(Math.max(seconds * 1e6, 0), MOST_MICROSECONDS));
    this.counts[bucket]!++;
    this.count++;
    if (bucket < this.low) this.low = bucket;
    if (bucket > this.high) this.high = bucket;
    if (seconds > this.most) this.most = seconds;
  }

  add({ first, counts, most }: HistogramSlice): void {
    for (let index = 0; index < counts.length; index++) {
      this.counts[first + index]! += counts[index]!;
      this.count += counts[index]!;
    }
    this.low = Math.min(this.low, first);
    this.high = Math.max(this.high, first + counts.length - 1);
    this.most = Math.max(this.most, most);
  }

  /** What was recorded since `clear`; undefined where nothing was. */
  slice(): HistogramSlice | undefined {
    if (this.count === 0) return undefined;
    return { first: this.low, counts: this.counts.slice(this.low, this.high + 1), most: this.most };
  }

  /** The longest, in seconds; NaN of nothing. */
  get longest(): number {
    return this.count === 0 ? NaN : this.most;
  }

  /** Seconds that a part `p` of all, from 0 to 1, did not exceed; NaN of nothing. */
  percentile(p: number): number {
    if (this.count === 0) return NaN;
    const rank = Math.max(1, Math.ceil(p * this.count));
    let seen = 0;
    for (let bucket = this.low; bucket < this.high; bucket++) {
      seen += this.counts[bucket]!;
      if (seen >= rank) return Math.min(middleOf(bucket) / 1e6, this.most);
    }
    return Math.min(middleOf(this.high) / 1e6, this.most);
  }

  clear(): void {
    if (this.count > 0) this.counts.fill(0, this.low, this.high + 1);
    this.count = 0;
    this.most = 0;
    this.low = BUCKETS;
    this.high = -1;
  }
}

function bucketOf(microseconds: number): number {
  const whole = microseconds >>> 0;
  const shift = Math.max(0, 31 - Math.clz32(whole) - STEP_BITS);
  return shift * STEPS + (whole >>> shift);
}

/** The middle of a bucket, in microseconds. */
function middleOf(bucket: number): number {
  const shift = Math.max(0, Math.floor(bucket / STEPS) - 1);
  return (bucket - shift * STEPS + 0.5) * 2 ** shift;
}
