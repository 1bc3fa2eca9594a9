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

/** Pixels between two texts of an axis at the least. */
const TEXT_ROOM = 18;

/**
 * Which values of a logarithmic axis have a text: powers of ten, 2 and 5 between them where there is room, not every one where
 * there is little.
 * @param splits 1 to 9 times each power of ten
 * @param pixels from one power of ten to the next
 */
export function logTexts(splits: readonly number[], pixels: number): (number | null)[] {
  const every = Math.max(1, Math.ceil(TEXT_ROOM / pixels));
  const digits = pixels >= 5 * TEXT_ROOM ? [1, 2, 5] : [1];
  return splits.map((value) => {
    const power = Math.floor(Math.log10(value) + 1e-9);
    return power % every === 0 && digits.includes(Math.round(value / 10 ** power)) ? value : null;
  });
}

/** Which of them have a line: all, where they are not so close that they are taken for an area. */
export function logLines(splits: readonly number[], pixels: number): (number | null)[] {
  return pixels >= 2 * TEXT_ROOM ? [...splits] : logTexts(splits, pixels);
}
