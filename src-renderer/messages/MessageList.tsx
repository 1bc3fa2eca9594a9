import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureRow } from '../../shared/traffic/capture';
import { layoutOf } from './list-columns';
import { inRanges } from '../../shared/ranges';
import { chooseRow, chooseTo, pressRow, useChosenRows, type PressKeys } from '../stores/chosen-rows';
import { openItem, setFollowing, setRank, useView } from '../stores/view';
import { ChosenBar } from './chosen/ChosenBar';
import { useChoosing } from './chosen/use-choosing';
import { keyTarget } from './list-keys';
import { ListHeader } from './ListHeader';
import {
  clampTop,
  drawnHeight,
  isAtEnd,
  lowestTop,
  rowsInSight,
  scrollTopOf,
  topAfterScroll,
  topToShow,
  type ListShape,
} from './list-scroll';
import { MessageRow } from './MessageRow';
import classes from './MessageList.module.css';
import { RankNote } from './RankNote';
import { RowMenu, type RowMenuTarget } from './RowMenu';
import { rowSource } from './row-source';
import { rowTimeText } from './row-time';
import { useRowColors } from './use-row-colors';
import { useRunStart } from './use-run-start';
import { useFlowNames } from './use-flow-names';

const ROW_HEIGHT = 24;
/** Milliseconds after the last scroll in which the bar may stand elsewhere than the rows do. */
const REST_MS = 120;
/** A time of the clock needs more room. */
const TIME_WIDTHS = { relative: {}, delta: {}, clock: { time: 104 } };

