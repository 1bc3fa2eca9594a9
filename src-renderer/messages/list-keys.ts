interface KeyPlace {
  readonly first: number;
  readonly count: number;
  /** Rows that a page key moves by. */
  readonly page: number;
  /** Index of the first row that is wholly in sight: where keys begin while no row is chosen. */
  readonly top: number;
}

/** The row that a key goes to from row `from`; `undefined` where the key is none of the list's, or there is no row. */
export function keyTarget(
  key: string,
  from: number | undefined,
  { first, count, page, top }: KeyPlace,
): number | undefined {
  const last = first + count - 1;
  if (count === 0) return undefined;
  const within = (index: number) => Math.min(Math.max(index, first), last);
  switch (key) {
    case 'ArrowDown':
      return within(from === undefined ? top : from + 1);
    case 'ArrowUp':
      return within(from === undefined ? top : from - 1);
    case 'PageDown':
      return within((from ?? top) + page);
    case 'PageUp':
      return within((from ?? top) - page);
    case 'Home':
      return first;
    case 'End':
      return last;
    case 'Enter':
    case ' ':
      return within(from ?? top);
    default:
      return undefined;
  }
}
