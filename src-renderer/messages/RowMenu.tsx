import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { narrowed } from '../../shared/filter/narrow';
import type { CaptureRow } from '../../shared/traffic/capture';
import type { FlowName } from '../../shared/traffic/flow-names';
import { setFilter, useView } from '../stores/view';
import classes from './MessageList.module.css';
import { conditionsOf } from './row-conditions';

/** The row that a menu was opened on, and where in the window. */
export interface RowMenuTarget {
  readonly x: number;
  readonly y: number;
  readonly row: CaptureRow;
  readonly name: FlowName | undefined;
}

interface RowMenuProps {
  readonly target: RowMenuTarget | undefined;
  readonly onClose: () => void;
}

/** What one can filter by from a row: its cable, its ends, its topic, its size … */
export function RowMenu({ target, onClose }: RowMenuProps) {
  const { t } = useTranslation('list');
  const text = useView((state) => state.filter.text);
  const conditions = target ? conditionsOf(target.row, target.name) : [];
  const item = (query: string) => (
    <Menu.Item key={query} onClick={() => setFilter({ text: narrowed(text, query) })} data-testid="filter-by">
      <code className={classes['condition']}>{query}</code>
    </Menu.Item>
  );
  return (
    <Menu
      key={target ? `${target.x} ${target.y}` : 'closed'}
      opened={target !== undefined}
      onChange={(opened) => {
        if (!opened) onClose();
      }}
      position="bottom-start"
      offset={2}
      width={280}
      returnFocus
    >
      <Menu.Target>
        <span className={classes['anchor']} style={{ left: target?.x ?? 0, top: target?.y ?? 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('menu.label')}>
        <Menu.Label>{t('menu.only')}</Menu.Label>
        {conditions.map(item)}
        <Menu.Divider />
        <Menu.Sub>
          <Menu.Sub.Target>
            <Menu.Sub.Item>{t('menu.without')}</Menu.Sub.Item>
          </Menu.Sub.Target>
          <Menu.Sub.Dropdown>{conditions.map((query) => item(`not ${query}`))}</Menu.Sub.Dropdown>
        </Menu.Sub>
      </Menu.Dropdown>
    </Menu>
  );
}
