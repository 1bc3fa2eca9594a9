import { diffArrays } from 'diff';
import { hex } from '../bytes';

/** A frame of one message beside its counterpart in the other; numbers are the frames' places. */
export type FramePair =
  | { readonly type: 'same' | 'changed'; readonly left: number; readonly right: number }
  | { readonly type: 'removed'; readonly left: number }
  | { readonly type: 'added'; readonly right: number };

/**
 * Puts the frames of two messages side by side: equal ones first, then those between them one by one, so that one that was
 * added in front does not make every other one look changed.
 */
export function alignFrames(left: readonly Uint8Array[], right: readonly Uint8Array[]): readonly FramePair[] {
  const pairs: FramePair[] = [];
  let one = 0;
  let other = 0;
  let removed = 0;
  for (const part of diffArrays(left.map(keyOf), right.map(keyOf))) {
    const count = part.value.length;
    if (part.removed) {
      removed = count;
      continue;
    }
    if (part.added) {
      pairs.push(...between(one, removed, other, count));
      one += removed;
      other += count;
      removed = 0;
      continue;
    }
    pairs.push(...between(one, removed, other, 0));
    one += removed;
    removed = 0;
    for (let index = 0; index < count; index++) pairs.push({ type: 'same', left: one++, right: other++ });
  }
  return [...pairs, ...between(one, removed, other, 0)];
}

function between(left: number, removed: number, right: number, added: number): FramePair[] {
  return Array.from({ length: Math.max(removed, added) }, (_, index): FramePair => {
    if (index >= removed) return { type: 'added', right: right + index };
    if (index >= added) return { type: 'removed', left: left + index };
    return { type: 'changed', left: left + index, right: right + index };
  });
}

function keyOf(bytes: Uint8Array): string {
  return hex(bytes);
}
