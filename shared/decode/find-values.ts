import type { Content } from './decoders';
import { elementSize, likelyElement, numberReadings, numberText } from './numbers';
import type { TreeNode } from './tree';

interface FoundRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where what a decoder read has a text, in either case, whose bytes have it not: a number of MessagePack, a name out of a
 * .proto file, a letter that JSON escapes, a time. Each is the bytes of the value, in their order; at most `most`.
 * @param inBytes where the bytes themselves have the text, in their order: values that hold one of these are not given again
 */
export function findValues(
  content: Content,
  bytes: Uint8Array,
  text: string,
  inBytes: readonly FoundRange[],
  most: number,
): readonly FoundRange[] {
  const wanted = text.toLowerCase();
  if (wanted === '' || most <= 0) return [];
  const whole = (texts: readonly string[]) =>
    inBytes.length === 0 && texts.some((each) => each.toLowerCase().includes(wanted))
      ? [{ from: 0, to: bytes.length }]
      : [];
  switch (content.type) {
    case 'tree':
      return inTree(content.root, wanted, inBytes, most);
    case 'timestamps':
      return whole(content.readings.map((reading) => reading.text));
    case 'numbers': {
      const readings = numberReadings(bytes);
      if (readings.length > 0)
        return whole(readings.flatMap(({ little, big }) => (big === undefined ? little : [little, big])));
      return inRun(bytes, wanted, most);
    }
    case 'text':
    case 'image':
    case 'compressed':
      return [];
  }
}

function inTree(root: TreeNode, wanted: string, inBytes: readonly FoundRange[], most: number): FoundRange[] {
  const found: FoundRange[] = [];
  // `before` is where what is in front of the value ends: between the two is its name.
  const walk = (node: TreeNode, before: number): void => {
    if (found.length >= most) return;
    const named = holds(node.key, wanted) && !hasOneIn(inBytes, before, node.from);
    const valued = holds(node.text, wanted) && !hasOneIn(inBytes, node.from, node.to);
    if (named || valued) found.push({ from: node.from, to: node.to });
    let end = node.from;
    for (const child of node.children) {
      walk(child, end);
      end = child.to;
    }
  };
  walk(root, root.from);
  return found;
}

/** The numbers of a run, as the window lists them unasked. */
function inRun(bytes: Uint8Array, wanted: string, most: number): FoundRange[] {
  const { element, endian } = likelyElement(bytes);
  const size = elementSize(element);
  const found: FoundRange[] = [];
  for (let at = 0; at + size <= bytes.length && found.length < most; at += size) {
    if (numberText(bytes.subarray(at, at + size), element, endian).includes(wanted))
      found.push({ from: at, to: at + size });
  }
  return found;
}

function holds(text: string | undefined, wanted: string): boolean {
  return text !== undefined && text.toLowerCase().includes(wanted);
}

/** Whether one of the ranges lies within `[from, to)`. */
function hasOneIn(ranges: readonly FoundRange[], from: number, to: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.to ?? Infinity) <= to;
}
