/** Seconds over which a rate is taken. */
const SPAN_S = 2;

interface Sample {
  readonly t: number;
  readonly count: number;
  /** The sample before: a rate is taken from one that is SPAN_S old at the least, where there is one. */
  readonly before: { readonly t: number; readonly count: number } | undefined;
}

/** Messages a second, of counters that are looked at now and then. */
export class Rates {
  private readonly samples = new Map<string, Sample>();

  of(name: string, count: number, t: number): number {
    const known = this.samples.get(name);
    if (!known || count < known.count) {
      this.samples.set(name, { t, count, before: undefined });
      return 0;
    }
    const from = known.before ?? known;
    if (t - known.t >= SPAN_S) {
      this.samples.set(name, { t, count, before: { t: known.t, count: known.count } });
    }
    return t > from.t ? (count - from.count) / (t - from.t) : 0;
  }
}
