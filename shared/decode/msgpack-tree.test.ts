import { encode, ExtData } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromHex, hex } from '../bytes';
import { readMsgpack } from './msgpack-tree';
import type { TreeNode } from './tree';

const bytesOf = (digits: string) => bytesFromHex(digits) ?? new Uint8Array(0);

/** Values as the library takes them. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array(),
    fc.array(tie('any'), { maxLength: 20 }),
    fc.dictionary(fc.string({ unit: 'grapheme' }), tie('any'), { maxKeys: 20 }),
  ),
})).any;

/** A tree in the form that `plain` gives for the value it was made of. */
function shape(node: TreeNode): unknown {
  if (node.type === 'object') return { map: node.children.map((child) => [child.key, shape(child)]) };
  if (node.type === 'array') return node.children.map(shape);
  return node.type === 'number' ? Number(node.text) + 0 : `${node.type} ${node.text}`;
}

function plain(from: unknown): unknown {
  if (from === null) return 'null nil';
  if (Array.isArray(from)) return from.map(plain);
  if (from instanceof Uint8Array) return `bytes ${hex(from)}`;
  if (typeof from === 'object') return { map: Object.entries(from).map(([key, inner]) => [key, plain(inner)]) };
  // Both libraries may write -0 as the integer.
  return typeof from === 'number' ? from + 0 : `${typeof from} ${String(from)}`;
}

describe('MessagePack', () => {
  test('reads what another implementation writes, and each value is its bytes', () => {
    fc.assert(
      fc.property(value, (from) => {
        const bytes = encode(from);
        const { root, fault } = readMsgpack(bytes);
        expect(fault).toBeUndefined();
        expect(root && [root.from, root.to]).toEqual([0, bytes.length]);
        expect(root && shape(root)).toEqual(plain(from));
        const again = (node: TreeNode): void => {
          expect(shape(readMsgpack(bytes.subarray(node.from, node.to)).root ?? node)).toEqual(shape(node));
          node.children.forEach(again);
        };
        if (root) again(root);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps all digits of 64 bits', () => {
    expect(readMsgpack(bytesOf('cfffffffffffffffff')).root?.text).toBe('18446744073709551615');
    expect(readMsgpack(bytesOf('d38000000000000000')).root?.text).toBe('-9223372036854775808');
    expect(readMsgpack(bytesOf('ca3dcccccd')).root).toMatchObject({ text: '0.1', note: 'float 32' });
  });

  test('reads extensions, and timestamps as what they are', () => {
    expect(readMsgpack(encode(new Date(1_700_000_000_250))).root).toMatchObject({
      text: '2023-11-14T22:13:20.25Z',
      note: 'timestamp',
    });
    expect(readMsgpack(encode(new ExtData(5, new Uint8Array([1, 2])))).root).toMatchObject({
      text: '0102',
      note: 'ext 5',
    });
  });

  test('reads several values one after the other, and says what is wrong with others', () => {
    expect(readMsgpack(bytesOf('0102')).root).toMatchObject({
      note: 'sequence',
      children: [{ text: '1' }, { text: '2' }],
    });
    expect(readMsgpack(bytesOf('920193')).fault).toEqual({ code: 'end', at: 3 });
    expect(readMsgpack(bytesOf('9201c1')).fault).toEqual({ code: 'invalid', at: 2 });
    expect(readMsgpack(bytesOf('a1ff')).fault).toEqual({ code: 'text', at: 1 });
    expect(readMsgpack(bytesOf('dfffffffff')).fault?.code).toBe('end');
  });
});
