import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../bytes';
import { alignFrames } from './align';
import { bytePieces, difference } from './differences';

const options = { truncated: false, now: 0 };
const frames = (...texts: string[]) => texts.map(utf8);

describe('the frames of two messages', () => {
  test('one that was added in front leaves the others alike', () => {
    expect(alignFrames(frames('a', 'b'), frames('id', '', 'a', 'c'))).toEqual([
      { type: 'added', right: 0 },
      { type: 'added', right: 1 },
      { type: 'same', left: 0, right: 2 },
      { type: 'changed', left: 1, right: 3 },
    ]);
    expect(alignFrames(frames('a', 'b', 'c'), frames('c'))).toEqual([
      { type: 'removed', left: 0 },
      { type: 'removed', left: 1 },
      { type: 'same', left: 2, right: 0 },
    ]);
  });

  test('each frame of both is there once and in its order', () => {
    const some = fc.array(fc.constantFrom('', 'a', 'b', 'c').map(utf8), { maxLength: 8 });
    fc.assert(
      fc.property(some, some, (left, right) => {
        const pairs = alignFrames(left, right);
        expect(pairs.flatMap((pair) => ('left' in pair ? [pair.left] : []))).toEqual(left.map((_, index) => index));
        expect(pairs.flatMap((pair) => ('right' in pair ? [pair.right] : []))).toEqual(right.map((_, index) => index));
        for (const pair of pairs)
          if (pair.type === 'same') expect(left[pair.left]).toEqual(right[pair.right]);
          else if (pair.type === 'changed') expect(left[pair.left]).not.toEqual(right[pair.right]);
      }),
    );
  });
});

describe('two frames', () => {
  test('of JSON are compared value by value, with every digit', () => {
    const left = utf8('{"id": 12345678901234567890, "list": [1, 2], "old": true}');
    const right = utf8('{"list": [1, 3, {"a": 1}], "id": 12345678901234567891}');
    expect(difference(left, right, options)).toEqual({
      type: 'values',
      format: 'json',
      changes: [
        { type: 'changed', path: 'id', left: '12345678901234567890', right: '12345678901234567891' },
        { type: 'changed', path: 'list.1', left: '2', right: '3' },
        { type: 'added', path: 'list.2', left: '', right: '{1}' },
        { type: 'removed', path: 'old', left: 'true', right: '' },
      ],
    });
  });

  test('of text word by word, others byte by byte', () => {
    expect(difference(utf8('weather 21 degrees'), utf8('weather 22 degrees'), options)).toEqual({
      type: 'text',
      pieces: [
        { type: 'same', value: 'weather ' },
        { type: 'removed', value: '21' },
        { type: 'added', value: '22' },
        { type: 'same', value: ' degrees' },
      ],
    });
    expect(difference(Uint8Array.of(0, 255, 1), Uint8Array.of(0, 254, 1), options)).toMatchObject({ type: 'bytes' });
    expect(difference(utf8('{"a":1}'), utf8('{"a": 1}'), options).type).toBe('bytes');
  });

  test('what is the same or removed is the one, what is the same or added is the other', () => {
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ minLength: 2500, maxLength: 2600 }));
    fc.assert(
      fc.property(bytes, bytes, (left, right) => {
        const pieces = bytePieces(left, right);
        const join = (without: string) => pieces.flatMap(({ type, value }) => (type === without ? [] : [...value]));
        expect(join('added')).toEqual([...left]);
        expect(join('removed')).toEqual([...right]);
      }),
      { numRuns: 30 },
    );
  });
});
