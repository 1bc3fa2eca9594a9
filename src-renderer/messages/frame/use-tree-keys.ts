import type { TreeRow } from './tree-rows';

/** The keys of a tree: up, down, to the ends, into a branch and out of it. */
export function useTreeKeys(
  rows: readonly TreeRow[],
  chosen: string | undefined,
  toggle: (id: string) => void,
  choose: (row: TreeRow) => void,
): (event: React.KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.findIndex(({ id }) => id === chosen);
    const next = rowAfterKey(event.key, rows, at);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === 'toggle') toggle(rows[at]?.id ?? '0');
    else choose(next);
  };
}

/** The row that a key goes to; `toggle` where it opens or closes the one that is chosen. */
function rowAfterKey(key: string, rows: readonly TreeRow[], at: number): TreeRow | 'toggle' | undefined {
  const row = rows[at];
  const branch = row !== undefined && row.node.children.length > 0;
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(at + 1, rows.length - 1)];
    case 'ArrowUp':
      return rows[Math.max(at - 1, 0)];
    case 'Home':
      return rows[0];
    case 'End':
      return rows.at(-1);
    case 'ArrowRight':
      return branch ? (row.open ? rows[at + 1] : 'toggle') : undefined;
    case 'ArrowLeft': {
      if (branch && row.open) return 'toggle';
      const parent = row?.id.slice(0, row.id.lastIndexOf('.'));
      return rows.find(({ id }) => id === parent);
    }
    case 'Enter':
    case ' ':
      return branch ? 'toggle' : undefined;
    default:
      return undefined;
  }
}
