import { diffArrays, diffWordsWithSpace } from 'diff';
import { surestDecoding, type Content, type DecodeOptions } from '../decode/decoders';
import type { TreeNode } from '../decode/tree';

/** A part of two texts or of two runs of bytes that is alike, or in one of them only. */
export interface Piece<Value> {
  readonly type: 'same' | 'removed' | 'added';
  readonly value: Value;
}

/** A value of two trees that is not alike. */
export interface ValueChange {
  readonly type: 'changed' | 'removed' | 'added';
  /** Names and places from the root, as `orders.0.price`. */
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** How two frames differ, in the way that says most about them. */
export type Difference =
  | { readonly type: 'values'; readonly format: string; readonly changes: readonly ValueChange[] }
  | { readonly type: 'text'; readonly pieces: readonly Piece<string>[] }
  | { readonly type: 'bytes'; readonly pieces: readonly Piece<Uint8Array>[] };

/** So many changes between two frames are looked for; more than that, and they are compared place by place. */
const MOST_EDITS = 400;
/** Values that differ and are listed. */
const MOST_CHANGES = 500;

/** Compares two frames: value by value where both are the same format, word by word where both are text, else byte by byte. */
export function difference(left: Uint8Array, right: Uint8Array, options: DecodeOptions): Difference {
  const one = surestDecoding(left, options)?.content;
  const other = surestDecoding(right, options)?.content;
  return valuesOf(one, other) ?? textOf(one, other) ?? { type: 'bytes', pieces: bytePieces(left, right) };
}

function valuesOf(one: Content | undefined, other: Content | undefined): Difference | undefined {
  if (one?.type !== 'tree' || other?.type !== 'tree' || one.format !== other.format) return undefined;
  const changes: ValueChange[] = [];
  compareNodes(one.root, other.root, '', changes);
  // Written differently and the same all the same (blanks, the order of members): the bytes tell more.
  return changes.length === 0 ? undefined : { type: 'values', format: one.format, changes };
}

function textOf(one: Content | undefined, other: Content | undefined): Difference | undefined {
  if (one?.type !== 'text' || other?.type !== 'text') return undefined;
  const parts = diffWordsWithSpace(one.text, other.text, { maxEditLength: MOST_EDITS });
  if (!parts) return undefined;
  return { type: 'text', pieces: parts.map(({ value, added, removed }) => ({ type: typeOf(added, removed), value })) };
}

function compareNodes(left: TreeNode, right: TreeNode, path: string, changes: ValueChange[]): void {
  if (changes.length >= MOST_CHANGES) return;
  const branches = left.type === right.type && (left.type === 'object' || left.type === 'array');
  if (!branches) {
    const [one, other] = [valueText(left), valueText(right)];
    if (one !== other) changes.push({ type: 'changed', path, left: one, right: other });
    return;
  }
  const rest = keyed(right);
  for (const [key, child] of keyed(left)) {
    const counterpart = rest.get(key);
    rest.delete(key);
    const place = path === '' ? key : `${path}.${key}`;
    if (counterpart) compareNodes(child, counterpart, place, changes);
    else if (changes.length < MOST_CHANGES)
      changes.push({ type: 'removed', path: place, left: valueText(child), right: '' });
  }
  for (const [key, child] of rest) {
    if (changes.length >= MOST_CHANGES) return;
    changes.push({ type: 'added', path: path === '' ? key : `${path}.${key}`, left: '', right: valueText(child) });
  }
}

/** Children by their names; the second of a name is `name[1]`. */
function keyed({ children }: TreeNode): Map<string, TreeNode> {
  const times = new Map<string, number>();
  return new Map(
    children.map((child) => {
      const name = child.key ?? '';
      const time = times.get(name) ?? 0;
      times.set(name, time + 1);
      return [time === 0 ? name : `${name}[${time}]`, child];
    }),
  );
}

/** A value in a line; of an object or a list only how much it has. */
function valueText({ type, text, children }: TreeNode): string {
  if (type === 'string') return JSON.stringify(text);
  if (type === 'object') return `{${children.length}}`;
  return type === 'array' ? `[${children.length}]` : text;
}

/** What two runs of bytes have in common and what not, in their order. */
export function bytePieces(left: Uint8Array, right: Uint8Array): readonly Piece<Uint8Array>[] {
  const parts = diffArrays([...left], [...right], { maxEditLength: MOST_EDITS });
  if (!parts) return placeByPlace(left, right);
  return parts.map(({ value, added, removed }) => ({ type: typeOf(added, removed), value: Uint8Array.from(value) }));
}

function placeByPlace(left: Uint8Array, right: Uint8Array): Piece<Uint8Array>[] {
  const pieces: Piece<Uint8Array>[] = [];
  const both = Math.min(left.length, right.length);
  let at = 0;
  while (at < both) {
    const from = at;
    const same = left[at] === right[at];
    while (at < both && (left[at] === right[at]) === same) at++;
    if (same) pieces.push({ type: 'same', value: left.subarray(from, at) });
    else {
      pieces.push({ type: 'removed', value: left.subarray(from, at) });
      pieces.push({ type: 'added', value: right.subarray(from, at) });
    }
  }
  if (left.length > both) pieces.push({ type: 'removed', value: left.subarray(both) });
  if (right.length > both) pieces.push({ type: 'added', value: right.subarray(both) });
  return pieces;
}

function typeOf(added: boolean | undefined, removed: boolean | undefined): Piece<unknown>['type'] {
  return added ? 'added' : removed ? 'removed' : 'same';
}
