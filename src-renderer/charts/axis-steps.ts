/** From one text of an axis to the next: what can be written in the few digits that there is room for, without rounding. */
export const VALUE_STEPS = decades(-1, 12);
/** The same where there is nothing between two whole numbers. */
export const WHOLE_STEPS = decades(0, 12);
/** Seconds: below a minute decimal, from there on as a clock is read. */
export const TIME_STEPS = [
  ...decades(-3, 0),
  10,
  20,
  30,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 5, 10, 24].map((hours) => hours * 3600),
];

/** Digits behind the point that texts need that are so far apart, in seconds. */
export function digitsOf(step: number): number {
  return step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step) - 1e-9));
}

/** 1, 2 and 5 times each power of ten, from the first to the last. */
function decades(first: number, last: number): number[] {
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return powers.flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)));
}
