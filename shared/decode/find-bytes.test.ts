import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { byteQuery, findBytes } from './find-bytes';

test('text is found in either case, other letters as they are written', () => {
  const found = findBytes(utf8('Weather: WEATHER über Über'), byteQuery('weather', 'text'));
  expect(found).toEqual([
    { from: 0, to: 7 },
    { from: 9, to: 16 },
  ]);
  expect(findBytes(utf8('über Über'), byteQuery('Ü', 'text'))).toEqual([{ from: 6, to: 8 }]);
});

test('bytes are written in several ways; half a byte is waited for', () => {
  const bytes = Uint8Array.of(0, 0xff, 0x41, 0, 0xff);
  for (const typed of ['00ff', '00 FF', '0x00 0xff', '00:ff', '00ff4'])
    expect(findBytes(bytes, byteQuery(typed, 'hex'))).toHaveLength(2);
  expect(byteQuery('zz', 'hex')).toEqual({ type: 'malformed' });
  expect(byteQuery('', 'text')).toEqual({ type: 'nothing' });
  expect(byteQuery(' ', 'hex')).toEqual({ type: 'nothing' });
  expect(byteQuery('0', 'hex')).toEqual({ type: 'nothing' });
});

test('what is found is what was looked for, and nothing was passed over', () => {
  const small = fc.uint8Array({ max: 3, maxLength: 200 });
  fc.assert(
    fc.property(small, fc.uint8Array({ max: 3, minLength: 1, maxLength: 3 }), (bytes, wanted) => {
      const found = findBytes(bytes, { type: 'bytes', bytes: wanted, anyCase: false });
      for (const { from, to } of found) expect([...bytes.subarray(from, to)]).toEqual([...wanted]);
      let behind = 0;
      for (const { from, to } of [...found, { from: bytes.length, to: bytes.length }]) {
        const between = String.fromCharCode(
          ...bytes.subarray(behind, Math.min(bytes.length, from + wanted.length - 1)),
        );
        expect(between.indexOf(String.fromCharCode(...wanted))).toBe(-1);
        behind = to;
      }
    }),
  );
});
