import { Menu } from '@mantine/core';
import { IconArrowsDiff, IconBookmark, IconCopy, IconDownload } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { narrowed } from '../../shared/filter/narrow';
import { inRanges, type Ranges } from '../../shared/ranges';
import type { CaptureRow } from '../../shared/traffic/capture';
import type { FlowName } from '../../shared/traffic/flow-names';
import { AgainItem, ExportItems } from '../keep/ExportItems';
import { useKeep } from '../stores/keep';
import { compareWith, setFilter, useView } from '../stores/view';
import { countText } from '../ui/numbers';
import { PointerMenu } from '../ui/PointerMenu';
import { begin, compareRows, copyJson, copyLines, markRows, type LineContext } from './chosen/chosen-actions';
import { useChosen, type Chosen } from './chosen/use-chosen';
import classes from './RowMenu.module.css';
import { conditionsOf } from './row-conditions';
import { rowSource } from './row-source';

/** The row that a menu was opened on, and where in the window. */
export interface RowMenuTarget {
  readonly x: number;
  readonly y: number;
  readonly row: CaptureRow;
  /** Its index in the view. */
  readonly index: number;
  readonly name: FlowName | undefined;
}

interface RowMenuProps {
  readonly target: RowMenuTarget | undefined;
  readonly lines: LineContext;
  readonly onClose: () => void;
}

/** What can be done with a row, or with all the chosen ones where it is one of them, and what one can filter by from it. */
export const RowMenu = memo(function RowMenu({ target, lines, onClose }: RowMenuProps) {
  const { t } = useTranslation('list');
  const all = useChosen();
  const chosen = target && all && inRanges(all.ranges, target.index) ? all : undefined;
  return (
    <PointerMenu at={target} label={t('menu.label')} width={280} onClose={onClose}>
      {target && <Actions target={target} chosen={chosen} lines={lines} />}
      {target && !chosen && <Conditions target={target} />}
    </PointerMenu>
  );
});

interface ActionsProps {
  readonly target: RowMenuTarget;
  readonly chosen: Chosen | undefined;
  readonly lines: LineContext;
}

function Actions({ target: { row, index }, chosen, lines }: ActionsProps) {
  const { t } = useTranslation(['list', 'keep']);
  const busy = useKeep((state) => state.task !== undefined);
  const opened = useView((state) => state.openedSeq);
  const view = chosen?.view ?? rowSource.snapshot().view;
  const ranges: Ranges = chosen?.ranges ?? [[index, index + 1]];
  const items = chosen?.items ?? ({ type: 'items', seqs: [row.seq] } as const);
  const count = chosen?.count ?? 1;
  const of = chosen ? 'chosen' : 'row';
  const comparable = chosen ? count === 2 : opened !== undefined && opened !== row.seq;
  return (
    <>
      <Menu.Label>
        {chosen
          ? t('list:chosen.count', { count, number: countText(count) })
          : t('list:menu.one', { seq: countText(row.seq) })}
      </Menu.Label>
      {comparable && (
        <Menu.Item
          leftSection={<IconArrowsDiff size={15} stroke={1.75} />}
          onClick={() => (chosen ? begin(compareRows(view, ranges)) : compareWith(row.seq))}
          data-testid="row-compare"
        >
          {t(chosen ? 'list:chosen.compare' : 'list:menu.compareOpened')}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconBookmark size={15} stroke={1.75} />}
        onClick={() => begin(markRows(view, ranges))}
        data-testid="row-mark"
      >
        {t('list:menu.mark')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy size={15} stroke={1.75} />}
        onClick={() => begin(copyLines(view, ranges, lines))}
        data-testid="row-copy-lines"
      >
        {t(chosen ? 'list:chosen.copyLines' : 'list:menu.copyLine')}
      </Menu.Item>
      <Menu.Item
        disabled={busy}
        leftSection={<IconCopy size={15} stroke={1.75} />}
        onClick={() => begin(copyJson(items))}
        data-testid="row-copy-json"
      >
        {t('list:chosen.copyJson')}
      </Menu.Item>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconDownload size={15} stroke={1.75} />}>{t('list:menu.export')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          <ExportItems disabled={busy} items={() => items} of={of} />
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <AgainItem disabled={busy} items={() => items} of={of} />
    </>
  );
}

/** What one can filter by from a row: its cable, its ends, its topic, its size … */
function Conditions({ target }: { readonly target: RowMenuTarget }) {
  const { t } = useTranslation('list');
  const text = useView((state) => state.filter.text);
  const conditions = conditionsOf(target.row, target.name);
  const item = (query: string) => (
    <Menu.Item key={query} onClick={() => setFilter({ text: narrowed(text, query) })} data-testid="filter-by">
      <code className={classes['condition']}>{query}</code>
    </Menu.Item>
  );
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('menu.only')}</Menu.Label>
      {conditions.map(item)}
      <Menu.Divider />
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item>{t('menu.without')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>{conditions.map((query) => item(`not ${query}`))}</Menu.Sub.Dropdown>
      </Menu.Sub>
    </>
  );
}
