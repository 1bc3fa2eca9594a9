import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8, utf8Text } from '../bytes';
import { readJson } from './json-tree';
import { MOST_DEPTH, type TreeNode } from './tree';

/** The value that a tree is, as `JSON.parse` would give it; the later of two equal names wins. */
function valueOf(node: TreeNode | undefined): unknown {
  switch (node?.type) {
    case 'object':
      return Object.fromEntries(node.children.map((child) => [child.key ?? '', valueOf(child)]));
    case 'array':
      return node.children.map(valueOf);
    case 'string':
      return node.text;
    default:
      return JSON.parse(node?.text ?? 'null');
  }
}

describe('JSON', () => {
  test('keeps the digits of numbers, repeated names and their order', () => {
    const { root, fault } = readJson(utf8('{"id": 12345678901234567890, "a": 1.50, "a": -0.0e+2}'));
    expect(fault).toBeUndefined();
    expect(root?.children.map(({ key, text }) => [key, text])).toEqual([
      ['id', '12345678901234567890'],
      ['a', '1.50'],
      ['a', '-0.0e+2'],
    ]);
  });

  test('knows the bytes of each value, behind letters of several bytes too', () => {
    const bytes = utf8(' {"städte": ["München", "北京", "🍺"], "n": 7} ');
    const { root } = readJson(bytes);
    const at = (node: TreeNode | undefined) => node && utf8Text(bytes.subarray(node.from, node.to));
    expect(root?.children.flatMap((child) => [child, ...child.children]).map(at)).toEqual([
      '["München", "北京", "🍺"]',
      '"München"',
      '"北京"',
      '"🍺"',
      '7',
    ]);
    expect(at(root)).toBe(utf8Text(bytes)?.trim());
  });

  test('says where it is no JSON, and keeps what came before', () => {
    expect(readJson(utf8('{"a": 1, "b" 2}'))).toMatchObject({
      root: { children: [{ key: 'a', text: '1' }] },
      fault: { code: 'syntax', at: 13 },
    });
    expect(readJson(utf8('[1, 2')).fault).toEqual({ code: 'end', at: 6 - 1 });
    expect(readJson(utf8('{} x')).fault).toEqual({ code: 'rest', at: 3 });
    expect(readJson(utf8('[1,]')).fault).toEqual({ code: 'syntax', at: 3 });
    expect(readJson(utf8('[01]')).fault?.code).toBe('syntax');
    expect(readJson(new Uint8Array([0x22, 0xff])).fault?.code).toBe('text');
    expect(readJson(utf8('['.repeat(MOST_DEPTH + 5))).fault?.code).toBe('deep');
  });

  test('takes what JSON.parse takes, with the same value, and refuses what it refuses', () => {
    const json = fc.json({ maxDepth: 8 });
    const broken = fc
      .tuple(json, fc.nat(), fc.constantFrom('', '"', ',', '}', ']', '0', '\\', 'e', ' '))
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
    fc.assert(
      fc.property(fc.oneof(json, broken), (text) => {
        let expected: unknown;
        let valid = true;
        try {
          expected = JSON.parse(text);
        } catch {
          valid = false;
        }
        const { root, fault } = readJson(utf8(text));
        expect(fault === undefined).toBe(valid);
        // A repeated `__proto__` is where the two ways of building objects differ.
        if (valid && !text.includes('__proto__')) expect(JSON.stringify(valueOf(root))).toBe(JSON.stringify(expected));
      }),
      { numRuns: 500 },
    );
  });
});
