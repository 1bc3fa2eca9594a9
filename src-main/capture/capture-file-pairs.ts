import type { CaptureRing } from './ring';

/** An item of an exchange: its seq, the other one's, the latency, and what it is. */
const FIXED = 8 + 8 + 4 + 1;

/** Which items from `first` on are requests and replies, in the layout of a `pair`; none is `undefined`. */
export function pairSection({ pairs }: CaptureRing, first: number, count: number): Buffer | undefined {
  const seqs: number[] = [];
  for (let seq = first; seq < first + count; seq++) if (pairs.markOf(seq) !== 0) seqs.push(seq);
  if (seqs.length === 0) return undefined;
  const bytes = Buffer.alloc(4 + seqs.length * FIXED);
  bytes.writeUInt32LE(seqs.length, 0);
  const { others, latencies, marks } = places(seqs.length);
  seqs.forEach((seq, index) => {
    bytes.writeDoubleLE(seq, 4 + index * 8);
    bytes.writeDoubleLE(pairs.otherOf(seq), others + index * 8);
    bytes.writeFloatLE(pairs.latencyOf(seq), latencies + index * 4);
    bytes[marks + index] = pairs.markOf(seq);
  });
  return bytes;
}

/** Takes a `pair` into the ring whose items it is of. False where it cannot be one. */
export function loadPairs(ring: CaptureRing, content: Buffer): boolean {
  if (content.length < 4) return false;
  const count = content.readUInt32LE(0);
  if (content.length !== 4 + count * FIXED) return false;
  const { others, latencies, marks } = places(count);
  for (let index = 0; index < count; index++) {
    const seq = content.readDoubleLE(4 + index * 8);
    const other = content.readDoubleLE(others + index * 8);
    const latency = content.readFloatLE(latencies + index * 4);
    if (!ring.has(seq) || !Number.isSafeInteger(other) || other < 0) return false;
    if (!ring.pairs.restore(seq, other, latency, content[marks + index]!)) return false;
  }
  return true;
}

function places(count: number) {
  const others = 4 + count * 8;
  const latencies = others + count * 8;
  return { others, latencies, marks: latencies + count * 4 };
}
