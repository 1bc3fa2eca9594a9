import { ITEM_HEADER } from './capture-file';

/** Items as an `ITEM` (capture-file.ts) has them, read in place: one place in each column for each item. */
export interface ItemColumns {
  readonly times: Float64Array;
  readonly flows: Uint32Array;
  readonly connections: Uint32Array;
  readonly lengths: Uint32Array;
  readonly metas: Uint8Array;
  /** The records behind one another. */
  readonly records: Uint8Array;
}

/** Where the columns of `count` items begin in their section. */
export function columnPlaces(count: number) {
  const flows = ITEM_HEADER + count * 8;
  const connections = flows + count * 4;
  const lengths = connections + count * 4;
  const metas = lengths + count * 4;
  return { flows, connections, lengths, metas, records: metas + count };
}

/** The columns of a section that was written by this app, or was checked. Its bytes are little-endian, as every processor here is. */
export function columnsOf(content: Uint8Array): ItemColumns {
  // Numbers can be read in place only where they are aligned.
  const { buffer, byteOffset } = content.byteOffset % 8 === 0 ? content : new Uint8Array(content);
  const count = new DataView(buffer, byteOffset).getUint32(0, true);
  const at = columnPlaces(count);
  return {
    times: new Float64Array(buffer, byteOffset + ITEM_HEADER, count),
    flows: new Uint32Array(buffer, byteOffset + at.flows, count),
    connections: new Uint32Array(buffer, byteOffset + at.connections, count),
    lengths: new Uint32Array(buffer, byteOffset + at.lengths, count),
    metas: new Uint8Array(buffer, byteOffset + at.metas, count),
    records: new Uint8Array(buffer, byteOffset + at.records, content.length - at.records),
  };
}
