import { encode as msgpack } from '@msgpack/msgpack';
import { expect, it } from 'vitest';
import { utf8 } from '../../../shared/bytes';
import { surestDecoding } from '../../../shared/decode/decoders';
import { byteQuery } from '../../../shared/decode/find-bytes';
import { findInPart, inOrder } from './find-in-part';
import type { SearchPart } from './found';

function part(id: string, bytes: Uint8Array): SearchPart {
  return { id, bytes, decoding: surestDecoding(bytes, { truncated: false, now: 0 }) };
}

it('finds in bytes and in values, in one order, no more than asked', () => {
  const orders = part('0', msgpack({ id: 42, note: '42', more: [1, 42] }));
  const found = (most: number) => findInPart(orders, byteQuery('42', 'text'), '42', most).map(({ from }) => from);
  expect(found(10)).toEqual([4, 11, 20]);
  expect(found(2)).toHaveLength(2);
  expect(findInPart(orders, byteQuery('2a', 'hex'), '', 10).map(({ from }) => from)).toEqual([4, 20]);
});

it('goes through the frames in order, each with what is inside of it', () => {
  const ids = ['10', '2 gzip', '2 gzip gzip', '2', '0'].map((id) => part(id, utf8('x')));
  expect(inOrder(ids).map(({ id }) => id)).toEqual(['0', '2', '2 gzip', '2 gzip gzip', '10']);
});
