import { printableText, utf8Text } from '../bytes';
import { ByteReader } from './byte-reader';
import { bytesScalar, fixed32, fixed64, is32, is64, readTag, readVarint, varintScalar } from './protobuf-scalars';
import type { ProtoField, ProtoMessage, ProtoSchema } from './proto-schema';
import { MOST_DEPTH, stop, TreeBuilder, type OpenNode, type Scalar, type TreeReading } from './tree';

/** How a field's value lies on the wire: the encoding page of protobuf.dev. */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const GROUP = 3;
const GROUP_END = 4;
const FIXED32 = 5;

/**
 * Reads a Protobuf message with the bytes of each field. Without a schema the fields have numbers only, and whether bytes
 * are text, a message or just bytes is a guess: text where all of it can be shown, else a message where all of it fits.
 * @param type full name of the message in the schema
 */
export function readProtobuf(bytes: Uint8Array, schema?: ProtoSchema, type?: string): TreeReading {
  const message = type === undefined ? undefined : schema?.get(type);
  if (type !== undefined && !message) return { root: undefined, fault: { code: 'type', at: 0 } };
  return new TreeBuilder().read((builder) => {
    if (bytes.length === 0 && !message) stop('empty', 0);
    const root = builder.open(undefined, { key: undefined, type: 'object', note: type ?? '', from: 0 }, 0);
    new ProtobufReader(bytes, builder, schema).fields(root, message, 0, bytes.length, 1);
    root.to = bytes.length;
  });
}

class ProtobufReader {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly builder: TreeBuilder,
    private readonly schema: ProtoSchema | undefined,
  ) {}

  /** Reads fields until `to`, or until the end of the group `group`; gives where it came to. */
  fields(
    parent: OpenNode,
    message: ProtoMessage | undefined,
    from: number,
    to: number,
    depth: number,
    group?: number,
  ): number {
    const reader = new ByteReader(this.bytes, from, to);
    while (!reader.done) {
      const at = reader.at;
      const { field, wire } = readTag(reader);
      if (wire === GROUP_END && field === group) return reader.at;
      this.field(reader, parent, at, field, wire, message?.get(field), depth);
    }
    if (group !== undefined) stop('end', to);
    return reader.at;
  }

  private field(
    reader: ByteReader,
    parent: OpenNode,
    from: number,
    field: number,
    wire: number,
    declared: ProtoField | undefined,
    depth: number,
  ): void {
    const { builder } = this;
    const key = declared?.name ?? String(field);
    const add = (scalar: Scalar): void => {
      const noted = { ...scalar, note: noteOf(field, scalar.note, declared) };
      builder.leaf(parent, key, noted, from, reader.at);
    };
    switch (wire) {
      case VARINT:
        return add(varintScalar(readVarint(reader), declared));
      case FIXED64:
        return add(fixed64(reader, declared));
      case FIXED32:
        return add(fixed32(reader, declared));
      case BYTES:
        return this.lengthDelimited(reader, parent, from, field, declared, depth);
      case GROUP: {
        const note = noteOf(field, 'group', declared);
        const node = builder.open(parent, { key, type: 'object', note, from }, depth);
        const inner = declared?.message === undefined ? undefined : this.schema?.get(declared.message);
        reader.at = this.fields(node, inner, reader.at, reader.end, depth + 1, field);
        node.to = reader.at;
        return undefined;
      }
      default:
        return stop('invalid', from);
    }
  }

  private lengthDelimited(
    reader: ByteReader,
    parent: OpenNode,
    from: number,
    field: number,
    declared: ProtoField | undefined,
    depth: number,
  ): void {
    const { builder } = this;
    const length = readVarint(reader);
    const at = reader.at;
    if (length > BigInt(reader.end - at)) stop('end', reader.end);
    const value = reader.take(Number(length));
    const key = declared?.name ?? String(field);
    const place = { key, from, to: reader.at };
    const inner = declared?.message === undefined ? undefined : this.schema?.get(declared.message);
    const note = (scalar: string) => noteOf(field, scalar, declared);
    const add = (scalar: Scalar): void =>
      builder.leaf(parent, key, { ...scalar, note: note(scalar.note) }, from, reader.at);
    const asMessage = (): void => {
      const node = builder.open(parent, { key, type: 'object', note: note('message'), from }, depth);
      this.fields(node, inner, at, reader.at, depth + 1);
      node.to = reader.at;
    };
    if (declared) {
      if (declared.type === 'string') {
        const text = utf8Text(value);
        return add(text === undefined ? bytesScalar(value) : { type: 'string', text, note: '' });
      }
      if (declared.type === 'bytes') return add(bytesScalar(value));
      if (inner) return asMessage();
      return this.packed(parent, { ...place, note: note('packed') }, declared, at, depth);
    }
    const text = printableText(value);
    if (text !== undefined) return add({ type: 'string', text, note: 'text' });
    return depth < MOST_DEPTH && isMessage(this.bytes, at, reader.at) ? asMessage() : add(bytesScalar(value));
  }

  /** Numbers of a repeated field that lie one after the other. */
  private packed(
    parent: OpenNode,
    place: { key: string; from: number; to: number; note: string },
    declared: ProtoField,
    at: number,
    depth: number,
  ): void {
    const { key, from, to, note } = place;
    const node = this.builder.open(parent, { key, type: 'array', note, from }, depth);
    const reader = new ByteReader(this.bytes, at, to);
    while (!reader.done) {
      const begin = reader.at;
      const scalar = is64(declared.type)
        ? fixed64(reader, declared)
        : is32(declared.type)
          ? fixed32(reader, declared)
          : varintScalar(readVarint(reader), declared);
      const index = String(node.children.length);
      this.builder.leaf(node, index, scalar, begin, reader.at);
    }
    node.to = to;
  }
}

/** True where bytes are fields to their very end, without looking into them. */
function isMessage(bytes: Uint8Array, from: number, to: number): boolean {
  const { fault } = new TreeBuilder().read(() => {
    const reader = new ByteReader(bytes, from, to);
    const groups: number[] = [];
    while (!reader.done) {
      const { field, wire } = readTag(reader);
      if (wire === GROUP) groups.push(field);
      else if (wire === GROUP_END && groups.pop() === field) continue;
      else if (wire === VARINT) readVarint(reader);
      else if (wire === FIXED64) reader.take(8);
      else if (wire === FIXED32) reader.take(4);
      else if (wire === BYTES) reader.take(Number(readVarint(reader)));
      else stop('invalid', reader.at);
    }
    if (groups.length > 0) stop('end', to);
  });
  return fault === undefined && to > from;
}

function noteOf(field: number, scalar: string, declared: ProtoField | undefined): string {
  const type = declared && (declared.message ?? declared.type);
  return [type, `field ${field}`, type === undefined || scalar.startsWith('=') ? scalar : '']
    .filter(Boolean)
    .join(' · ');
}
