import { hex, utf8Text } from '../bytes';
import { ByteReader } from './byte-reader';
import { floatText32, floatText64 } from './number-text';
import { MOST_DEPTH, stop, TreeBuilder, type OpenNode, type Scalar, type TreeReading } from './tree';

const BREAK = 0xff;
/** The count of an item of indefinite length. */
const UNTIL_BREAK = -1;

/**
 * Reads CBOR (RFC 8949) with the bytes of each value. Several items one after the other (RFC 8742) are members of one
 * list with the note `sequence`, unless only one is wanted. A tagged value is an object with the value as its only child.
 */
export function readCbor(bytes: Uint8Array, one = false): TreeReading {
  if (bytes.length === 0) return { root: undefined, fault: { code: 'empty', at: 0 } };
  const reader = new ByteReader(bytes);
  const first = new TreeBuilder().read((builder) => new CborReader(reader, builder).value(undefined, undefined, 0));
  if (first.fault || reader.done) return first;
  if (one) return { root: first.root, fault: { code: 'rest', at: reader.at } };
  return new TreeBuilder().read((builder) => {
    const all = new ByteReader(bytes);
    const sequence = builder.open(undefined, { key: undefined, type: 'array', note: 'sequence', from: 0 }, 0);
    const items = new CborReader(all, builder);
    while (!all.done) items.value(sequence, String(sequence.children.length), 1);
    sequence.to = all.at;
  });
}

/** The head of an item (RFC 8949 section 3): what it is, and its argument. */
interface Head {
  readonly major: number;
  readonly info: number;
  /** A `bigint` where it has eight bytes. */
  readonly argument: number | bigint;
  /** Bytes of the argument after the first byte. */
  readonly width: number;
}

class CborReader {
  constructor(
    private readonly reader: ByteReader,
    private readonly builder: TreeBuilder,
  ) {}

  value(parent: OpenNode | undefined, key: string | undefined, depth: number): void {
    const { reader } = this;
    const from = reader.at;
    const head = this.head();
    const { major, argument } = head;
    if (major === 4 || major === 5) return this.container(parent, key, from, head, depth);
    if (major === 6) {
      const node = this.builder.open(parent, { key, type: 'object', note: tagNote(argument), from }, depth);
      this.value(node, undefined, depth + 1);
      node.to = reader.at;
      return undefined;
    }
    return this.builder.leaf(parent, key, this.scalar(head, from), from, reader.at);
  }

  private container(
    parent: OpenNode | undefined,
    key: string | undefined,
    from: number,
    head: Head,
    depth: number,
  ): void {
    const { reader } = this;
    const type = head.major === 4 ? 'array' : 'object';
    const count = this.length(head);
    const note = count === UNTIL_BREAK ? 'indefinite' : '';
    const node = this.builder.open(parent, { key, type, note, from }, depth);
    for (let index = 0; count === UNTIL_BREAK ? !this.ended() : index < count; index++)
      this.value(node, type === 'array' ? String(index) : this.key(depth), depth + 1);
    node.to = reader.at;
  }

  /** The key of a map's member as text: any item may be one. */
  private key(depth: number): string {
    const { reader } = this;
    const from = reader.at;
    if (depth > MOST_DEPTH) stop('deep', from);
    const head = this.head();
    if (head.major < 4 || head.major === 7) return this.scalar(head, from).text;
    const count = head.major === 6 ? 1 : this.length(head);
    const parts = head.major === 5 ? 2 : 1;
    for (let left = count * parts; count === UNTIL_BREAK ? !this.ended() : left > 0; left--) this.key(depth + 1);
    return hex(reader.bytes.subarray(from, Math.min(reader.at, from + 32)));
  }

  private scalar(head: Head, from: number): Scalar {
    const { argument, width } = head;
    const bits = width === 0 ? '' : ` ${width * 8}`;
    switch (head.major) {
      case 0:
        return { type: 'number', text: String(argument), note: `unsigned${bits}` };
      case 1:
        return { type: 'number', text: String(-1n - BigInt(argument)), note: `negative${bits}` };
      case 2:
        return { type: 'bytes', text: hex(this.string(head)), note: 'byte string' };
      case 3:
        return { type: 'string', text: utf8Text(this.string(head)) ?? stop('text', from), note: 'text' };
      default:
        return this.simple(head, from);
    }
  }

  private simple({ info, argument, width }: Head, from: number): Scalar {
    const at = from + 1;
    switch (info) {
      case 20:
      case 21:
        return { type: 'boolean', text: String(info === 21), note: '' };
      case 22:
        return { type: 'null', text: 'null', note: '' };
      case 23:
        return { type: 'null', text: 'undefined', note: '' };
      case 25:
        return { type: 'number', text: floatText64(halfFloat(Number(argument))), note: 'float 16' };
      case 26:
        return {
          type: 'number',
          text: floatText32(new ByteReader(this.reader.bytes, at).f32(false)),
          note: 'float 32',
        };
      case 27:
        return {
          type: 'number',
          text: floatText64(new ByteReader(this.reader.bytes, at).f64(false)),
          note: 'float 64',
        };
      default:
        if (info === 31 || (width === 1 && argument < 32)) stop('invalid', from);
        return { type: 'other', text: `simple(${argument})`, note: '' };
    }
  }

  /** The bytes of a string; one of indefinite length is put together of its chunks. */
  private string(head: Head): Uint8Array {
    const { reader } = this;
    const length = this.length(head);
    if (length !== UNTIL_BREAK) return reader.take(length);
    const from = reader.at;
    const together = new Uint8Array(reader.end - from);
    let size = 0;
    while (!this.ended()) {
      const at = reader.at;
      const chunk = this.head();
      if (chunk.major !== head.major || chunk.info === 31) stop('invalid', at);
      const bytes = reader.take(this.length(chunk));
      together.set(bytes, size);
      size += bytes.length;
    }
    return together.subarray(0, size);
  }

  private length({ info, argument }: Head): number {
    // More than any payload has: reading it ends where the bytes do.
    return info === 31 ? UNTIL_BREAK : Math.min(Number(argument), 0xffffffff);
  }

  private head(): Head {
    const { reader } = this;
    const from = reader.at;
    const first = reader.u8();
    const major = first >> 5;
    const info = first & 0x1f;
    if (info < 24) return { major, info, argument: info, width: 0 };
    if (info === 31 && major >= 2 && major <= 5) return { major, info, argument: 0, width: 0 };
    if (info > 27) stop('invalid', from);
    const width = 1 << (info - 24);
    return { major, info, argument: width === 8 ? reader.uint(8) : reader.count(width), width };
  }

  /** True at the byte that ends an item of indefinite length, which is passed. */
  private ended(): boolean {
    const { reader } = this;
    if (reader.done) stop('end', reader.end);
    if (reader.bytes[reader.at] !== BREAK) return false;
    reader.at++;
    return true;
  }
}

/** Tags that say what a value means (RFC 8949 section 3.4). */
const TAGS: Readonly<Record<string, string>> = {
  '0': 'date and time',
  '1': 'seconds since 1970',
  '2': 'big number',
  '3': 'negative big number',
  '4': 'decimal fraction',
  '24': 'CBOR inside',
  '32': 'URI',
  '37': 'UUID',
  '55799': 'CBOR',
};

function tagNote(tag: number | bigint): string {
  const meaning = TAGS[String(tag)];
  return meaning === undefined ? `tag ${tag}` : `tag ${tag} · ${meaning}`;
}

/** IEEE 754 binary16: one bit of sign, five of exponent, ten of fraction. */
export function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
