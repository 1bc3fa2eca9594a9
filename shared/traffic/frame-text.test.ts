import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { frameSnippet, readFrame } from './frame-text';

test('a frame is empty, text or bytes', () => {
  expect(readFrame(new Uint8Array(0), false)).toEqual({ type: 'empty' });
  expect(readFrame(utf8('北京 26°'), false)).toEqual({ type: 'text', text: '北京 26°' });
  expect(readFrame(Uint8Array.of(0, 1, 2), false)).toEqual({ type: 'binary' });
});

test('a JSON object is laid out without changing what it says', () => {
  const read = readFrame(utf8('{"n":12345678901234567890,"a":[],"b":{"c":[1,"x, {y}"]},"a":null}'), false);
  expect(read.type === 'json' && read.pretty).toBe(
    [
      '{',
      '  "n": 12345678901234567890,',
      '  "a": [],',
      '  "b": {',
      '    "c": [',
      '      1,',
      '      "x, {y}"',
      '    ]',
      '  },',
      '  "a": null',
      '}',
    ].join('\n'),
  );
});

test('a lone word or number, and JSON that is cut, are text', () => {
  expect(readFrame(utf8('42'), false).type).toBe('text');
  expect(readFrame(utf8('{"a":1}'), true).type).toBe('text');
  expect(readFrame(utf8('{"a":'), false).type).toBe('text');
});

test('a frame cut within a character is still text', () => {
  expect(readFrame(utf8('天气').subarray(0, 5), true)).toEqual({ type: 'text', text: '天' });
  expect(readFrame(utf8('天气').subarray(0, 5), false)).toEqual({ type: 'binary' });
});

test('a snippet is one line and says when there is more', () => {
  expect(frameSnippet(utf8('a\nb\0c'), 20)).toBe('a·b·c');
  expect(frameSnippet(utf8('abcdefgh'), 5)).toBe('abcd…');
  expect(frameSnippet(new Uint8Array(0), 5)).toBe('');
});

test('laid out JSON parses to the same', () => {
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
      const text = JSON.stringify(value);
      const read = readFrame(utf8(text), false);
      // A control that JSON leaves as it is makes the text one that cannot be shown.
      expect(read.type).toBe(/[\x7f-\x9f\ufeff\ufffd]/.test(text) ? 'binary' : 'json');
      if (read.type === 'json') expect(JSON.parse(read.pretty)).toEqual(JSON.parse(text));
    }),
  );
});
