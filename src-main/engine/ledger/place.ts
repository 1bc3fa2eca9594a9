import type { SocketKey } from '../../../shared/topology/topology';
import type { FlowId } from '../../../shared/traffic/flow';
import { LOSS_CAUSES, type Known, type LossCause, type LossRow } from '../../../shared/traffic/losses';

/** Number of a cause in the typed arrays of a place, and in a captured loss. */
export const CAUSE = Object.fromEntries(LOSS_CAUSES.map((cause, index) => [cause, index])) as Readonly<
  Record<LossCause, number>
>;

/** Captured items remembered of each cause at one place; the oldest make room. */
const MOST_EXAMPLES = 20;

/** What was lost at one place: by a socket, or by a socket over one cable. Counting allocates nothing. */
export class Place {
  private readonly exact = new Float64Array(LOSS_CAUSES.length);
  private readonly inferred = new Float64Array(LOSS_CAUSES.length);
  private readonly first = new Float64Array(LOSS_CAUSES.length).fill(-1);
  private readonly last = new Float64Array(LOSS_CAUSES.length);
  private readonly examples: number[][] = LOSS_CAUSES.map(() => []);

  constructor(
    readonly socket: SocketKey,
    readonly flow: FlowId | undefined,
  ) {}

  /** @param count below 0 takes back what was counted too early */
  add(cause: number, count: number, known: Known, now: number): void {
    const counts = known === 'exact' ? this.exact : this.inferred;
    counts[cause] = Math.max(0, counts[cause]! + count);
    if (this.first[cause]! < 0) this.first[cause] = now;
    this.last[cause] = now;
  }

  example(cause: number, seq: number): void {
    const list = this.examples[cause]!;
    list.unshift(seq);
    if (list.length > MOST_EXAMPLES) list.pop();
  }

  count(cause: LossCause): number {
    return this.exact[CAUSE[cause]]! + this.inferred[CAUSE[cause]]!;
  }

  /** All that was lost here, but for what was on its way when the run was stopped. */
  get total(): number {
    let total = 0;
    for (let cause = 0; cause < LOSS_CAUSES.length; cause++) {
      if (cause !== CAUSE.stopped) total += this.exact[cause]! + this.inferred[cause]!;
    }
    return total;
  }

  /** @param oldest seq of the oldest captured item that is still kept */
  rows(oldest: number): LossRow[] {
    return LOSS_CAUSES.flatMap((cause, index) =>
      this.count(cause) === 0
        ? []
        : [
            {
              socket: this.socket,
              flow: this.flow,
              cause,
              exact: this.exact[index]!,
              inferred: this.inferred[index]!,
              first: this.first[index]!,
              last: this.last[index]!,
              examples: this.examples[index]!.filter((seq) => seq >= oldest),
            },
          ],
    );
  }
}
