import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromHex, utf8 } from '../bytes';
import { elementSize, likelyElement, numberReadings, numberText, type Element } from './numbers';
import { timestampReadings } from './timestamps';

const bytesOf = (digits: string) => bytesFromHex(digits) ?? new Uint8Array(0);
const now = Date.UTC(2026, 10, 22);

describe('numbers', () => {
  test('are read in both orders of bytes, signed and not, as integers of odd lengths too', () => {
    expect(numberReadings(bytesOf('ff'))).toEqual([
      { name: 'uint8', little: '255', big: undefined },
      { name: 'int8', little: '-1', big: undefined },
    ]);
    expect(numberReadings(bytesOf('0102ff'))).toEqual([
      { name: 'uint24', little: '16712193', big: '66303' },
      { name: 'int24', little: '-65023', big: '66303' },
    ]);
    expect(numberReadings(bytesOf('0000803f')).at(-1)).toEqual({ name: 'float32', little: '1', big: '4.6006e-41' });
    expect(numberReadings(bytesOf('ffffffffffffffff'))[0]?.big).toBe('18446744073709551615');
    expect(numberReadings(new Uint8Array(9))).toEqual([]);
  });

  test('agree with the ones that a DataView reads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.boolean(), (bytes, little) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset);
        const endian = little ? 'little' : 'big';
        const text = (element: Element) => numberText(bytes.subarray(0, elementSize(element)), element, endian);
        expect(text('int16')).toBe(String(view.getInt16(0, little)));
        expect(text('uint32')).toBe(String(view.getUint32(0, little)));
        expect(text('int64')).toBe(String(view.getBigInt64(0, little)));
        expect(Object.is(Number(text('float64')), view.getFloat64(0, little))).toBe(true);
        expect(Object.is(Math.fround(Number(text('float32'))), view.getFloat32(0, little))).toBe(true);
      }),
    );
  });

  test('that look like measurements are taken for floats, others for integers', () => {
    expect(likelyElement(new Uint8Array(new Float32Array([1.5, 20, 3]).buffer))).toEqual({
      element: 'float32',
      endian: 'little',
    });
    expect(likelyElement(new Uint8Array(new Float64Array([1.5, 20, 3]).buffer))).toEqual({
      element: 'float64',
      endian: 'little',
    });
    expect(likelyElement(bytesOf('00000007'))).toEqual({ element: 'uint32', endian: 'big' });
    expect(likelyElement(bytesOf('000102030405'))).toMatchObject({ element: 'uint8' });
  });
});

describe('timestamps', () => {
  const first = (bytes: Uint8Array) => timestampReadings(bytes, now)[0];

  test('are found in every unit and order', () => {
    expect(first(bytesOf('6553f100'))).toMatchObject({ unit: 's', endian: 'big', text: '2023-11-14T22:13:20Z' });
    expect(first(bytesOf('00f15365'))).toMatchObject({ unit: 's', endian: 'little', text: '2023-11-14T22:13:20Z' });
    expect(first(bytesOf('0000018bcfe568fa'))).toMatchObject({ unit: 'ms', text: '2023-11-14T22:13:20.250Z' });
    const nanoseconds = 1_700_000_000_123_456_789n.toString(16).padStart(16, '0');
    expect(first(bytesOf(nanoseconds))).toMatchObject({ unit: 'ns', text: '2023-11-14T22:13:20.123456789Z' });
    const float = new Uint8Array(new Float64Array([1_700_000_000.5]).buffer);
    expect(first(float)).toMatchObject({
      unit: 's',
      as: 'float',
      endian: 'little',
      text: '2023-11-14T22:13:20.500000Z',
    });
    expect(first(utf8('1700000000'))).toMatchObject({ unit: 's', as: 'text', text: '2023-11-14T22:13:20Z' });
  });

  test('are no timestamps where nobody lived then', () => {
    expect(timestampReadings(bytesOf('00000001'), now)).toEqual([]);
    expect(timestampReadings(bytesOf('ffffffffffffffff'), now)).toEqual([]);
    expect(timestampReadings(utf8('weather'), now)).toEqual([]);
  });
});
