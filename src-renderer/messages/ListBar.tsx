import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import classes from './ListBar.module.css';

/** Pixels that the bar takes of the list's width. */
export const BAR_WIDTH = 10;
/** The least height of a thumb that can be taken hold of. */
const LEAST_THUMB = 28;

interface ListBarProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Pixels of the element that is scrolled, and of what is seen of it. */
  readonly height: number;
  readonly viewport: number;
  /** Draws what has come into sight, in the frame in which the thumb was dragged there. */
  readonly onMoved: () => void;
  /** Where the list was put by itself. */
  readonly at: number;
}

/**
 * The scroll bar of the list. One that a page styles is drawn anew at every step, and the browser's own looks like no other
 * here. This one's thumb is a layer of its own that is put elsewhere only where it would be seen to move: in a long list
 * that is once in many steps of the wheel.
 */
export function ListBar({ scroller, height, viewport, at, onMoved }: ListBarProps) {
  /** Where the thumb is held, in pixels below its upper edge. */
  const grip = useRef<number | undefined>(undefined);
  const thumb = useRef<HTMLDivElement>(null);
  const shown = useRef<number | undefined>(undefined);
  const range = Math.max(1, height - viewport);
  const size = Math.round(Math.max(LEAST_THUMB, (viewport * viewport) / Math.max(1, height)));
  const way = viewport - size;
  const place = (scrollTop: number) => {
    const y = Math.round((Math.min(scrollTop, range) / range) * way);
    if (!thumb.current || y === shown.current) return;
    shown.current = y;
    thumb.current.style.transform = `translateY(${y}px)`;
  };
  useLayoutEffect(() => {
    if (!thumb.current) shown.current = undefined;
    place(at);
  });
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    const element = scroller.current;
    const follow = () => {
      if (element) latest.current(element.scrollTop);
    };
    element?.addEventListener('scroll', follow, { passive: true });
    return () => element?.removeEventListener('scroll', follow);
  }, [scroller]);
  if (height <= viewport) return undefined;
  const drag = (event: React.PointerEvent<HTMLDivElement>) => {
    const element = scroller.current;
    if (!element || grip.current === undefined || way <= 0) return;
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top - grip.current;
    element.scrollTop = Math.min(Math.max(y / way, 0), 1) * range;
    onMoved();
  };
  const hold = (event: React.PointerEvent<HTMLDivElement>) => {
    const element = scroller.current;
    if (!element || event.button !== 0) return;
    // The list keeps the keys.
    event.preventDefault();
    element.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const top = (element.scrollTop / range) * way;
    // Beside the thumb, its middle comes to the pointer.
    grip.current = y >= top && y < top + size ? y - top : size / 2;
    if (y < top || y >= top + size) drag(event);
  };
  const wheel = (event: React.WheelEvent) => {
    if (scroller.current) scroller.current.scrollTop += event.deltaY;
  };
  const release = () => {
    grip.current = undefined;
  };
  return (
    <div
      className={classes['bar']}
      onWheel={wheel}
      onPointerDown={hold}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      data-testid="list-bar"
      aria-hidden
    >
      <div ref={thumb} className={classes['thumb']} style={{ height: size - 4 }} />
    </div>
  );
}
