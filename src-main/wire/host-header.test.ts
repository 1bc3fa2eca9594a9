import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostHeader } from './host-header';
import { Pipe } from './pipe';
import { client, head, request } from './testing/zws-bytes';

/** What comes out behind the stage, of bytes that come in cut at these places. */
function passed(bytes: Buffer, sizes: readonly number[]): Buffer {
  const out: Buffer[] = [];
  const pipe = new Pipe({
    holding: false,
    read: (chunk, from, to) => {
      out.push(Buffer.from(chunk.subarray(from, to)));
      return to;
    },
    otherIsReady: () => undefined,
    finish: () => undefined,
  });
  pipe.insert(new HostHeader(pipe, 'example.org'));
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    pipe.receive(bytes.subarray(at, at + size));
    at += size;
  }
  return Buffer.concat(out);
}

describe('the host in the request of a WebSocket', () => {
  it('is the one that is dialled, however the request is cut, and all else stays as it is', () => {
    const after = Buffer.concat([client.ready('REQ'), client.message('Host: mine')]);
    const asked = Buffer.concat([request(), after]);
    const wanted = Buffer.concat([
      Buffer.from(request().toString('latin1').replace('Host: 127.0.0.1', 'Host: example.org'), 'latin1'),
      after,
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (sizes) => {
        expect(passed(asked, sizes).equals(wanted)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a request without it', head(['GET / HTTP/1.1', 'Upgrade: websocket'])],
    ['what is no request', Buffer.from([0xff, 0, 0, 0, 1, 0x7f, 3])],
    ['a request without end', Buffer.from(`GET / ${'x'.repeat(20_000)}`)],
  ])('%s passes as it is', (_name, bytes) => {
    expect(passed(bytes, [7]).equals(bytes)).toBe(true);
  });
});
