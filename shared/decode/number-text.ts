/** A 32-bit float with as few digits as tell it from every other one, as a C program would print it shortest. */
export function floatText32(value: number): string {
  if (!Number.isFinite(value)) return floatText64(value);
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return floatText64(Number(text));
  }
  return floatText64(value);
}

/** A 64-bit float; `-0` keeps its sign. */
export function floatText64(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
