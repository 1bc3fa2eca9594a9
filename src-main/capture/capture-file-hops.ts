import type { SectionSpan } from './capture-file-part';
import type { CaptureRing } from './ring';

/** A hop: where the item came from, and whether that is only likely. */
const FIXED = 8 + 8 + 1;

/** Where items from `first` on came from, those that came through a device, in the layout of a `hops`; none is `undefined`. */
export function hopSection({ hops }: CaptureRing, first: number, count: number): Buffer | undefined {
  const results: number[] = [];
  for (let seq = first; seq < first + count; seq++) if (hops.sourceOf(seq) > 0) results.push(seq);
  if (results.length === 0) return undefined;
  const bytes = Buffer.alloc(4 + results.length * FIXED);
  bytes.writeUInt32LE(results.length, 0);
  const { sources, marks } = places(results.length);
  results.forEach((seq, index) => {
    bytes.writeDoubleLE(seq, 4 + index * 8);
    bytes.writeDoubleLE(hops.sourceOf(seq), sources + index * 8);
    bytes[marks + index] = hops.isInferred(seq) ? 1 : 0;
  });
  return bytes;
}

/** Takes a `hops` into the ring whose items it is of. False where it cannot be one. */
export function loadHops(ring: CaptureRing, content: Buffer): boolean {
  if (content.length < 4) return false;
  const count = content.readUInt32LE(0);
  if (content.length !== 4 + count * FIXED) return false;
  const { sources, marks } = places(count);
  let before = 0;
  for (let index = 0; index < count; index++) {
    const result = content.readDoubleLE(4 + index * 8);
    const source = content.readDoubleLE(sources + index * 8);
    const isHop = ring.has(result) && Number.isSafeInteger(source) && source > 0 && source < result && result > before;
    if (!isHop || content[marks + index]! > 1) return false;
    ring.hops.link(source, result, content[marks + index] === 1);
    before = result;
  }
  return true;
}

/** Of each hop the seq behind the device and the one in front of it. */
export interface HopColumns {
  readonly results: Float64Array;
  readonly sources: Float64Array;
}

/** Where items of a section came from, without loading them; nothing where it cannot be a `hops` of that section. */
export function hopColumns(content: Buffer | undefined, { first, count }: SectionSpan): HopColumns {
  const hops = content && content.length >= 4 ? content.readUInt32LE(0) : 0;
  if (!content || content.length !== 4 + hops * FIXED)
    return { results: new Float64Array(), sources: new Float64Array() };
  const at = places(hops);
  const results = Float64Array.from({ length: hops }, (_, index) => content.readDoubleLE(4 + index * 8));
  const sources = Float64Array.from({ length: hops }, (_, index) => content.readDoubleLE(at.sources + index * 8));
  const isOne = results.every((seq, index) => seq >= first && seq < first + count && sources[index]! < seq);
  return isOne ? { results, sources } : { results: new Float64Array(), sources: new Float64Array() };
}

function places(count: number) {
  const sources = 4 + count * 8;
  return { sources, marks: sources + count * 8 };
}
