import type { ItemWriter } from '../../wire/tap';

/** Writes one item frame by frame, each body in two pieces. */
export function writeItem(writer: ItemWriter, kind: number, frames: readonly Uint8Array[], sealed = false): void {
  writer.begin(kind, sealed);
  frames.forEach((body, i) => {
    const half = body.length >> 1;
    writer.frame(body.length, i < frames.length - 1);
    writer.bytes(body, 0, half);
    writer.bytes(body, half, body.length);
  });
  writer.end();
}

/** Writes messages by one run, as the reader does for many in a chunk. */
export function writeRun(writer: ItemWriter, messages: readonly (readonly Uint8Array[])[], sealed = false): void {
  const before = 3;
  const parts: Uint8Array[] = [new Uint8Array(before)];
  const ends = new Uint32Array(messages.length);
  let at = before;
  messages.forEach((frames, m) => {
    frames.forEach((body, i) => {
      const header = Buffer.alloc(body.length < 256 ? 2 : 9);
      header[0] = (i < frames.length - 1 ? 1 : 0) | (body.length < 256 ? 0 : 2);
      if (body.length < 256) header[1] = body.length;
      else header.writeBigUInt64BE(BigInt(body.length), 1);
      parts.push(header, body);
      at += header.length + body.length;
    });
    ends[m] = at;
  });
  writer.run(Buffer.concat(parts), before, ends, messages.length, sealed);
}
