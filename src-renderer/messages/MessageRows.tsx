import { memo, useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { inRanges } from '../../shared/ranges';
import { chooseRow, chooseTo, pressRow, useChosenRows } from '../stores/chosen-rows';
import { toggleMark, useMarks } from '../stores/marks';
import { openItem, setFollowing, setRank, useView } from '../stores/view';
import type { LineContext } from './chosen/chosen-actions';
import { useChoosing } from './chosen/use-choosing';
import type { ListLayout } from './list-columns';
import { keyTarget } from './list-keys';
import type { Range } from './list-blocks';
import { ListBar } from './ListBar';
import { topToShow } from './list-scroll';
import classes from './MessageList.module.css';
import type { RowMenuTarget } from './RowMenu';
import { rowSource } from './row-source';
import { rowTimeText } from './row-time';
import { RowIcons, RowIconSheet } from './rows/RowIcons';
import type { RowFacts } from './rows/row-facts';
import { RowPainter } from './rows/row-painter';
import { ROW_HEIGHT, useListScroll } from './use-list-scroll';
import { useRowColors } from './use-row-colors';

interface MessageRowsProps {
  readonly layout: ListLayout;
  readonly lines: LineContext;
  readonly onWidth: (width: number) => void;
  readonly onMenu: (target: RowMenuTarget) => void;
}

/** The rows of the list that is scrolled: only what is in sight is drawn and fetched, however many there are. */
export const MessageRows = memo(function MessageRows({ layout, lines, onWidth, onMenu }: MessageRowsProps) {
  const { t } = useTranslation(['messages', 'list']);
  const rows = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const ranked = useView((state) => state.filter.rank !== undefined);
  const following = useView((state) => state.following) && !ranked;
  const openedSeq = useView((state) => state.openedSeq);
  const settings = useView((state) => state.settings.list);
  const newestFirst = settings.newestFirst && !ranked;
  const colors = useRowColors();
  const marked = useMarks((state) => state.seqs);
  const { chosen, several, onKey } = useChoosing(rows, lines);
  const onSight = useCallback(
    ({ from, to }: Range) => {
      if (newestFirst) rowSource.show(1 - to, 1 - from, following);
      else rowSource.show(from, to, following);
    },
    [newestFirst, following],
  );
  const onFollowing = setFollowing;
  const list = useListScroll({ rows, following, newestFirst, ranked, onFollowing, onSight, onWidth });
  const { shape, moveTo } = list;
  const cursor = useRef<number | undefined>(undefined);
  /** A row that keys went to before it was fetched. */
  const awaited = useRef<number | undefined>(undefined);
  const shownView = useRef(rows.view);
  if (shownView.current !== rows.view) {
    // Rows are numbered anew.
    cursor.current = undefined;
    awaited.current = undefined;
  }
  shownView.current = rows.view;

  const turned = (place: number) => (newestFirst ? -place : place);
  const newest = newestFirst ? shape.first : shape.first + shape.count - 1;
  useEffect(
    () =>
      rowSource.onReset(() => {
        cursor.current = undefined;
        openItem(undefined);
        setRank(undefined);
      }),
    [],
  );

  const goTo = (place: number, extending: boolean) => {
    const index = turned(place);
    moveTo(topToShow(place, list.top(), shape));
    // Where nothing was chosen by a click or a key yet, a range begins at the row that the keys come from.
    if (extending && useChosenRows.getState().view !== rows.view) chooseRow(rows.view, cursor.current ?? index);
    if (extending) chooseTo(rows.view, index, false);
    else chooseRow(rows.view, index);
    cursor.current = index;
    if (!ranked) setFollowing(place === newest);
    const row = rowSource.row(index);
    awaited.current = row ? undefined : index;
    if (row && row.gone !== true) openItem(row.seq);
  };
  useEffect(() => {
    const row = awaited.current === undefined ? undefined : rowSource.row(awaited.current);
    if (!row) return;
    awaited.current = undefined;
    if (row.gone !== true) openItem(row.seq);
  }, [rows.revision]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (onKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(shape.viewport / ROW_HEIGHT) - 1);
    const target = keyTarget(event.key, cursor.current === undefined ? undefined : turned(cursor.current), {
      first: shape.first,
      count: shape.count,
      page,
      top: Math.ceil(list.top()),
    });
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(target, event.shiftKey);
  };
  const onPointerDown = (event: React.PointerEvent) => {
    const facts = painter.current?.factsAt(event.target);
    if (event.button !== 0 || !facts?.row || facts.row.gone === true || isStar(event.target)) return;
    cursor.current = facts.index;
    awaited.current = undefined;
    // What one reads must not run away.
    setFollowing(false);
    const { openedSeq: before } = useView.getState();
    const opened = before === undefined ? undefined : rowSource.indexOf(before);
    if (pressRow(rowSource.snapshot().view, facts.index, event, opened)) openItem(facts.row.seq);
  };
  const onClick = (event: React.MouseEvent) => {
    const seq = painter.current?.factsAt(event.target)?.row?.seq;
    if (seq === undefined || !isStar(event.target)) return;
    toggleMark(seq).catch((error: unknown) => console.error('capture:item failed', error));
  };
  const onContextMenu = (event: React.MouseEvent) => {
    const facts = painter.current?.factsAt(event.target);
    if (!facts?.row || facts.row.gone === true) return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY, row: facts.row, index: facts.index, name: facts.name });
  };

  const host = useRef<HTMLDivElement>(null);
  const icons = useRef<HTMLDivElement>(null);
  const painter = useRef<RowPainter>(undefined);
  const factsOf = (place: number): RowFacts => {
    const index = turned(place);
    const row = rowSource.row(index);
    const before = settings.time === 'delta' && index > rows.first ? rowSource.row(index - 1) : undefined;
    const previous = before?.gone === true ? undefined : before?.t;
    return {
      row,
      index,
      line: place - shape.first,
      name: row && lines.names.get(row.flow),
      selected: several ? inRanges(chosen, index) : row !== undefined && row.seq === openedSeq,
      opened: row !== undefined && row.seq === openedSeq,
      marked: row !== undefined && marked.has(row.seq),
      time: row ? rowTimeText(settings.time, row.t, lines.startedAt, previous) : '',
      color: row?.color === undefined ? undefined : colors[row.color],
    };
  };
  useLayoutEffect(() => {
    if (!host.current || !icons.current) return;
    painter.current ??= new RowPainter(host.current, new RowIcons(icons.current), ROW_HEIGHT);
    const { columns, widths, withTypes } = layout;
    painter.current.paint({ columns, widths, withTypes, t }, list.blocks, list.yOf, factsOf);
  });

  return (
    <div className={classes['area']}>
      <div
        ref={list.scroller}
        className={classes['scroller']}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('list.label')}
        aria-activedescendant={openedSeq === undefined ? undefined : `message-${openedSeq}`}
        onScroll={list.onScroll}
        onScrollEnd={list.onScrollEnd}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        <RowIconSheet sheet={icons} />
        <div className={classes['length']} style={{ height: list.height }}>
          <div ref={host} className={classes['lines']} style={{ top: list.offset }} />
        </div>
      </div>
      <ListBar
        scroller={list.scroller}
        at={list.at}
        height={list.height}
        viewport={shape.viewport}
        onMoved={list.onScroll}
      />
    </div>
  );
});

function isStar(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-testid="mark"]') !== null;
}
