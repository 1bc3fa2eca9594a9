type Test = (seq: number) => boolean;

interface Part {
  /** As a condition has it: 0 looks at numbers, up to 4 for an expression. */
  readonly cost: number;
  readonly test: Test;
}

/** Roughly how conditions of each cost compare in time, measured over messages of 64 bytes. */
const WEIGHTS = [1, 2, 12, 20, 40];
/** Items between two looks at the order. */
const PERIOD = 1024;

/** Conditions of which all must be true, or one. */
export function joined(type: 'and' | 'or', parts: readonly Part[]): Test {
  const [only] = parts;
  if (parts.length === 1 && only) return only.test;
  const order = new LearnedOrder(type === 'or', parts);
  return (seq) => order.test(seq);
}

/**
 * Asks conditions in the order that costs least: cheap ones first at the beginning, then those that decide most for their
 * cost, as they were seen to. Which of them comes first changes nothing of what they say together.
 */
class LearnedOrder {
  private readonly places: { readonly test: Test; readonly weight: number; asked: number; decided: number }[];
  private untilLook = PERIOD;

  /** @param decisive what one condition has to say to make the rest needless: true for `or`, false for `and` */
  constructor(
    private readonly decisive: boolean,
    parts: readonly Part[],
  ) {
    this.places = parts
      .map(({ test, cost }) => ({ test, weight: WEIGHTS[cost] ?? cost, asked: 0, decided: 0 }))
      .sort((one, other) => one.weight - other.weight);
  }

  test(seq: number): boolean {
    if (--this.untilLook === 0) this.look();
    const { places, decisive } = this;
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      place.asked++;
      if (place.test(seq) !== decisive) continue;
      place.decided++;
      return decisive;
    }
    return !decisive;
  }

  private look(): void {
    this.untilLook = PERIOD;
    this.places.sort((one, other) => price(one) - price(other));
    for (const place of this.places) {
      // What was long ago counts less: a capture changes as it goes on.
      place.asked /= 2;
      place.decided /= 2;
    }
  }
}

/** What a condition costs for each item that it decides; one that was never asked is taken to decide half of them. */
function price({ weight, asked, decided }: { weight: number; asked: number; decided: number }): number {
  return (weight * (asked + 2)) / (decided + 1);
}
