import { findBytes, type ByteQuery } from '../../../shared/decode/find-bytes';
import { findValues } from '../../../shared/decode/find-values';
import type { ByteRange } from '../byte-range';
import type { SearchPart } from './found';

/**
 * Where a part has what is looked for, in the order of its bytes; at most `most` places.
 * @param text what is looked for in what was read from the bytes; '' where it is bytes only
 */
export function findInPart(
  { bytes, decoding }: SearchPart,
  query: ByteQuery,
  text: string,
  most: number,
): readonly ByteRange[] {
  const inBytes = findBytes(bytes, query, most);
  if (!decoding?.content || text === '') return inBytes;
  const inValues = findValues(decoding.content, bytes, text, inBytes, most - inBytes.length);
  return [...inBytes, ...inValues].sort((one, other) => one.from - other.from);
}

/** Parts as one reads them: frame by frame, what is inside of one after it. */
export function inOrder(parts: readonly SearchPart[]): readonly SearchPart[] {
  const place = ({ id }: SearchPart) => {
    const [frame = '', ...inside] = id.split(' ');
    return [Number(frame), inside.length] as const;
  };
  return [...parts].sort((one, other) => {
    const [frame, depth] = place(one);
    const [otherFrame, otherDepth] = place(other);
    return frame - otherFrame || depth - otherDepth;
  });
}
