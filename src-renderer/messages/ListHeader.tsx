import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { memo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeSettings } from '../stores/settings';
import type { Settings } from '../../shared/settings';
import type { Rank } from '../../shared/traffic/capture';
import { setRank, useView } from '../stores/view';
import { COLUMN_FACTS, COLUMNS, widthOf, type ColumnName, type ListLayout } from './list-columns';
import classes from './ListHeader.module.css';
import { OpenerTooltip } from '../ui/OpenerTooltip';

function changeList(change: Partial<Settings['list']>): void {
  changeSettings({ list: { ...useView.getState().settings.list, ...change } });
}

interface ListHeaderProps {
  readonly layout: ListLayout;
  /** While a column's edge is dragged: the widths as they would be. */
  readonly onDrag: (widths: Readonly<Record<string, number>> | undefined) => void;
}

/** The heads of the columns: which there are, how wide they are, and which end of time comes first. */
export const ListHeader = memo(function ListHeader({ layout, onDrag }: ListHeaderProps) {
  const { t } = useTranslation('list');
  const { newestFirst } = useView((state) => state.settings.list);
  const rank = useView((state) => state.filter.rank);
  const Arrow = newestFirst || rank !== undefined ? IconArrowUp : IconArrowDown;
  return (
    <div className={classes['head']} role="row" aria-rowindex={1} data-testid="list-head">
      {layout.columns.map((name) => (
        <span
          key={name}
          role="columnheader"
          data-column={name}
          className={COLUMN_FACTS[name].numeric ? classes['numberHead'] : undefined}
          aria-sort={sortOf(name, rank, newestFirst)}
        >
          {isTimely(name) || isRanked(name) ? (
            <button
              type="button"
              title={t(titleOf(name, rank, newestFirst))}
              onClick={() => {
                if (isRanked(name)) setRank(rank === name ? undefined : name);
                else if (rank !== undefined) setRank(undefined);
                else changeList({ newestFirst: !newestFirst });
              }}
              data-testid={`order-${name}`}
            >
              {t(`column.${name}`)}
              {sortOf(name, rank, newestFirst) !== undefined && <Arrow size={11} aria-hidden />}
            </button>
          ) : (
            t(`column.${name}`)
          )}
          {name !== 'content' && <Edge name={name} onDrag={onDrag} />}
        </span>
      ))}
      <ColumnsMenu there={layout.columns} />
    </div>
  );
});

function isTimely(name: ColumnName): boolean {
  return name === 'time' || name === 'seq';
}

function isRanked(name: ColumnName): name is Rank {
  return name === 'size' || name === 'latency';
}

function sortOf(
  name: ColumnName,
  rank: Rank | undefined,
  newestFirst: boolean,
): 'ascending' | 'descending' | undefined {
  if (rank !== undefined) return name === rank ? 'descending' : undefined;
  if (!isTimely(name)) return undefined;
  return newestFirst ? 'descending' : 'ascending';
}

function titleOf(name: ColumnName, rank: Rank | undefined, newestFirst: boolean): string {
  if (rank !== undefined && (isTimely(name) || name === rank)) return 'order.time';
  if (isRanked(name)) return `order.${name}`;
  return newestFirst ? 'order.oldest' : 'order.newest';
}

/** The right edge of a column: dragged, or moved with the arrow keys. */
function Edge({ name, onDrag }: { readonly name: ColumnName; readonly onDrag: ListHeaderProps['onDrag'] }) {
  const { t } = useTranslation('list');
  const { widths } = useView((state) => state.settings.list);
  const start = useRef<{ at: number; width: number } | undefined>(undefined);
  const width = widthOf(name, widths);
  const widthsAt = (event: React.PointerEvent) =>
    start.current ? { ...widths, [name]: start.current.width + event.clientX - start.current.at } : widths;
  const keep = (next: number) => changeList({ widths: { ...widths, [name]: widthOf(name, { [name]: next }) } });
  return (
    <span
      className={classes['edge']}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('width', { column: t(`column.${name}`) })}
      aria-valuenow={width}
      aria-valuemin={COLUMN_FACTS[name].least}
      aria-valuemax={900}
      data-testid={`edge-${name}`}
      onDoubleClick={() => keep(COLUMN_FACTS[name].width)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        keep(width + (event.key === 'ArrowRight' ? 8 : -8));
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        // As wide as it is shown: a route may have given way.
        start.current = { at: event.clientX, width: event.currentTarget.parentElement?.clientWidth ?? width };
      }}
      onPointerMove={(event) => {
        if (start.current) onDrag(widthsAt(event));
      }}
      onPointerUp={(event) => {
        if (!start.current) return;
        const moved = Math.abs(event.clientX - start.current.at) > 2;
        const last = widthsAt(event)[name] ?? width;
        start.current = undefined;
        onDrag(undefined);
        if (moved) keep(last);
      }}
    />
  );
}

/** Which columns there are to be, and which of them the list has no room for. */
function ColumnsMenu({ there }: { readonly there: readonly ColumnName[] }) {
  const { t } = useTranslation('list');
  const { columns, time } = useView((state) => state.settings.list);
  const [open, setOpen] = useState(false);
  const toggle = (name: ColumnName) =>
    changeList({ columns: columns.includes(name) ? columns.filter((other) => other !== name) : [...columns, name] });
  return (
    <Menu opened={open} onChange={setOpen} closeOnItemClick={false} position="top-end" width={230}>
      <Menu.Target>
        <OpenerTooltip label={t('choose')}>
          <ActionIcon
            className={classes['columnsButton'] ?? ''}
            size={20}
            aria-label={t('choose')}
            data-testid="columns"
          >
            <IconColumns3 size={14} />
          </ActionIcon>
        </OpenerTooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('columns')}</Menu.Label>
        {COLUMNS.filter((name) => name !== 'content').map((name) => (
          <Menu.CheckboxItem
            key={name}
            checked={columns.includes(name)}
            onChange={() => toggle(name)}
            rightSection={
              columns.includes(name) && !there.includes(name) ? (
                <span className={classes['noRoom']}>{t('noRoom')}</span>
              ) : undefined
            }
            data-testid={`column-${name}`}
          >
            {t(`column.${name}`)}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('time.label')}</Menu.Label>
        <Menu.RadioGroup
          value={time}
          onChange={(value) => changeList({ time: value === 'clock' || value === 'delta' ? value : 'relative' })}
        >
          {(['relative', 'clock', 'delta'] as const).map((each) => (
            <Menu.RadioItem key={each} value={each} data-testid={`time-${each}`}>
              {t(`time.${each}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
