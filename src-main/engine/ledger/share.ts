/**
 * Shares out what a socket's program has taken among those it can have come from, in proportion to what each still owes,
 * and to none more than that. Whole numbers; their sum is `count`, or all that is owed where that is less.
 */
export function share(count: number, owed: readonly number[]): number[] {
  const total = owed.reduce((sum, one) => sum + one, 0);
  if (count >= total) return [...owed];
  const exact = owed.map((one) => (one * count) / total);
  const shares = exact.map(Math.floor);
  let left = count - shares.reduce((sum, one) => sum + one, 0);
  // The largest remainders are rounded up; none of them can be owed nothing.
  const order = owed.map((_, index) => index).toSorted((one, other) => (exact[other]! % 1) - (exact[one]! % 1));
  for (const index of order) {
    if (left === 0) break;
    shares[index]!++;
    left--;
  }
  return shares;
}
