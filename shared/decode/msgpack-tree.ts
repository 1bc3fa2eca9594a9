import { hex, utf8Text } from '../bytes';
import { ByteReader } from './byte-reader';
import { floatText32, floatText64 } from './number-text';
import { MOST_DEPTH, stop, TreeBuilder, type OpenNode, type Scalar, type TreeReading } from './tree';

/** A list or map with its number of members. */
interface Container {
  readonly type: 'array' | 'object';
  readonly note: string;
  readonly count: number;
}

/**
 * Reads MessagePack (the specification of msgpack.org) with the bytes of each value. Several values one after the other
 * are members of one list with the note `sequence`, unless only one is wanted.
 */
export function readMsgpack(bytes: Uint8Array, one = false): TreeReading {
  if (bytes.length === 0) return { root: undefined, fault: { code: 'empty', at: 0 } };
  const reader = new ByteReader(bytes);
  const first = new TreeBuilder().read((builder) => readValue(reader, builder, undefined, undefined, 0));
  if (first.fault || reader.done) return first;
  if (one) return { root: first.root, fault: { code: 'rest', at: reader.at } };
  return new TreeBuilder().read((builder) => {
    const all = new ByteReader(bytes);
    const sequence = builder.open(undefined, { key: undefined, type: 'array', note: 'sequence', from: 0 }, 0);
    while (!all.done) readValue(all, builder, sequence, String(sequence.children.length), 1);
    sequence.to = all.at;
  });
}

function readValue(
  reader: ByteReader,
  builder: TreeBuilder,
  parent: OpenNode | undefined,
  key: string | undefined,
  depth: number,
): void {
  const from = reader.at;
  const value = readHead(reader);
  if (!('count' in value)) {
    builder.leaf(parent, key, value, from, reader.at);
    return;
  }
  const { type, note, count } = value;
  const node = builder.open(parent, { key, type, note, from }, depth);
  for (let index = 0; index < count; index++) {
    readValue(reader, builder, node, type === 'array' ? String(index) : readKey(reader, depth), depth + 1);
  }
  node.to = reader.at;
}

/** The key of a map's member as text: any value may be one. */
function readKey(reader: ByteReader, depth: number): string {
  const from = reader.at;
  const key = readHead(reader);
  if (!('count' in key)) return key.text;
  if (depth > MOST_DEPTH) stop('deep', from);
  for (let left = key.count * (key.type === 'object' ? 2 : 1); left > 0; left--) readKey(reader, depth + 1);
  return hex(reader.bytes.subarray(from, Math.min(reader.at, from + 32)));
}

/** Reads one value, of a list or map only its beginning. */
function readHead(reader: ByteReader): Scalar | Container {
  const first = reader.u8();
  if (first <= 0x7f) return number(first, 'fixint');
  if (first <= 0x8f) return { type: 'object', note: 'fixmap', count: first & 0x0f };
  if (first <= 0x9f) return { type: 'array', note: 'fixarray', count: first & 0x0f };
  if (first <= 0xbf) return string(reader, first & 0x1f, 'fixstr');
  if (first >= 0xe0) return number(first - 256, 'fixint');
  switch (first) {
    case 0xc0:
      return { type: 'null', text: 'nil', note: '' };
    case 0xc2:
    case 0xc3:
      return { type: 'boolean', text: String(first === 0xc3), note: '' };
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return binary(reader.take(reader.count(WIDTHS[first - 0xc4] ?? 4)), `bin ${8 << (first - 0xc4)}`);
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return extension(reader, reader.count(WIDTHS[first - 0xc7] ?? 4));
    case 0xca:
      return number(floatText32(reader.f32(false)), 'float 32');
    case 0xcb:
      return number(floatText64(reader.f64(false)), 'float 64');
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf: {
      const size = 1 << (first - 0xcc);
      return number(size === 8 ? reader.uint(8) : reader.count(size), `uint ${size * 8}`);
    }
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3: {
      const size = 1 << (first - 0xd0);
      return number(BigInt.asIntN(size * 8, reader.uint(size)), `int ${size * 8}`);
    }
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
      return extension(reader, 1 << (first - 0xd4));
    case 0xd9:
    case 0xda:
    case 0xdb:
      return string(reader, reader.count(WIDTHS[first - 0xd9] ?? 4), `str ${8 << (first - 0xd9)}`);
    case 0xdc:
    case 0xdd:
      return { type: 'array', note: `array ${first === 0xdc ? 16 : 32}`, count: reader.count(first === 0xdc ? 2 : 4) };
    case 0xde:
    case 0xdf:
      return { type: 'object', note: `map ${first === 0xde ? 16 : 32}`, count: reader.count(first === 0xde ? 2 : 4) };
    default:
      return stop('invalid', reader.at - 1);
  }
}

const WIDTHS = [1, 2, 4] as const;

function number(value: number | bigint | string, note: string): Scalar {
  return { type: 'number', text: String(value), note };
}

function string(reader: ByteReader, size: number, note: string): Scalar {
  const from = reader.at;
  const text = utf8Text(reader.take(size));
  return { type: 'string', text: text ?? stop('text', from), note };
}

function binary(bytes: Uint8Array, note: string): Scalar {
  return { type: 'bytes', text: hex(bytes), note };
}

/** An extension; type -1 is a timestamp of 4, 8 or 12 bytes. */
function extension(reader: ByteReader, size: number): Scalar {
  const type = (reader.u8() << 24) >> 24;
  const bytes = reader.take(size);
  const time = type === -1 ? timestamp(bytes) : undefined;
  return time === undefined ? binary(bytes, `ext ${type}`) : { type: 'other', text: time, note: 'timestamp' };
}

function timestamp(bytes: Uint8Array): string | undefined {
  const reader = new ByteReader(bytes);
  let nanoseconds = 0;
  let seconds: bigint;
  if (bytes.length === 4) seconds = reader.uint(4);
  else if (bytes.length === 8) {
    const both = reader.uint(8);
    nanoseconds = Number(both >> 34n);
    seconds = both & 0x3ffffffffn;
  } else if (bytes.length === 12) {
    nanoseconds = reader.count(4);
    seconds = BigInt.asIntN(64, reader.uint(8));
  } else return undefined;
  const milliseconds = Number(seconds) * 1000;
  if (Math.abs(milliseconds) > 8.64e15 || nanoseconds > 999_999_999) return undefined;
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  return new Date(milliseconds).toISOString().replace('.000Z', `${fraction}Z`);
}
