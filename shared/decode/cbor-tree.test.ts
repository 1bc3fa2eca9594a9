import { encode } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesFromHex, hex } from '../bytes';
import { readCbor } from './cbor-tree';
import type { TreeNode } from './tree';

const read = (digits: string) => readCbor(bytesFromHex(digits) ?? new Uint8Array(0));

/** The examples of RFC 8949, appendix A: the item, and its value as the tree's text. */
const EXAMPLES = [
  ['1818', '24'],
  ['1bffffffffffffffff', '18446744073709551615'],
  ['3bffffffffffffffff', '-18446744073709551616'],
  ['f98000', '-0'],
  ['f93c00', '1'],
  ['f90001', '5.960464477539063e-8'],
  ['f97bff', '65504'],
  ['fa47c35000', '100000'],
  ['fb3ff199999999999a', '1.1'],
  ['f97e00', 'NaN'],
  ['f4', 'false'],
  ['f7', 'undefined'],
  ['f0', 'simple(16)'],
  ['f8ff', 'simple(255)'],
  ['4401020304', '01020304'],
  ['62c3bc', 'ü'],
  ['5f42010243030405ff', '0102030405'],
  ['7f657374726561646d696e67ff', 'streaming'],
] as const;

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

function shape(node: TreeNode): unknown {
  if (node.type === 'object') return { map: node.children.map((child) => [child.key, shape(child)]) };
  if (node.type === 'array') return node.children.map(shape);
  return node.type === 'number' ? Number(node.text) + 0 : `${node.type} ${node.text}`;
}

function plain(from: unknown): unknown {
  if (from === null) return 'null null';
  if (Array.isArray(from)) return from.map(plain);
  if (from instanceof Uint8Array) return `bytes ${hex(from)}`;
  if (typeof from === 'object') return { map: Object.entries(from).map(([key, inner]) => [key, plain(inner)]) };
  // Both libraries may write -0 as the integer.
  return typeof from === 'number' ? from + 0 : `${typeof from} ${String(from)}`;
}

describe('CBOR', () => {
  test.each(EXAMPLES)('%s is %s', (digits, text) => {
    expect(read(digits)).toMatchObject({ root: { text, from: 0, to: digits.length / 2 }, fault: undefined });
  });

  test('reads what another implementation writes', () => {
    fc.assert(
      fc.property(value, (from) => {
        const { root, fault } = readCbor(encode(from));
        expect(fault).toBeUndefined();
        expect(root && shape(root)).toEqual(plain(from));
      }),
      { numRuns: 200 },
    );
  });

  test('says what a tag means and where its value is', () => {
    expect(read('c11a514b67b0').root).toMatchObject({
      note: 'tag 1 · seconds since 1970',
      children: [{ text: '1363896240', from: 1, to: 6 }],
    });
    expect(read('d9d9f7a0').root?.note).toBe('tag 55799 · CBOR');
  });

  test('reads maps and lists without a length, and keys of any kind', () => {
    expect(read('bf61610161629f0203ffff').root).toMatchObject({
      type: 'object',
      children: [
        { key: 'a', text: '1' },
        { key: 'b', type: 'array', children: [{ text: '2' }, { text: '3' }] },
      ],
    });
    expect(read('a201028201020a').root?.children.map(({ key }) => key)).toEqual(['1', '820102']);
  });

  test('says what is wrong', () => {
    expect(read('8201').fault).toEqual({ code: 'end', at: 2 });
    expect(read('1c').fault).toEqual({ code: 'invalid', at: 0 });
    expect(read('f818').fault?.code).toBe('invalid');
    expect(read('ff').fault?.code).toBe('invalid');
    expect(read('61ff').fault?.code).toBe('text');
    expect(read('9f01').fault?.code).toBe('end');
    expect(read('5f01ff').fault?.code).toBe('invalid');
    expect(read('81'.repeat(200)).fault?.code).toBe('deep');
    expect(read('bbffffffffffffffff').fault?.code).toBe('end');
  });
});
