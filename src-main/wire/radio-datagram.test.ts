import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitsDatagram, readRadioDatagram } from './radio-datagram';

it('reads the group and the body, and nothing that is none', () => {
  expect(readRadioDatagram(Buffer.from('\u0004newsbody'))).toEqual({
    group: Buffer.from('news'),
    body: Buffer.from('body'),
  });
  expect(readRadioDatagram(Buffer.from([0]))).toEqual({ group: Buffer.alloc(0), body: Buffer.alloc(0) });
  expect(readRadioDatagram(Buffer.alloc(0))).toBeUndefined();
  expect(readRadioDatagram(Buffer.from([0x80, 1, 2]))).toBeUndefined();
  expect(readRadioDatagram(Buffer.alloc(8193))).toBeUndefined();
});

it('reads any bytes without throwing, and loses none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = readRadioDatagram(Buffer.from(bytes));
      if (read) expect(1 + read.group.length + read.body.length).toBe(bytes.length);
    }),
  );
});

it('knows what libzmq can send and take', () => {
  expect(fitsDatagram(4, 8187)).toBe(true);
  expect(fitsDatagram(4, 8188)).toBe(false);
  expect(fitsDatagram(127, 0)).toBe(true);
  expect(fitsDatagram(128, 0)).toBe(false);
  expect(fitsDatagram(0, 8192, 0)).toBe(true);
});
