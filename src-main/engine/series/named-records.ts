/** Those that there are of the numbers, each once. */
export function chosen<Item>(all: readonly (Item | undefined)[], which: readonly number[] | 'all'): [number, Item][] {
  const numbers = which === 'all' ? all.keys() : new Set(which);
  return [...numbers].flatMap((number): [number, Item][] => {
    const item = all[number];
    return item === undefined ? [] : [[number, item]];
  });
}

/** An object with one value for each name. */
export function record<Name extends string, Value>(
  names: readonly Name[],
  make: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;
}
