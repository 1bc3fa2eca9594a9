import { expect, test } from 'vitest';
import { utf8 } from '../../../shared/bytes';
import { readJson } from '../../../shared/decode/json-tree';
import type { TreeNode } from '../../../shared/decode/tree';
import { isLarge, nodeOf, pathText, pathTo, treeRows } from './tree-rows';

function tree(text: string): TreeNode {
  const { root } = readJson(utf8(text));
  if (!root) throw new Error('not JSON');
  return root;
}

const TEXT = '{"orders": [{"unit price": 5, "id": 7}], "x": "y"}';
const ORDERS = tree(TEXT);

test('the first levels are open, deeper ones when they are opened', () => {
  const keys = (toggled: string[]) => treeRows(ORDERS, new Set(toggled)).map(({ node }) => node.key);
  expect(keys([])).toEqual([undefined, 'orders', '0', 'x']);
  expect(keys(['0.0.0'])).toEqual([undefined, 'orders', '0', 'unit price', 'id', 'x']);
  expect(keys(['0.0'])).toEqual([undefined, 'orders', 'x']);
});

test('the smallest value with the marked bytes is found, with what is around it', () => {
  const at = TEXT.indexOf('7');
  expect(pathTo(ORDERS, { from: at, to: at + 1 })).toEqual(['0', '0.0', '0.0.0', '0.0.0.1']);
  expect(pathTo(ORDERS, { from: 1, to: at })).toEqual(['0']);
  expect(pathTo(ORDERS, { from: 0, to: 1000 })).toEqual([]);
});

test('the bytes of a name belong to its value', () => {
  const at = TEXT.indexOf('id');
  expect(pathTo(ORDERS, { from: at, to: at + 2 })).toEqual(['0', '0.0', '0.0.0', '0.0.0.1']);
  expect(pathTo(ORDERS, { from: at, to: at + 6 })).toEqual(['0', '0.0', '0.0.0']);
  expect(pathTo(ORDERS, { from: 0, to: 1 })).toEqual(['0']);
  expect(pathTo(ORDERS, { from: TEXT.length - 1, to: TEXT.length })).toEqual(['0']);
});

test('a path is written as people write it', () => {
  expect(pathText(ORDERS, '0.0.0.0', 'json')).toBe('$.orders[0]["unit price"]');
  expect(nodeOf(ORDERS, '0.0.0.0')?.text).toBe('5');
  expect(pathText(ORDERS, '0', 'json')).toBe('$');
});

test('a tree of many values begins with its first level', () => {
  const many = tree(JSON.stringify({ list: Array.from({ length: 1000 }, (_, n) => n), n: 1 }));
  expect(isLarge(many)).toBe(true);
  expect(treeRows(many, new Set())).toHaveLength(3);
});
