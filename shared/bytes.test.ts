import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesFromBase64, bytesFromHex, hex, printableText, utf8, utf8Text } from './bytes';

describe('bytes', () => {
  it('reads back the hexadecimal digits it wrote', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void expect(bytesFromHex(hex(bytes, ' '))).toEqual(bytes)));
  });

  it('reads base64 as the platform writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = btoa(String.fromCharCode(...bytes));
        expect(bytesFromBase64(text)).toEqual(bytes);
      }),
    );
  });

  it('refuses what is no hex and no base64', () => {
    expect(bytesFromHex('abc')).toBeUndefined();
    expect(bytesFromHex('zz')).toBeUndefined();
    expect(bytesFromBase64('A')).toBeUndefined();
    expect(bytesFromBase64('A=A=')).toBeUndefined();
  });

  it('reads back the text it wrote', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(utf8Text(utf8(text))).toBe(text)));
  });

  it('calls text printable only where all of it can be shown', () => {
    expect(printableText(utf8('weather 北京\t25\n'))).toBe('weather 北京\t25\n');
    expect(printableText(new Uint8Array(0))).toBe('');
    expect(printableText(Uint8Array.of(0x41, 0))).toBeUndefined();
    expect(printableText(Uint8Array.of(0xff, 0xfe))).toBeUndefined();
  });
});

declare function btoa(text: string): string;
