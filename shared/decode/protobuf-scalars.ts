import { hex } from '../bytes';
import { ByteReader } from './byte-reader';
import { floatText32, floatText64 } from './number-text';
import type { ProtoField } from './proto-schema';
import { stop, type Scalar } from './tree';

const HIGHEST_FIELD = 0x1fffffff;

/** The number of the next field and how its value lies on the wire. */
export function readTag(reader: ByteReader): { readonly field: number; readonly wire: number } {
  const at = reader.at;
  const tag = readVarint(reader);
  const field = Number(tag >> 3n);
  if (field < 1 || field > HIGHEST_FIELD) stop('invalid', at);
  return { field, wire: Number(tag & 7n) };
}

/** A number of up to 64 bits, seven a byte, the least significant first. */
export function readVarint(reader: ByteReader): bigint {
  const from = reader.at;
  let small = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = reader.u8();
    small |= (byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt(small);
  }
  let value = BigInt(small);
  for (let shift = 28n; shift < 70n; shift += 7n) {
    const byte = reader.u8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return value > 0xffff_ffff_ffff_ffffn ? stop('invalid', from) : value;
  }
  return stop('invalid', from);
}

/** A varint as the declared type reads it; unsigned where none is declared. */
export function varintScalar(value: bigint, declared: ProtoField | undefined): Scalar {
  const number = (text: bigint): Scalar => ({ type: 'number', text: String(text), note: '' });
  switch (declared?.type) {
    case undefined: {
      const signed = BigInt.asIntN(64, value);
      return { type: 'number', text: String(value), note: signed < 0n ? `varint · int64 ${signed}` : 'varint' };
    }
    case 'bool':
      return { type: 'boolean', text: String(value !== 0n), note: '' };
    case 'sint32':
    case 'sint64':
      return number((value >> 1n) ^ -(value & 1n));
    case 'int32':
      return number(BigInt.asIntN(32, value));
    case 'int64':
      return number(BigInt.asIntN(64, value));
    case 'uint32':
      return number(BigInt.asUintN(32, value));
    case 'enum': {
      const code = BigInt.asIntN(32, value);
      const name = declared.values?.get(Number(code));
      return name === undefined ? number(code) : { type: 'other', text: name, note: `= ${code}` };
    }
    default:
      return number(value);
  }
}

export const is64 = (type: string): boolean => type === 'fixed64' || type === 'sfixed64' || type === 'double';
export const is32 = (type: string): boolean => type === 'fixed32' || type === 'sfixed32' || type === 'float';

export function fixed64(reader: ByteReader, declared: ProtoField | undefined): Scalar {
  const raw = reader.take(8);
  const unsigned = BigInt(`0x${hex(Uint8Array.from(raw).reverse())}`);
  const float = floatText64(new ByteReader(raw).f64(true));
  switch (declared?.type) {
    case 'double':
      return { type: 'number', text: float, note: '' };
    case 'sfixed64':
      return { type: 'number', text: String(BigInt.asIntN(64, unsigned)), note: '' };
    case undefined:
      return { type: 'number', text: String(unsigned), note: `fixed64 · double ${float}` };
    default:
      return { type: 'number', text: String(unsigned), note: '' };
  }
}

export function fixed32(reader: ByteReader, declared: ProtoField | undefined): Scalar {
  const raw = reader.take(4);
  const unsigned = BigInt(`0x${hex(Uint8Array.from(raw).reverse())}`);
  const float = floatText32(new ByteReader(raw).f32(true));
  switch (declared?.type) {
    case 'float':
      return { type: 'number', text: float, note: '' };
    case 'sfixed32':
      return { type: 'number', text: String(BigInt.asIntN(32, unsigned)), note: '' };
    case undefined:
      return { type: 'number', text: String(unsigned), note: `fixed32 · float ${float}` };
    default:
      return { type: 'number', text: String(unsigned), note: '' };
  }
}

export function bytesScalar(value: Uint8Array): Scalar {
  return { type: 'bytes', text: hex(value), note: 'bytes' };
}
