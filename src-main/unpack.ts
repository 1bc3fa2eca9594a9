import zlib from 'node:zlib';
import type { Transform } from 'node:stream';
import { MOST_UNPACKED, type Encoding, type Unpacked } from '../shared/decode/compression';
import { fail, ok, type Result } from '../shared/result';

/**
 * Unpacks a compressed frame up to a bound. What could be read before the bytes end or make no sense is given, with `cut`;
 * it fails where nothing could be. Every coder runs in the pool of threads, so nothing else waits for it.
 */
export function unpack(encoding: Encoding, bytes: Uint8Array): Promise<Result<Unpacked>> {
  const coder = coderFor(encoding);
  if (!coder) {
    const message = `${encoding} cannot be unpacked here: the Node in this Electron does not have it. Use a newer Electron.`;
    return Promise.resolve(fail({ code: 'unpack-missing', message, values: { encoding } }));
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (cut: boolean, reason?: string): void => {
      coder.destroy();
      if (size === 0 && reason !== undefined) {
        const message = `These bytes are not ${encoding}: ${reason}.`;
        resolve(fail({ code: 'unpack-invalid', message, values: { encoding, reason } }));
      } else resolve(ok({ bytes: Uint8Array.from(Buffer.concat(chunks).subarray(0, MOST_UNPACKED)), cut }));
    };
    coder.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_UNPACKED) finish(true);
    });
    coder.on('end', () => finish(false));
    coder.on('error', (error) => finish(true, error.message));
    coder.end(bytes);
  });
}

function coderFor(encoding: Encoding): Transform | undefined {
  switch (encoding) {
    case 'gzip':
      return zlib.createGunzip();
    case 'zlib':
      return zlib.createInflate();
    case 'deflate':
      return zlib.createInflateRaw();
    case 'brotli':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return zstdCoder();
  }
}

/** Node has it from 22.15 on; the types here are those of the oldest Node that the app runs on. */
function zstdCoder(): Transform | undefined {
  const create: unknown = Reflect.get(zlib, 'createZstdDecompress');
  return typeof create === 'function' ? (create as () => Transform)() : undefined;
}
