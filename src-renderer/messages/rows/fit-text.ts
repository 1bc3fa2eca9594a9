/** Width of a text in pixels. */
export type Measure = (text: string) => number;

export const ELLIPSIS = '…';

/**
 * How much of a text is shown where it has so much room, in UTF-16 units: all of it, or as much as there is room for beside
 * an ellipsis. No character is cut in two.
 */
export function shownLength(text: string, room: number, measure: Measure): number {
  if (measure(text) <= room) return text.length;
  const left = room - measure(ELLIPSIS);
  let [fits, over] = [0, text.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(text.slice(0, middle)) <= left) fits = middle;
    else over = middle;
  }
  return isHighSurrogate(text.charCodeAt(fits - 1)) ? fits - 1 : fits;
}

/** Two texts side by side share what room there is: the shorter one gives what it does not need. */
export function shareRoom(room: number, one: number, other: number): readonly [number, number] {
  if (one + other <= room) return [one, other];
  const half = room / 2;
  if (one <= half) return [one, room - one];
  if (other <= half) return [room - other, other];
  return [half, half];
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
