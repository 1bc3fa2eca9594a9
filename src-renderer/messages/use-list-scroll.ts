import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  areDrawn,
  blocksInOrder,
  elementsFor,
  nextBlocks,
  NO_BLOCKS,
  type DrawnBlock,
  type Range,
} from './list-blocks';
import {
  barStands,
  clampTop,
  drawnHeight,
  isAtEnd,
  lowestTop,
  rowsInSight,
  scrollTopOf,
  topAfterScroll,
  type ListShape,
} from './list-scroll';
import type { RowsState } from './rows-state';

export const ROW_HEIGHT = 24;
/** Lines drawn on either side of those in sight while the list is held: the browser scrolls before it asks for more. */
const BESIDE = 6;
/** Milliseconds after the last scroll in which the bar may stand elsewhere than the rows do. */
const REST_MS = 120;

interface ListScrollOptions {
  readonly rows: RowsState;
  readonly following: boolean;
  readonly newestFirst: boolean;
  readonly ranked: boolean;
  /** Told whether the list is to follow, when the user's scrolling changes that. */
  readonly onFollowing: (following: boolean) => void;
  /** Told which places are in sight. */
  readonly onSight: (sight: Range) => void;
  /** Told the list's width in pixels. */
  readonly onWidth: (width: number) => void;
}

export interface ListScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly onScrollEnd: () => void;
  /** Where the newest comes first, rows stand at the negative of their index. */
  readonly shape: ListShape;
  /** Place of the row at the upper edge, with a fraction. */
  readonly top: () => number;
  /** What is drawn, in the order of the document. */
  readonly blocks: readonly DrawnBlock[];
  /** Pixels of the element that is scrolled, and to which of them. */
  readonly height: number;
  readonly at: number;
  /** Pixels from its upper edge to that of the lines' own box, in which a block has the place that `yOf` tells. */
  readonly offset: number;
  readonly yOf: (block: DrawnBlock) => number;
  /** Brings another row to the upper edge. */
  readonly moveTo: (top: number) => void;
}

/**
 * Where the message list is scrolled to, however many rows it has and however they come and go. Lines stand in the scrolled
 * element itself, so that the browser moves them by itself and only those are drawn that come into sight.
 */
export function useListScroll(options: ListScrollOptions): ListScroll {
  const { rows, following, newestFirst, ranked, onFollowing, onSight, onWidth } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  /** The row at the upper edge: where the list stays when it stops following. */
  const held = useRef(0);
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  /** Where the bar was put last, to tell the user's scrolling from our own. */
  const bar = useRef(0);
  const scrolling = useRef(false);
  const blocks = useRef(NO_BLOCKS);
  const shift = useRef(0);

  const shape: ListShape = {
    first: newestFirst ? 1 - rows.first - rows.count : rows.first,
    count: rows.count,
    rowHeight: ROW_HEIGHT,
    viewport,
  };
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

  // The bar follows the rows; while it is dragged over a list at a scale it is left alone until it rests.
  const wanted = Math.round(scrollTopOf(top, height, shape));
  const stands = scrolling.current ? bar.current <= height - viewport : barStands(bar.current, wanted, height, shape);
  const at = stands ? bar.current : wanted;
  if (isAstray(at, top, shift.current)) shift.current = Math.round(at - top * ROW_HEIGHT);
  const inSight = Math.ceil(viewport / ROW_HEIGHT) + 1;
  const lines = { from: sight.from, to: sight.from + inSight };
  blocks.current = nextBlocks(
    blocks.current,
    following ? lines : besides(lines),
    elementsFor(inSight + 2 * BESIDE),
    scrolling.current,
  );

  useLayoutEffect(() => {
    // Asking the element where it stands costs a layout; a browser puts it within a pixel of where it is to stand.
    if (scroller.current && bar.current !== at) scroller.current.scrollTop = at;
    bar.current = at;
  });
  useEffect(() => onSight({ from: sight.from, to: sight.to }), [onSight, sight.from, sight.to, following]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      // A list that was made higher or lower may have been moved by the browser. Drawn at once, it is never seen so.
      bar.current = element.scrollTop;
      flushSync(() => {
        setViewport(element.clientHeight);
        onWidth(element.offsetWidth);
      });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [onWidth]);

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(resting.current), []);
  const onScroll = () => {
    const element = scroller.current;
    // A list that was made higher or lower is put in its place again by itself.
    if (!element || element.clientHeight !== viewport || Math.abs(element.scrollTop - bar.current) < 1) return;
    const to = element.scrollTop;
    const down = to > bar.current;
    held.current = topAfterScroll(held.current, bar.current, to, height, shape);
    bar.current = to;
    if (!scrolling.current) element.dataset['scrolling'] = '';
    scrolling.current = true;
    clearTimeout(resting.current);
    // The least movement away from the newest holds the list; reaching it lets it follow again.
    const atNewest = newestFirst ? !down && held.current < shape.first + 0.5 : down && isAtEnd(held.current, shape);
    const follows = atNewest && !ranked;
    const now = rowsInSight(held.current, shape);
    if (follows === following && areDrawn(within(besides(now), shape), blocks.current)) {
      if (!isAstray(to, held.current, shift.current)) {
        onSight(now);
        return;
      }
    }
    // Drawn in the same frame as the browser's own movement.
    flushSync(() => {
      if (follows !== following) onFollowing(follows);
      redraw();
    });
  };
  // A wheel that is turned ends a scroll at every notch: the bar rests when no more come.
  const onScrollEnd = () => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => {
      scrolling.current = false;
      delete scroller.current?.dataset['scrolling'];
      redraw();
    }, REST_MS);
  };
  const moveTo = useCallback((wantedTop: number) => {
    held.current = wantedTop;
    redraw();
  }, []);
  const topNow = useCallback(() => held.current, []);
  const list = { from: shape.first, to: shape.first + shape.count };
  const { base } = blocks.current;
  return {
    scroller,
    onScroll,
    onScrollEnd,
    shape,
    top: topNow,
    blocks: blocksInOrder(blocks.current, following ? within(lines, shape) : list),
    height,
    at,
    offset: shift.current + base * ROW_HEIGHT,
    yOf: ({ begin }) => (begin - base) * ROW_HEIGHT,
    moveTo,
  };
}

function besides({ from, to }: Range): Range {
  return { from: from - BESIDE, to: to + BESIDE };
}

function within({ from, to }: Range, { first, count }: ListShape): Range {
  return { from: Math.max(from, first), to: Math.min(to, first + count) };
}

/** Whole pixels, so that letters are sharp and a line that stays in its place is not touched. */
function isAstray(at: number, top: number, shift: number): boolean {
  return Math.abs(at - top * ROW_HEIGHT - shift) >= 0.5;
}
