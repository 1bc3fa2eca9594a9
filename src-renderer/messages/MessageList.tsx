import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../stores/view';
import { ChosenBar } from './chosen/ChosenBar';
import { DiskNote } from './DiskNote';
import { layoutOf } from './list-columns';
import { BAR_WIDTH } from './ListBar';
import { ListHeader } from './ListHeader';
import classes from './MessageList.module.css';
import { MessageRows } from './MessageRows';
import { RankNote } from './RankNote';
import { RowMenu, type RowMenuTarget } from './RowMenu';
import { useFlowNames } from './use-flow-names';
import { useRowCount, useRowView } from './use-rows';
import { useRunStart } from './use-run-start';

/** A time of the clock needs more room. */
const TIME_WIDTHS = { relative: {}, delta: {}, clock: { time: 104 } };

/** The list of captured items: the heads of its columns, its rows, and what can be done with them. */
export function MessageList() {
  const { t } = useTranslation('messages');
  const settings = useView((state) => state.settings.list);
  const names = useFlowNames();
  const startedAt = useRunStart();
  const lines = useMemo(() => ({ names, startedAt }), [names, startedAt]);
  const [width, setWidth] = useState(1000);
  const [draggedWidths, setDraggedWidths] = useState<Readonly<Record<string, number>>>();
  const [menu, setMenu] = useState<RowMenuTarget>();
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const layout = useMemo(
    () =>
      layoutOf(
        settings.columns,
        { ...TIME_WIDTHS[settings.time], ...settings.widths, ...draggedWidths },
        width - BAR_WIDTH,
      ),
    [settings.columns, settings.time, settings.widths, draggedWidths, width],
  );
  return (
    <div
      className={classes['list']}
      role="grid"
      aria-multiselectable
      aria-label={t('list.label')}
      aria-rowcount={useRowCount() + 1}
      data-testid="message-list"
      data-view={useRowView()}
      style={{ '--columns': layout.template, '--bar': `${BAR_WIDTH}px` } as React.CSSProperties}
    >
      <ListHeader layout={layout} onDrag={setDraggedWidths} />
      <RankNote />
      <DiskNote />
      <MessageRows layout={layout} lines={lines} onWidth={setWidth} onMenu={setMenu} />
      <ChosenBar lines={lines} />
      <RowMenu target={menu} lines={lines} onClose={closeMenu} />
    </div>
  );
}
