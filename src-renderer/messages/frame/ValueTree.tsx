import { ActionIcon, Tooltip } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChartLine, IconChevronRight, IconCopy, IconRoute } from '@tabler/icons-react';
import { useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeFormat } from '../../../shared/decode/decoders';
import type { TreeNode } from '../../../shared/decode/tree';
import { jsonPath } from '../../../shared/filter/json-path';
import { copyText } from '../../ui/copy-text';
import { ChartNumberContext } from './chart-number';
import type { Marking } from './marking';
import { isLarge, nodeOf, openAtFirst, pathText, pathTo, treeRows, type TreeRow } from './tree-rows';
import { useTreeKeys } from './use-tree-keys';
import classes from './ValueTree.module.css';

const ROW_HEIGHT = 20;
/** So many rows are seen at once; more are scrolled. */
const MOST_ROWS = 14;
/** A text longer than this is shown whole below the tree when its row is chosen. */
const LONG = 60;

interface ValueTreeProps {
  readonly root: TreeNode;
  readonly format: TreeFormat;
  readonly marking: Marking;
  /** What is inside of a compressed frame is not looked through for charts. */
  readonly inside: boolean;
}

/** The values of a payload as a tree. A chosen row marks its bytes, and marked bytes choose the row that they are in. */
export function ValueTree({ root, format, marking, inside }: ValueTreeProps) {
  const { t } = useTranslation('frames');
  const { marked, mark } = marking;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => treeRows(root, toggled), [root, toggled]);
  const ids = useMemo(() => (marked ? pathTo(root, marked.range) : []), [root, marked]);
  const chosen = ids.at(-1);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    initialRect: { width: 0, height: MOST_ROWS * ROW_HEIGHT },
  });
  const toggle = (id: string) => setToggled((before) => withToggled(before, id));
  const choose = ({ node }: TreeRow) => mark({ from: node.from, to: node.to }, 'tree');
  const onKeyDown = useTreeKeys(rows, chosen, toggle, choose);

  // Bytes that were marked elsewhere are shown here: what is around their value is opened.
  useEffect(() => {
    if (!marked || marked.by === 'tree' || ids.length < 2) return;
    const large = isLarge(root);
    const closed = ids.slice(0, -1).filter((id, depth) => openAtFirst(depth, large) === toggled.has(id));
    if (closed.length > 0) setToggled(closed.reduce(withToggled, toggled));
  }, [marked]);
  useEffect(() => {
    const index = rows.findIndex(({ id }) => id === chosen);
    if (index >= 0) virtual.scrollToIndex(index);
  }, [marked, toggled]);

  const node = chosen === undefined ? undefined : nodeOf(root, chosen);
  const path = chosen === undefined ? '' : pathText(root, chosen, format);
  const chart = useContext(ChartNumberContext);
  const charted = chart && format === 'json' && !inside && node?.type === 'number' && jsonPath(path) !== undefined;
  return (
    <div className={classes['tree']}>
      <div
        ref={scroller}
        className={classes['scroll']}
        style={{ height: Math.min(rows.length, MOST_ROWS) * ROW_HEIGHT + 6 }}
        role="tree"
        aria-label={t(`decoder.${format}`)}
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-testid="tree"
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return undefined;
            return (
              <Row
                key={row.id}
                row={row}
                top={start}
                chosen={row.id === chosen}
                onToggle={() => toggle(row.id)}
                onChoose={() => choose(row)}
                onChart={charted && row.id === chosen ? () => chart(path) : undefined}
              />
            );
          })}
        </div>
      </div>
      {node && <Chosen node={node} path={path} />}
    </div>
  );
}

interface RowProps {
  readonly row: TreeRow;
  readonly top: number;
  readonly chosen: boolean;
  readonly onToggle: () => void;
  readonly onChoose: () => void;
  /** Charts its number, where that can be done. */
  readonly onChart: (() => void) | undefined;
}

function Row({ row: { node, depth, open }, top, chosen, onToggle, onChoose, onChart }: RowProps) {
  const { t } = useTranslation('frames');
  const branch = node.children.length > 0;
  return (
    <div
      className={classes['row']}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 6 + depth * 14 }}
      role="treeitem"
      aria-level={depth + 1}
      aria-expanded={branch ? open : undefined}
      aria-selected={chosen}
      data-testid="tree-row"
      onPointerDown={(event) => event.button === 0 && onChoose()}
      onDoubleClick={() => branch && onToggle()}
    >
      <span
        className={classes['caret']}
        data-open={open || undefined}
        onPointerDown={(event) => {
          event.stopPropagation();
          if (branch) onToggle();
        }}
      >
        {branch && <IconChevronRight size={12} aria-hidden />}
      </span>
      {node.key !== undefined && <span className={classes['key']}>{node.key === '' ? '""' : node.key}:</span>}
      <Value node={node} />
      {(node.type === 'object' || node.type === 'array') && (
        <span className={classes['count']}>{t(`tree.${node.type}`, { count: node.children.length })}</span>
      )}
      {node.note !== '' && <span className={classes['note']}>{node.note}</span>}
      {onChart && (
        <button type="button" className={classes['chart']} onClick={onChart} data-testid="chart-this">
          <IconChartLine size={13} aria-hidden />
          {t('tree.chart')}
        </button>
      )}
    </div>
  );
}

function Value({ node: { type, text } }: { readonly node: TreeNode }) {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  if (type === 'object' || type === 'array') return undefined;
  return (
    <span className={classes['value']} data-type={type}>
      {type === 'string' ? JSON.stringify(shown) : type === 'bytes' ? `0x${shown}` : shown}
    </span>
  );
}

/** The path of the chosen value, and the whole of a long text. */
function Chosen({ node, path }: { readonly node: TreeNode; readonly path: string }) {
  const { t } = useTranslation(['frames', 'messages']);
  const branch = node.type === 'object' || node.type === 'array';
  const copy = (text: string) => copyText(text, t('messages:frame.copied'));
  return (
    <div className={classes['chosen']}>
      {!branch && node.text.length > LONG && <pre data-selectable>{node.text}</pre>}
      <div className={classes['path']}>
        <code data-selectable data-testid="tree-path">
          {path}
        </code>
        {path !== '' && (
          <Tooltip label={t('tree.copyPath')}>
            <ActionIcon size={18} aria-label={t('tree.copyPath')} onClick={() => copy(path)}>
              <IconRoute size={12} />
            </ActionIcon>
          </Tooltip>
        )}
        {!branch && (
          <Tooltip label={t('tree.copyValue')}>
            <ActionIcon size={18} aria-label={t('tree.copyValue')} onClick={() => copy(node.text)}>
              <IconCopy size={12} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function withToggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}
