import type { TreeFormat } from '../../../shared/decode/decoders';
import type { TreeNode } from '../../../shared/decode/tree';
import type { ByteRange } from '../byte-range';

/** A value of a tree as a line. */
export interface TreeRow {
  readonly node: TreeNode;
  /** The places of the node and of those around it in their parents' children, from the root's. Names the row. */
  readonly id: string;
  readonly depth: number;
  readonly open: boolean;
}

/** Values at this depth and above are open at first. */
const OPEN_DEPTH = 2;
/** A tree with more values than this begins with its first level only. */
const LARGE = 400;

/** Whether a node is open while nobody has opened or closed it. */
export function openAtFirst(depth: number, large: boolean): boolean {
  return depth < (large ? 1 : OPEN_DEPTH);
}

/** Whether there are more values than are seen at a glance. */
export function isLarge(root: TreeNode): boolean {
  let left = LARGE;
  const count = (node: TreeNode): boolean => --left < 0 || node.children.some(count);
  return count(root);
}

/**
 * The lines of a tree as it is opened.
 * @param toggled ids of rows that are the other way than at first
 */
export function treeRows(root: TreeNode, toggled: ReadonlySet<string>): readonly TreeRow[] {
  const large = isLarge(root);
  const rows: TreeRow[] = [];
  const walk = (node: TreeNode, id: string, depth: number): void => {
    const open = node.children.length > 0 && openAtFirst(depth, large) !== toggled.has(id);
    rows.push({ node, id, depth, open });
    if (open) node.children.forEach((child, index) => walk(child, `${id}.${index}`, depth + 1));
  };
  walk(root, '0', 0);
  return rows;
}

/**
 * The ids from the root down to the smallest value that has all bytes of a range, or to the one whose name they are in;
 * empty where even the root has them not.
 */
export function pathTo(root: TreeNode, range: ByteRange): readonly string[] {
  const holds = ({ from, to }: TreeNode) => from <= range.from && range.to <= to;
  if (!holds(root)) return [];
  const ids = ['0'];
  let node = root;
  for (;;) {
    const index = holder(node, range);
    const child = node.children[index];
    if (!child) return ids;
    ids.push(`${ids.at(-1)}.${index}`);
    node = child;
  }
}

/** The child that has the bytes, or, in an object, that they are in front of and behind the one before: its name. */
function holder({ type, children, from: start }: TreeNode, { from, to }: ByteRange): number {
  const index = children.findIndex((child) => to <= child.to);
  const child = children[index];
  if (!child || child.from <= from) return index;
  return type === 'object' && to <= child.from && from >= (children[index - 1]?.to ?? start + 1) ? index : -1;
}

/** The node that an id names. */
export function nodeOf(root: TreeNode, id: string): TreeNode | undefined {
  return id
    .split('.')
    .slice(1)
    .reduce<TreeNode | undefined>((node, index) => node?.children[Number(index)], root);
}

/** Where a value is, as the format's people write it: `$.orders[0]["unit price"]`, `3.1` for fields that have numbers only. */
export function pathText(root: TreeNode, id: string, format: TreeFormat): string {
  let node = root;
  let text = format === 'protobuf' ? '' : '$';
  for (const index of id.split('.').slice(1)) {
    const child = node.children[Number(index)];
    if (!child) break;
    text += stepText(node, child, format);
    node = child;
  }
  return text.replace(/^\./, '');
}

function stepText(parent: TreeNode, { key }: TreeNode, format: TreeFormat): string {
  if (key === undefined) return '';
  if (parent.type === 'array') return `[${key}]`;
  return format === 'protobuf' || /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
