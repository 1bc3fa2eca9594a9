import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureRow } from '../../shared/traffic/capture';
import { openItem, setFollowing, useView } from '../stores/view';
import { keyTarget } from './list-keys';
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
import { rowSource } from './row-source';
import { useFlowNames } from './use-flow-names';

export const ROW_HEIGHT = 24;

/** The list of captured items: only what is in sight is drawn and fetched, however many there are. */
export function MessageList() {
  const { t } = useTranslation('messages');
  const rows = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  const following = useView((state) => state.following);
  const openedSeq = useView((state) => state.openedSeq);
  const names = useFlowNames();
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  /** The row at the upper edge, as it was drawn last: where the list stays when it stops following. */
  const held = useRef(0);
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  /** Where the bar was put last, to tell the user's scrolling from our own. */
  const bar = useRef(0);
  const cursor = useRef<number | undefined>(undefined);

  const shape: ListShape = { first: rows.first, count: rows.count, rowHeight: ROW_HEIGHT, viewport };
  const top = following ? lowestTop(shape) : clampTop(held.current, shape);
  held.current = top;
  const sight = rowsInSight(top, shape);
  const drawn = useRef(0);
  drawn.current = drawnHeight(drawn.current, following, shape);
  const height = drawn.current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setViewport(element.clientHeight));
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

  useEffect(() => rowSource.show(sight.from, sight.to, following), [sight.from, sight.to, following]);
  useEffect(
    () =>
      rowSource.onReset(() => {
        cursor.current = undefined;
        openItem(undefined);
        setFollowing(true);
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
    // The least movement upwards holds the list; reaching the end lets it follow again.
    setFollowing(down && isAtEnd(held.current, shape));
    redraw();
  };
  const onScrollEnd = () => {
    scrolling.current = false;
    place();
  };

  const goTo = (index: number) => {
    held.current = topToShow(index, top, shape);
    cursor.current = index;
    setFollowing(index === rows.first + rows.count - 1);
    redraw();
    const row = rowSource.row(index);
    if (row) openItem(row.seq);
  };
  // A row that keys went to before it was fetched is opened when it comes.
  useEffect(() => {
    const row = cursor.current === undefined ? undefined : rowSource.row(cursor.current);
    if (row && document.activeElement === scroller.current && row.seq !== openedSeq) openItem(row.seq);
  }, [rows.revision]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewport / ROW_HEIGHT) - 1);
    const target = keyTarget(event.key, cursor.current, {
      first: rows.first,
      count: rows.count,
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
  for (let index = sight.from; index < sight.to; index++) {
    const row = rowSource.row(index);
    const name = row && names.get(row.flow);
    const selected = row !== undefined && row.seq === openedSeq;
    lines.push(
      <MessageRow key={index % places} row={row} index={index} name={name} selected={selected} onOpen={onOpen} />,
    );
  }
  return (
    <div
      className={classes['list']}
      role="grid"
      aria-label={t('list.label')}
      aria-rowcount={rows.count + 1}
      data-testid="message-list"
    >
      <div className={classes['head']} role="row" aria-rowindex={1}>
        <span role="columnheader">{t('list.time')}</span>
        <span role="columnheader">{t('list.route')}</span>
        <span role="columnheader" className={classes['numberHead']}>
          {t('list.frames')}
        </span>
        <span role="columnheader" className={classes['numberHead']}>
          {t('list.size')}
        </span>
        <span role="columnheader">{t('list.content')}</span>
      </div>
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
    </div>
  );
}
