import type { Direction, ItemKind } from '../traffic/flow';

/** A place in the text of a filter: characters `[from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Names of the two ends of a cable, and of the cable; `*` stands for any characters. */
export const NAME_FIELDS = ['socket', 'node', 'from', 'to', 'link', 'peer'] as const;
export type NameField = (typeof NAME_FIELDS)[number];
export const NUMBER_FIELDS = ['size', 'frames', 'seq', 't', 'latency'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type JsonValue = string | number | boolean | null;

export const MARKS = ['sealed', 'truncated'] as const;
export type Mark = (typeof MARKS)[number];

/** A regular expression in RE2's syntax; flags out of `i`, `m`, `s`. */
export interface Regex {
  readonly pattern: string;
  readonly flags: string;
}

/** What is asked of the value at a place in a JSON frame. A value that is not there fits nothing. */
export type JsonTest =
  | { readonly type: 'compare'; readonly op: Comparison; readonly value: JsonValue }
  | { readonly type: 'contains'; readonly text: string }
  | ({ readonly type: 'matches' } & Regex)
  | { readonly type: 'exists' };

/** One condition. */
export type FilterTerm =
  /** Some frame holds the text; ASCII letters in either case. */
  | { readonly type: 'text'; readonly text: string }
  /** Some frame, read as UTF-8, has a part that the expression matches. */
  | ({ readonly type: 'regex' } & Regex)
  /** Some frame holds these bytes, two lower-case digits each. */
  | { readonly type: 'hex'; readonly digits: string }
  | { readonly type: 'name'; readonly field: NameField; readonly names: readonly string[] }
  | { readonly type: 'direction'; readonly direction: Direction }
  | { readonly type: 'kind'; readonly kinds: readonly ItemKind[] }
  /** The first frame of a published message begins with the text (as a subscription does), or is the text. */
  | { readonly type: 'topic'; readonly text: string; readonly exact: boolean }
  /** `size` in bytes, `t` in seconds since the run began, `latency` in milliseconds. */
  | { readonly type: 'number'; readonly field: NumberField; readonly op: Comparison; readonly value: number }
  /** Both ends included. */
  | { readonly type: 'range'; readonly field: NumberField; readonly least: number; readonly most: number }
  | { readonly type: 'json'; readonly path: readonly (string | number)[]; readonly test: JsonTest }
  /** By the clock on the wall: seconds of a day, the one given (`2026-11-22`) or the one that the run is nearest to. */
  | {
      readonly type: 'clock';
      readonly side: 'after' | 'before';
      readonly day: string | undefined;
      readonly seconds: number;
    }
  /** Requests that have a reply, or none yet. */
  | { readonly type: 'answered'; readonly answered: boolean }
  | { readonly type: 'mark'; readonly mark: Mark };

/** A filter as a tree. `and` and `or` have two parts at least. */
export type FilterNode = Span &
  (
    | FilterTerm
    | { readonly type: 'and' | 'or'; readonly parts: readonly FilterNode[] }
    | { readonly type: 'not'; readonly part: FilterNode }
  );

/** Why a text is no filter, and where. The window says it by `code`, with `values` in it. */
export interface FilterFault extends Span {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
