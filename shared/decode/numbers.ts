import { ByteReader } from './byte-reader';
import { halfFloat } from './cbor-tree';
import { floatText32, floatText64 } from './number-text';

export type Endian = 'little' | 'big';

/** How a run of bytes is read as numbers. */
export const ELEMENTS = [
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float16',
  'float32',
  'float64',
] as const;
export type Element = (typeof ELEMENTS)[number];

export function elementSize(element: Element): number {
  return Number(element.replace(/\D+/, '')) / 8;
}

/** One number, with every digit. `bytes` are as many as the element has. */
export function numberText(bytes: Uint8Array, element: Element, endian: Endian): string {
  const ordered = endian === 'little' ? Uint8Array.from(bytes).reverse() : bytes;
  const reader = new ByteReader(ordered);
  switch (element) {
    case 'float16':
      return floatText64(halfFloat(Number(reader.uint(2))));
    case 'float32':
      return floatText32(reader.f32(false));
    case 'float64':
      return floatText64(reader.f64(false));
    default: {
      const value = reader.uint(ordered.length);
      return String(element.startsWith('int') ? BigInt.asIntN(ordered.length * 8, value) : value);
    }
  }
}

/** A run of bytes read as one kind of number in both orders of bytes. */
export interface NumberReading {
  /** `int32`; of odd lengths, up to eight bytes, `int24`. */
  readonly name: string;
  readonly little: string;
  /** Undefined where one byte has no order. */
  readonly big: string | undefined;
}

/** Every number that so few bytes can be: integers of up to eight bytes, floats of two, four and eight. Empty for more. */
export function numberReadings(bytes: Uint8Array): readonly NumberReading[] {
  const size = bytes.length;
  if (size === 0 || size > 8) return [];
  const read = (name: string, element: Element): NumberReading => ({
    name,
    little: numberText(bytes, element, 'little'),
    big: size === 1 ? undefined : numberText(bytes, element, 'big'),
  });
  // The elements' names say only whether they are signed here: integers are read in the length that is there.
  const integers = [read(`uint${size * 8}`, 'uint64'), read(`int${size * 8}`, 'int64')];
  if (size === 2) return [...integers, read('float16', 'float16')];
  if (size === 4) return [...integers, read('float32', 'float32')];
  return size === 8 ? [...integers, read('float64', 'float64')] : integers;
}

/** The element and order that bytes are likely to be: floats only where all of the first ones look like somebody's numbers. */
export function likelyElement(bytes: Uint8Array): { readonly element: Element; readonly endian: Endian } {
  for (const element of ['float64', 'float32'] as const) {
    for (const endian of ['little', 'big'] as const) {
      if (looksFloat(bytes, element, endian)) return { element, endian };
    }
  }
  const size = [8, 4, 2].find((width) => bytes.length % width === 0 && bytes.length <= width * 2) ?? 1;
  return { element: `uint${size * 8}` as Element, endian: 'big' };
}

/** So many numbers are looked at. */
const SAMPLE = 16;

function looksFloat(bytes: Uint8Array, element: 'float32' | 'float64', endian: Endian): boolean {
  const size = elementSize(element);
  if (bytes.length === 0 || bytes.length % size !== 0) return false;
  let zeros = 0;
  let seen = 0;
  for (let at = 0; at < bytes.length && seen < SAMPLE; at += size, seen++) {
    const value = Number(numberText(bytes.subarray(at, at + size), element, endian));
    const magnitude = Math.abs(value);
    if (value === 0) zeros++;
    else if (!(magnitude >= 1e-6 && magnitude <= 1e9)) return false;
  }
  return zeros < seen;
}
