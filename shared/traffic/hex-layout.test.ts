import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { bytesPerLine, characterRange, hexLineCount, offsetText, textCells } from './hex-layout';

test('an empty frame has no line, and a full line does not begin another', () => {
  expect(hexLineCount(0, 16)).toBe(0);
  expect(hexLineCount(16, 16)).toBe(1);
  expect(hexLineCount(17, 16)).toBe(2);
});

test('offsets are in hexadecimal and as wide as the last one needs', () => {
  expect(offsetText(0, 16, 10)).toBe('0000');
  expect(offsetText(2, 16, 100)).toBe('0020');
  expect(offsetText(1, 8, 0x12345)).toBe('00008');
});

test('ASCII is shown as it is, and controls as dots', () => {
  expect(textCells(utf8('Hi\n\0!'), 0, 5)).toEqual(['H', 'i', '·', '·', '!']);
});

test('a character of several bytes stands at its first byte', () => {
  expect(textCells(utf8('a天b'), 0, 5)).toEqual(['a', '天', '', '', 'b']);
});

test('a character cut by the end of a line is not shown again on the next', () => {
  const bytes = utf8('ab天c');
  expect(textCells(bytes, 0, 4)).toEqual(['a', 'b', '天', '']);
  expect(textCells(bytes, 4, 6)).toEqual(['', 'c']);
});

test('bytes that are no UTF-8 are dots, one each', () => {
  expect(textCells(Uint8Array.of(0xff, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80), 0, 7)).toEqual([
    '·',
    '·',
    '·',
    '(',
    '·',
    '·',
    '·',
  ]);
});

test('pointing at any byte of a character means the whole of it', () => {
  const bytes = utf8('a天b');
  expect(characterRange(bytes, 0)).toEqual([0, 0]);
  expect([1, 2, 3].map((index) => characterRange(bytes, index))).toEqual([
    [1, 3],
    [1, 3],
    [1, 3],
  ]);
  expect(characterRange(Uint8Array.of(0x80, 0x80), 1)).toEqual([1, 1]);
});

test('a narrow place has eight bytes a line, a wide one sixteen', () => {
  expect(bytesPerLine(72, 100)).toBe(8);
  expect(bytesPerLine(73, 100)).toBe(16);
});

test('lines one after another show the same as the whole at once, a cell a byte', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 30 }).map(utf8)),
      fc.integer({ min: 1, max: 9 }),
      (bytes, perLine) => {
        const whole = textCells(bytes, 0, bytes.length);
        expect(whole).toHaveLength(bytes.length);
        const lines: string[] = [];
        for (let at = 0; at < bytes.length; at += perLine) {
          lines.push(...textCells(bytes, at, Math.min(bytes.length, at + perLine)));
        }
        expect(lines).toEqual(whole);
      },
    ),
  );
});
