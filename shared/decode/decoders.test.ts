import { encode as msgpack } from '@msgpack/msgpack';
import { encode as cbor } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromHex, utf8 } from '../bytes';
import { DECODER_IDS } from './decoder-ids';
import { decodeAs, surestDecoding, type DecodeOptions } from './decoders';
import { readProtoSources } from './proto-schema';
import { MOST_DEPTH, MOST_NODES, type TreeNode } from './tree';

const options: DecodeOptions = { truncated: false, now: Date.UTC(2026, 10, 22) };
const surest = (bytes: Uint8Array, more: Partial<DecodeOptions> = {}) =>
  surestDecoding(bytes, { ...options, ...more })?.decoder;
const bytesOf = (digits: string) => bytesFromHex(digits) ?? new Uint8Array(0);
const double = (value: number) => new Uint8Array(new Float64Array([value]).buffer);

describe('a frame is read as what it most likely is', () => {
  test.each([
    ['text', utf8('weather 21.5')],
    ['text', utf8('42')],
    ['text', utf8('北京')],
    ['json', utf8('{"price": 1}')],
    ['json', utf8('[]')],
    ['msgpack', msgpack({ price: 1, name: 'a', raw: new Uint8Array([1, 2]) })],
    ['msgpack', msgpack([1, 2, 300])],
    ['cbor', cbor({ price: 1.5, name: 'a', raw: new Uint8Array([1, 2]) })],
    ['protobuf', bytesOf('0a035a4d51109601')],
    ['image', bytesOf('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489')],
    ['gzip', bytesOf('1f8b0800000000000003cb48cdc9c907008612a63605000000')],
    ['zlib', bytesOf('789ccb48cdc9c907000621021500')],
    ['zstd', bytesOf('28b52ffd0058290000414243444546')],
    ['timestamp', double(Date.UTC(2026, 5, 1) / 1000)],
    ['timestamp', bytesOf('0000019ab0000000')],
    ['number', bytesOf('00000007')],
    ['number', bytesOf('0000000000000007')],
  ])('%s', (decoder, bytes) => {
    expect(surest(bytes)).toBe(decoder);
  });

  test('and bytes that are nothing known stay bytes', () => {
    expect(surest(bytesOf('00ff41'))).toBeUndefined();
    expect(surest(new Uint8Array(0))).toBeUndefined();
  });

  test('text that the capture cut within a letter is still text; a cut map is still read to where it goes', () => {
    const text = utf8('北京');
    expect(surest(text.subarray(0, 5))).not.toBe('text');
    expect(surest(text.subarray(0, 5), { truncated: true })).toBe('text');
    const map = msgpack({ one: 1, two: 'a long text that goes on' });
    expect(surest(map.subarray(0, 12))).not.toBe('msgpack');
    expect(surestDecoding(map.subarray(0, 12), { ...options, truncated: true })).toMatchObject({
      decoder: 'msgpack',
      content: { root: { children: [{ key: 'one', text: '1' }] } },
      fault: { code: 'end' },
    });
  });

  test('a decoder that was chosen says why it cannot read the frame', () => {
    expect(decodeAs('json', utf8('{"a"'), options).fault).toEqual({ code: 'end', at: 4 });
    expect(decodeAs('image', utf8('abc'), options).fault?.code).toBe('magic');
    expect(decodeAs('timestamp', bytesOf('0102'), options).fault?.code).toBe('length');
    expect(decodeAs('text', bytesOf('ff'), options).fault?.code).toBe('text');
  });
});

describe('whatever the bytes are', () => {
  const schema = (() => {
    const text = `syntax = "proto3"; enum E { A = 0; } message M { M m = 1; repeated sint64 n = 2; string s = 3; E e = 4;
      map<int32, M> k = 5; repeated double d = 6; fixed32 f = 7; bytes b = 8; repeated E es = 9; }`;
    const read = readProtoSources([{ name: 'm.proto', text }]);
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  })();

  /** Bytes of every format, then cut and with some of them changed, besides bytes of no format. */
  const whole = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.jsonValue().map((value) => msgpack(value)),
    fc.jsonValue().map((value) => cbor(value)),
    fc.json().map(utf8),
    fc
      .array(fc.constantFrom(0x0a, 0x0b, 0x0c, 0x12, 0x08, 0x01, 0x02, 0xff, 0x81, 0x9f, 0xbf, 0xdf, 0x5b, 0x7b), {
        maxLength: 400,
      })
      .map((bytes) => Uint8Array.from(bytes)),
    fc
      .nat({ max: 65_536 })
      .chain((size) =>
        fc
          .constantFrom(0x5b, 0x81, 0x91, 0x9f, 0xa1, 0x0b, 0x00, 0x0a, 0xd8)
          .map((byte) => new Uint8Array(size).fill(byte)),
      ),
  );
  const hurt = fc
    .tuple(whole, fc.nat(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }))
    .map(([bytes, end, changes]) => {
      const copy = bytes.slice(0, end % 3 === 0 ? end % (bytes.length + 1) : bytes.length);
      for (const [at, byte] of changes) if (copy.length > 0) copy[at % copy.length] = byte;
      return copy;
    });

  /** Fails where a value does not lie within the bytes or too deep, or where there are too many. */
  function expectMeasured(root: TreeNode, size: number): void {
    let nodes = 0;
    let level: readonly TreeNode[] = [root];
    for (let depth = 0; level.length > 0; depth++) {
      expect(depth).toBeLessThanOrEqual(MOST_DEPTH + 1);
      expect(level.filter(({ from, to }) => !(from >= 0 && to >= from && to <= size))).toEqual([]);
      nodes += level.length;
      level = level.flatMap(({ children }) => children);
    }
    expect(nodes).toBeLessThanOrEqual(MOST_NODES + 1);
  }

  test.each([0x5b, 0x81, 0x91, 0x9f, 0x0b, 0x00, 0x08, 0x0a, 0xd8, 0x61])('64 KiB of the byte %i', (byte) => {
    const bytes = new Uint8Array(65_536).fill(byte);
    for (const decoder of DECODER_IDS) {
      const { content } = decodeAs(decoder, bytes, options);
      if (content?.type === 'tree') expectMeasured(content.root, bytes.length);
    }
    expect(surest(bytes) === 'text').toBe([0x5b, 0x61, 0x0a].includes(byte));
  });

  test('no decoder throws; trees are bounded, and their values lie within the bytes', () => {
    fc.assert(
      fc.property(hurt, fc.boolean(), fc.boolean(), (bytes, truncated, typed) => {
        const chosen = { ...options, truncated, ...(typed ? { schema, message: 'M' } : {}) };
        for (const decoder of DECODER_IDS) {
          const { content, confidence, fault } = decodeAs(decoder, bytes, chosen);
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(content !== undefined || fault !== undefined).toBe(true);
          if (content?.type === 'tree') expectMeasured(content.root, bytes.length);
        }
        expect(surestDecoding(bytes, chosen)?.fault?.code ?? 'end').toBe('end');
      }),
      { numRuns: 400 },
    );
  });
});
