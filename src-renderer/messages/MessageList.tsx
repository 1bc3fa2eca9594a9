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
import { compareWith, openItem, setFollowing, setRank, useView } from '../stores/view';
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
/** A time of the clock needs more room. */
const TIME_WIDTHS = { relative: {}, delta: {}, clock: { time: 104 } };

/** The list of captured items: only what is in sight is drawn and fetched, however many there are. */
export function MessageList() {
  const { t } = useTranslation('messages');
  const rows = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const ranked = useView((state) => state.filter.rank !== undefined);
  const following = useView((state) => state.following) && !ranked;
  const openedSeq = useView((state) => state.openedSeq);
  const settings = useView((state) => state.settings.list);
  const newestFirst = settings.newestFirst && !ranked;
  const names = useFlowNames();
  const colors = useRowColors();
  const startedAt = useRunStart();
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
  if (shownView.current !== rows.view && ranked) held.current = 0;
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
    bar.current = element.scrollTop;
  }, [top, height, shape.first, shape.count, viewport]);
  const scrolling = useRef(false);
  useLayoutEffect(() => {
    if (!scrolling.current) place();
  }, [place]);

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
    // The least movement away from the newest holds the list; reaching it lets it follow again.
    if (!ranked)
      setFollowing(newestFirst ? !down && held.current < shape.first + 0.5 : down && isAtEnd(held.current, shape));
    redraw();
  };
  const onScrollEnd = () => {
    scrolling.current = false;
    place();
  };

  const goTo = (place: number) => {
    held.current = topToShow(place, top, shape);
    cursor.current = turned(place);
    if (!ranked) setFollowing(place === newest);
    redraw();
    const row = rowSource.row(turned(place));
    if (row) openItem(row.seq);
  };
  // A row that keys went to before it was fetched is opened when it comes.
  useEffect(() => {
    const row = cursor.current === undefined ? undefined : rowSource.row(cursor.current);
    if (row && document.activeElement === scroller.current && row.seq !== openedSeq) openItem(row.seq);
  }, [rows.revision]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'c' && openedSeq !== undefined) compareWith(openedSeq);
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
    goTo(target);
  };
  const onOpen = useCallback((row: CaptureRow, index: number) => {
    cursor.current = index;
    // What one reads must not run away.
    setFollowing(false);
    openItem(row.seq);
  }, []);

  // Lines are keyed by their place in the ring of those that can be in sight, so that scrolling writes new texts into the
  // elements that are there: in a flood making elements anew costs most of the time.
  const places = Math.ceil(viewport / ROW_HEIGHT) + 1;
  const lines: React.ReactNode[] = [];
  for (let place = sight.from; place < sight.to; place++) {
    const index = turned(place);
    const row = rowSource.row(index);
    const before = settings.time === 'delta' && index > rows.first ? rowSource.row(index - 1) : undefined;
    lines.push(
      <MessageRow
        key={((place % places) + places) % places}
        row={row}
        index={index}
        line={place - shape.first}
        name={row && names.get(row.flow)}
        selected={row !== undefined && row.seq === openedSeq}
        columns={layout.columns}
        withTypes={layout.withTypes}
        time={row ? rowTimeText(settings.time, row.t, startedAt, before?.t) : ''}
        color={row?.color === undefined ? undefined : colors[row.color]}
        onOpen={onOpen}
        onMenu={setMenu}
      />,
    );
  }
  return (
    <div
      className={classes['list']}
      role="grid"
      aria-label={t('list.label')}
      aria-rowcount={rows.count + 1}
      data-testid="message-list"
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
            <div style={{ transform: `translateY(${sight.offset}px)` }}>{lines}</div>
          </div>
        </div>
      </div>
      <RowMenu target={menu} onClose={() => setMenu(undefined)} />
    </div>
  );
}
