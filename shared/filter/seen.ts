import { jsonSteps } from './format';

/** A place in the JSON of captured messages at which there is a value that a filter can ask for. */
export interface SeenPath {
  /** As a filter writes it: `json.items[0].name`. */
  readonly path: string;
  readonly type: SeenType;
  /** The values that were seen there, as a filter writes them, the most frequent first; none where they are many. */
  readonly values: readonly string[];
}

export type SeenType = 'number' | 'text' | 'boolean' | 'null';

/** Names in recent messages that a filter is completed from. */
export interface SeenNames {
  /** The most frequent first. */
  readonly paths: readonly SeenPath[];
  readonly topics: readonly string[];
}

export const NOTHING_SEEN: SeenNames = { paths: [], topics: [] };

/** Values of one document that are looked at, and how deep. */
const MOST_VALUES = 500;
const MOST_DEPTH = 12;

/**
 * Calls `see` for every number, text, boolean and null in a JSON document, with its place as a filter writes it. Of a list the
 * first one is taken for all; keys that a filter cannot write are left out.
 */
export function eachValue(
  document: unknown,
  see: (path: string, value: string | number | boolean | null) => void,
): void {
  let left = MOST_VALUES;
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (left <= 0 || path.length > MOST_DEPTH) return;
    if (Array.isArray(value)) {
      if (value.length > 0) walk(value[0], [...path, 0]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) if (!key.includes('"')) walk(part, [...path, key]);
    } else if (path.length > 0 && isScalar(value)) {
      left--;
      see(`json${jsonSteps(path)}`, value);
    }
  };
  walk(document, []);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

export function seenType(value: string | number | boolean | null): SeenType {
  if (value === null) return 'null';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
}
