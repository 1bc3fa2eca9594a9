/** Equality of JSON-like values: the same type, and the same fields with equal values. A field that is `undefined` counts as absent. */
export function deepEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const left = definedFields(one);
  const right = definedFields(other);
  return (
    left.size === right.size && [...left].every(([name, value]) => right.has(name) && deepEqual(value, right.get(name)))
  );
}

function definedFields(value: object): Map<string, unknown> {
  return new Map(Object.entries(value).filter(([, field]) => field !== undefined));
}
