import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MOST_UNPACKED } from '../shared/decode/compression';
import { unpack } from './unpack';

const text = Buffer.from('weather in 北京 '.repeat(40));

describe('unpacking a frame', () => {
  test.each([
    ['gzip', zlib.gzipSync(text)],
    ['zlib', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['brotli', zlib.brotliCompressSync(text)],
  ] as const)('%s gives what was compressed', async (encoding, bytes) => {
    expect(await unpack(encoding, bytes)).toEqual({ ok: true, value: { bytes: Uint8Array.from(text), cut: false } });
  });

  test('gives what there is of one that was cut, and says so', async () => {
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251));
    const packed = zlib.gzipSync(noise, { level: 1 });
    const unpacked = await unpack('gzip', packed.subarray(0, packed.length - 20));
    expect(unpacked).toMatchObject({ ok: true, value: { cut: true } });
    if (unpacked.ok) {
      expect(unpacked.value.bytes.length).toBeGreaterThan(0);
      expect(Buffer.compare(unpacked.value.bytes, noise.subarray(0, unpacked.value.bytes.length))).toBe(0);
    }
  });

  test('never gives more than its bound, however little it takes to say it', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(70_000);
    const unpacked = await unpack('gzip', bomb);
    expect(unpacked.ok && [unpacked.value.bytes.length, unpacked.value.cut]).toEqual([MOST_UNPACKED, true]);
  });

  test('says what is wrong with bytes that are nothing of the kind', async () => {
    const failed = { ok: false, error: { code: 'unpack-invalid', values: { encoding: 'gzip' } } };
    expect(await unpack('gzip', Buffer.from('hello'))).toMatchObject(failed);
    expect((await unpack('brotli', Buffer.from('hello'))).ok).toBe(false);
    expect((await unpack('deflate', Buffer.from([255, 255, 255]))).ok).toBe(false);
  });

  test('knows zstd where Node does', async () => {
    const packed = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x05, 0x29, 0, 0, 0x68, 0x65, 0x6c, 0x6c, 0x6f]);
    const unpacked = await unpack('zstd', packed);
    if ('createZstdDecompress' in zlib)
      expect(unpacked).toEqual({ ok: true, value: { bytes: Uint8Array.from(Buffer.from('hello')), cut: false } });
    else expect(unpacked).toMatchObject({ ok: false, error: { code: 'unpack-missing' } });
  });
});
