import { parseFilter } from './parse';

/**
 * The steps of a path as the filter language writes it behind `json`: `price`, `.items[0].price`; also with the `$` of JSON
 * path in front. Undefined where it is no path.
 */
export function jsonPath(text: string): readonly (string | number)[] | undefined {
  const rest = text.trim().replace(/^(\$|json(?=[.[]))/, '');
  if (rest === '' || /\s/.test(rest)) return undefined;
  const parsed = parseFilter(`json${/^[.[]/.test(rest) ? '' : '.'}${rest}>0`);
  return parsed.ok && parsed.value?.type === 'json' ? parsed.value.path : undefined;
}
