/** Snapshots kept: at 8 a second, the last 4 seconds. */
const SNAPSHOTS = 33;
/** A rate is of the last second where it has so many events to go by, and of the whole window where it has fewer. */
const ENOUGH = 20;
const SHORT_MS = 1000;

/**
 * Events per second of many counters, from snapshots of their totals. Slow counters are averaged over 4 s, so that one
 * message a second reads as 1 and not as a flicker between 0 and 8; fast ones over 1 s.
 */
export class RateWindow {
  private readonly times = new Float64Array(SNAPSHOTS);
  private totals: Float64Array[] = [];
  private newest = -1;
  private kept = 0;

  /** Takes the totals at `now` milliseconds; `totals` is copied. */
  push(now: number, totals: Float64Array): void {
    this.newest = (this.newest + 1) % SNAPSHOTS;
    this.kept = Math.min(this.kept + 1, SNAPSHOTS);
    this.times[this.newest] = now;
    let slot = this.totals[this.newest];
    if (slot === undefined || slot.length < totals.length) {
      slot = new Float64Array(totals.length);
      this.totals[this.newest] = slot;
    }
    slot.fill(0);
    slot.set(totals);
  }

  /** Events per second of the counter at `index`. A counter that is not in a snapshot was zero then. */
  rate(index: number): number {
    if (this.kept < 2) return 0;
    const short = this.since(index, SHORT_MS);
    if (short.events >= ENOUGH) return (short.events * 1000) / short.ms;
    const long = this.since(index, Number.POSITIVE_INFINITY);
    return (long.events * 1000) / Math.max(long.ms, SHORT_MS);
  }

  clear(): void {
    this.newest = -1;
    this.kept = 0;
  }

  private since(index: number, span: number): { events: number; ms: number } {
    const end = this.times[this.newest] ?? 0;
    let oldest = this.newest;
    for (let back = 1; back < this.kept; back++) {
      oldest = (this.newest - back + SNAPSHOTS) % SNAPSHOTS;
      if (end - (this.times[oldest] ?? 0) >= span) break;
    }
    const events = (this.totals[this.newest]?.[index] ?? 0) - (this.totals[oldest]?.[index] ?? 0);
    return { events: Math.max(events, 0), ms: Math.max(end - (this.times[oldest] ?? 0), 1) };
  }
}
