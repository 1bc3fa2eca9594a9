import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZ85Key, z85Decode, z85Encode } from './z85';

describe('Z85', () => {
  it('is the text of RFC 32 for its test case', () => {
    const bytes = Uint8Array.from([0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b]);
    expect(z85Encode(bytes)).toBe('HelloWorld');
    expect(z85Decode('HelloWorld')).toEqual(bytes);
  });

  it('gives back any bytes', () => {
    const words = fc.uint8Array({ maxLength: 64 }).map((bytes) => bytes.subarray(0, bytes.length - (bytes.length % 4)));
    fc.assert(
      fc.property(words, (bytes) => {
        expect(z85Decode(z85Encode(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each(['abcd', 'ab"de', '#####', 'äbcde'])('does not take %s', (text) => {
    expect(z85Decode(text)).toBeUndefined();
  });

  it('knows a key by its length', () => {
    expect(isZ85Key(z85Encode(new Uint8Array(32)))).toBe(true);
    expect(isZ85Key('HelloWorld')).toBe(false);
  });
});
