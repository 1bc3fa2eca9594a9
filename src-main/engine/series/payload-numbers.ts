import { KIND_MESSAGE } from '../../../shared/traffic/flow';
import type { NumbersAnswer, NumbersQuery } from '../../../shared/traffic/series';
import { jsonPath } from '../../../shared/filter/json-path';
import { JsonFrames } from '../../capture/filter/json-frames';
import { valueAt } from '../../capture/filter/json-values';
import type { CaptureRing } from '../../capture/ring';
import { kindOf } from '../../capture/row-reader';

/** Points that are kept; when full, each two that follow on one another are put together. */
const MOST_POINTS = 2048;
/** Items looked at between two looks at the clock. */
const ITEMS_PER_LOOK = 64;

/**
 * The numbers at one place in the JSON of captured messages, in the order in which they came. Each question looks at more of
 * them, for a few milliseconds. Points that had to be put together have the lowest and the highest number of theirs.
 */
export class PayloadNumbers {
  private readonly path: readonly (string | number)[] | undefined;
  private readonly flows: ReadonlySet<number> | undefined;
  private readonly documents: JsonFrames;
  private readonly times = new Float64Array(MOST_POINTS);
  private readonly low = new Float64Array(MOST_POINTS);
  private readonly high = new Float64Array(MOST_POINTS);
  private count = 0;
  /** Numbers that each point but the last stands for. */
  private perPoint = 1;
  private inLast = 0;
  private cursor = 1;
  private epoch: number;
  private readonly seen = { numbers: 0, others: 0, absent: 0, gaveWay: 0 };

  constructor(
    private readonly ring: CaptureRing,
    readonly query: NumbersQuery,
  ) {
    this.path = jsonPath(query.path);
    this.flows = query.flows === 'all' ? undefined : new Set(query.flows);
    this.documents = new JsonFrames(ring);
    this.epoch = ring.epoch;
  }

  /** Looks at captured messages for about `budgetMs`, and says what was found until now. */
  read(budgetMs: number): NumbersAnswer {
    const complete = this.advance(budgetMs);
    return {
      times: this.times.slice(0, this.count),
      low: this.low.slice(0, this.count),
      high: this.high.slice(0, this.count),
      ...this.seen,
      complete,
    };
  }

  private advance(budgetMs: number): boolean {
    const { ring, path } = this;
    if (!path) return true;
    if (this.epoch !== ring.epoch) {
      // What was found before the capture was cleared stays: only the places of the items begin anew.
      this.epoch = ring.epoch;
      this.cursor = 1;
    }
    if (this.cursor < ring.firstSeq) {
      this.seen.gaveWay += ring.firstSeq - this.cursor;
      this.cursor = ring.firstSeq;
    }
    this.documents.forget();
    const until = performance.now() + budgetMs;
    while (this.cursor < ring.nextSeq) {
      const end = Math.min(this.cursor + ITEMS_PER_LOOK, ring.nextSeq);
      for (; this.cursor < end; this.cursor++) this.look(this.cursor, path);
      if (performance.now() >= until) break;
    }
    return this.cursor >= ring.nextSeq;
  }

  private look(seq: number, path: readonly (string | number)[]): void {
    const { ring, flows, seen } = this;
    if (kindOf(ring.metaOf(seq)) !== KIND_MESSAGE || (flows && !flows.has(ring.flowOf(seq)))) return;
    const values = this.documents.documentsOf(seq).flatMap((document) => valueAt(document, path) ?? []);
    const number = values.find((value) => typeof value === 'number');
    if (typeof number === 'number') {
      seen.numbers++;
      this.add(ring.timeOf(seq), number);
    } else if (values.length > 0) seen.others++;
    else seen.absent++;
  }

  private add(t: number, value: number): void {
    const last = this.count - 1;
    if (last >= 0 && this.inLast < this.perPoint) {
      this.low[last] = Math.min(this.low[last]!, value);
      this.high[last] = Math.max(this.high[last]!, value);
      this.inLast++;
      return;
    }
    if (this.count === MOST_POINTS) this.halve();
    this.times[this.count] = t;
    this.low[this.count] = value;
    this.high[this.count] = value;
    this.count++;
    this.inLast = 1;
  }

  private halve(): void {
    this.count = MOST_POINTS / 2;
    for (let index = 0; index < this.count; index++) {
      this.times[index] = this.times[index * 2]!;
      this.low[index] = Math.min(this.low[index * 2]!, this.low[index * 2 + 1]!);
      this.high[index] = Math.max(this.high[index * 2]!, this.high[index * 2 + 1]!);
    }
    this.perPoint *= 2;
  }
}