/** The list of captured items: only what is in sight is drawn and fetched, however many there are. */
export function MessageList() {
  const { t } = useTranslation(['messages', 'list']);
  const rows = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const ranked = useView((state) => state.filter.rank !== undefined);
  const following = useView((state) => state.following) && !ranked;
  const openedSeq = useView((state) => state.openedSeq);
  const settings = useView((state) => state.settings.list);
  const newestFirst = settings.newestFirst && !ranked;
  const names = useFlowNames();
  const colors = useRowColors();
  const startedAt = useRunStart();
  const lines = useMemo(() => ({ names, startedAt }), [names, startedAt]);
  const { chosen, several, onKey } = useChoosing(rows, lines);
  const [width, setWidth] = useState(1000);
  const [draggedWidths, setDraggedWidths] = useState<Readonly<Record<string, number>>>();
  const [menu, setMenu] = useState<RowMenuTarget>();
  const layout = useMemo(
    () => layoutOf(settings.columns, { ...TIME_WIDTHS[settings.time], ...settings.widths, ...draggedWidths }, width),
    [settings.columns, settings.time, settings.widths, draggedWidths, width],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  /** The row at the upper edge, as it was drawn last: where the list stays when it stops following. */
  const held = useRef(0);
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  /** Where the bar was put last, to tell the user's scrolling from our own. */
  const bar = useRef(0);
  const cursor = useRef<number | undefined>(undefined);
  /** A row that keys went to before it was fetched. */
  const awaited = useRef<number | undefined>(undefined);

  // Where the newest comes first, rows stand at the negative of their index: what is said of a list holds for it as well.
  const turned = (place: number) => (newestFirst ? -place : place);
  const shape: ListShape = {
    first: newestFirst ? 1 - rows.first - rows.count : rows.first,
    count: rows.count,
    rowHeight: ROW_HEIGHT,
    viewport,
  };
  const newest = newestFirst ? shape.first : shape.first + shape.count - 1;
  const ordered = useRef(newestFirst);
  if (ordered.current !== newestFirst) held.current = 1 - held.current - viewport / ROW_HEIGHT;
  ordered.current = newestFirst;
  // A ranking is read from its top.
  const shownView = useRef(rows.view);
  if (shownView.current !== rows.view) {
    if (ranked) held.current = 0;
    // Rows are numbered anew.
    cursor.current = undefined;
    awaited.current = undefined;
  }
  shownView.current = rows.view;
  const end = newestFirst ? shape.first : lowestTop(shape);
  const top = following ? end : clampTop(held.current, shape);
  held.current = top;
  const sight = rowsInSight(top, shape);
  const drawn = useRef(0);
  drawn.current = drawnHeight(drawn.current, following, shape);
  const height = drawn.current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      setViewport(element.clientHeight);
      setWidth(element.offsetWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The bar follows the rows; while it is dragged over a list at a scale it is left alone until it rests.
  const place = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const wanted = Math.round(scrollTopOf(top, height, shape));
    // Asking the element where it stands costs a layout, so it is not asked where it stands there already.
    if (Math.abs(bar.current - wanted) <= 1) return;
    element.scrollTop = wanted;
    // Asking where it stands now would cost another one; a browser puts it within a pixel of there.
    bar.current = wanted;
  }, [top, height, shape.first, shape.count, viewport]);
  const scrolling = useRef(false);
  const placeNow = useRef(place);
  placeNow.current = place;
  useLayoutEffect(() => {
    if (!scrolling.current) place();
  }, [place]);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);

  const [from, to] = newestFirst ? [1 - sight.to, 1 - sight.from] : [sight.from, sight.to];
  useEffect(() => rowSource.show(from, to, following), [from, to, following]);
  useEffect(
    () =>
      rowSource.onReset(() => {
        cursor.current = undefined;
        openItem(undefined);
        setRank(undefined);
      }),
    [],
  );

  const onScroll = () => {
    const element = scroller.current;
    // A list that was made higher or lower is put in its place again by itself.
    if (!element || element.clientHeight !== viewport || Math.abs(element.scrollTop - bar.current) < 1) return;
    const down = element.scrollTop > bar.current;
    held.current = topAfterScroll(top, bar.current, element.scrollTop, height, shape);
    bar.current = element.scrollTop;
    scrolling.current = true;
    element.dataset['scrolling'] = '';
    clearTimeout(resting.current);
    // The least movement away from the newest holds the list; reaching it lets it follow again.
    if (!ranked)
      setFollowing(newestFirst ? !down && held.current < shape.first + 0.5 : down && isAtEnd(held.current, shape));
    redraw();
  };
  // A wheel that is turned ends a scroll at every notch: the bar rests when no more come.
  const onScrollEnd = () => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => {
      scrolling.current = false;
      delete scroller.current?.dataset['scrolling'];
      placeNow.current();
    }, REST_MS);
  };

  const goTo = (place: number, extending: boolean) => {
    const index = turned(place);
    held.current = topToShow(place, top, shape);
    // Where nothing was chosen by a click or a key yet, a range begins at the row that the keys come from.
    if (extending && useChosenRows.getState().view !== rows.view) chooseRow(rows.view, cursor.current ?? index);
    if (extending) chooseTo(rows.view, index, false);
    else chooseRow(rows.view, index);
    cursor.current = index;
    if (!ranked) setFollowing(place === newest);
    redraw();
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
    const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    const target = keyTarget(event.key, cursor.current === undefined ? undefined : turned(cursor.current), {
      first: shape.first,
      count: shape.count,
      page,
      top: Math.ceil(top),
    });
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(target, event.shiftKey);
  };
  const closeMenu = useCallback(() => setMenu(undefined), []);
  const onPress = useCallback((row: CaptureRow, index: number, keys: PressKeys) => {
    cursor.current = index;
    awaited.current = undefined;
    // What one reads must not run away.
    setFollowing(false);
    const { openedSeq: before } = useView.getState();
    const opened = before === undefined ? undefined : rowSource.indexOf(before);
    if (pressRow(rowSource.snapshot().view, index, keys, opened)) openItem(row.seq);
  }, []);

  // Lines are keyed by their place in the ring of those that can be in sight, so that scrolling writes new texts into the
  // elements that are there: in a flood making elements anew costs most of the time.
  const places = Math.ceil(viewport / ROW_HEIGHT) + 1;
  const drawnRows: React.ReactNode[] = [];
  for (let place = sight.from; place < sight.to; place++) {
    const index = turned(place);
    const row = rowSource.row(index);
    const before = settings.time === 'delta' && index > rows.first ? rowSource.row(index - 1) : undefined;
    drawnRows.push(
      <MessageRow
        key={((place % places) + places) % places}
        row={row}
        index={index}
        line={place - shape.first}
        name={row && names.get(row.flow)}
        selected={several ? inRanges(chosen, index) : row?.seq === openedSeq}
        opened={row?.seq === openedSeq}
        columns={layout.columns}
        withTypes={layout.withTypes}
        time={row ? rowTimeText(settings.time, row.t, startedAt, before?.gone === true ? undefined : before?.t) : ''}
        color={row?.color === undefined ? undefined : colors[row.color]}
        t={t}
        onPress={onPress}
        onMenu={setMenu}
      />,
    );
  }
  return (
    <div
      className={classes['list']}
      role="grid"
      aria-multiselectable
      aria-label={t('list.label')}
      aria-rowcount={rows.count + 1}
      data-testid="message-list"
      data-view={rows.view}
      style={{ '--columns': layout.template } as React.CSSProperties}
    >
      <ListHeader layout={layout} onDrag={setDraggedWidths} />
      <RankNote />
      <div
        ref={scroller}
        className={classes['scroller']}
        role="rowgroup"
        tabIndex={0}
        aria-label={t('list.label')}
        aria-activedescendant={openedSeq === undefined ? undefined : `message-${openedSeq}`}
        onScroll={onScroll}
        onScrollEnd={onScrollEnd}
        onKeyDown={onKeyDown}
      >
        <div style={{ height }}>
          <div className={classes['window']} style={{ height: Math.min(viewport, height) }}>
            <div style={{ transform: `translateY(${sight.offset}px)` }}>{drawnRows}</div>
          </div>
        </div>
      </div>
      <ChosenBar lines={lines} />
      <RowMenu target={menu} lines={lines} onClose={closeMenu} />
    </div>
  );
}
