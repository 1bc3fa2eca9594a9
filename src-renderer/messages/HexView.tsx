import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hex } from '../../shared/bytes';
import { bytesPerLine, characterRange, hexLineCount } from '../../shared/traffic/hex-layout';
import type { Marking } from './frame/marking';
import { byteAfterKey, foundOnLine, onLine, rangeBetween, type ByteRange } from './byte-range';
import { copyText } from '../ui/copy-text';
import { HexLine } from './HexLine';
import classes from './HexView.module.css';

const LINE_HEIGHT = 18;
/** So many lines are seen at once; more are scrolled. */
const MOST_LINES = 16;

interface HexViewProps {
  readonly bytes: Uint8Array;
  /** Length of the whole frame; `bytes` may be its beginning only. */
  readonly size: number;
  readonly marking: Marking;
  /** Bytes that a search found, in their order. */
  readonly hits: readonly ByteRange[];
}

/** Bytes in hexadecimal and as text side by side. What is pointed at or marked in one is seen in the other. */
export function HexView({ bytes, size, marking, hits }: HexViewProps) {
  const { t } = useTranslation('messages');
  const scroller = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLSpanElement>(null);
  const [perLine, setPerLine] = useState<8 | 16>(8);
  const [hover, setHover] = useState<ByteRange>();
  const marked = marking.marked?.range;
  const setMarked = (range: ByteRange | undefined) => marking.mark(range, 'hex');
  const anchor = useRef<number | undefined>(undefined);
  const cursor = useRef(0);
  const lines = hexLineCount(bytes.length, perLine);
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 6,
    initialRect: { width: 0, height: MOST_LINES * LINE_HEIGHT },
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const column = (ruler.current?.getBoundingClientRect().width ?? 0) / 10;
      if (column > 0) setPerLine(bytesPerLine(Math.floor((element.clientWidth - 20) / column), size));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [size]);

  // What was marked elsewhere comes into sight, and keys go on from there.
  useEffect(() => {
    if (!marking.marked || marking.marked.by === 'hex') return;
    const { from, to } = marking.marked.range;
    anchor.current = from;
    cursor.current = Math.max(from, to - 1);
    virtual.scrollToIndex(Math.floor(from / perLine), { align: 'auto' });
  }, [marking.marked, perLine]);

  const mark = (at: number, extend: boolean) => {
    if (!extend || anchor.current === undefined) anchor.current = at;
    cursor.current = at;
    setMarked(rangeBetween(anchor.current, at));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && marked) {
      event.preventDefault();
      copyText(hex(bytes.subarray(marked.from, marked.to), ' '), t('frame.copied'));
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      setMarked({ from: 0, to: bytes.length });
      return;
    }
    if (event.key === 'Escape' && marked) {
      event.stopPropagation();
      setMarked(undefined);
      return;
    }
    const next = byteAfterKey(event.key, cursor.current, perLine, bytes.length);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    mark(next, event.shiftKey);
    virtual.scrollToIndex(Math.floor(next / perLine));
  };

  return (
    <>
      <div
        ref={scroller}
        className={classes['hexView']}
        style={{ maxHeight: MOST_LINES * LINE_HEIGHT + 12 }}
        role="application"
        aria-label={t('hex.label')}
        aria-roledescription={t('hex.role')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          const at = byteAt(event.target);
          if (at !== undefined && event.buttons === 1 && anchor.current !== undefined) mark(at, true);
          setHover(at === undefined ? undefined : characterOf(bytes, at));
        }}
        onPointerLeave={() => setHover(undefined)}
        onPointerDown={(event) => {
          const at = byteAt(event.target);
          if (event.button !== 0) return;
          if (at === undefined) setMarked(undefined);
          else mark(at, event.shiftKey);
        }}
        data-testid="hex"
      >
        <span ref={ruler} className={classes['ruler']} aria-hidden>
          0000000000
        </span>
        <div style={{ height: lines * LINE_HEIGHT, position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const markedHere = onLine(marked, index, perLine);
            const hoverHere = onLine(hover, index, perLine);
            return (
              <div key={index} className={classes['place']} style={{ transform: `translateY(${start}px)` }}>
                <HexLine
                  bytes={bytes}
                  line={index}
                  perLine={perLine}
                  size={size}
                  markedFrom={markedHere?.[0] ?? -1}
                  markedTo={markedHere?.[1] ?? -1}
                  hoverFrom={hoverHere?.[0] ?? -1}
                  hoverTo={hoverHere?.[1] ?? -1}
                  found={foundOnLine(hits, index, perLine)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function byteAt(target: EventTarget): number | undefined {
  const at = target instanceof HTMLElement ? target.dataset['byte'] : undefined;
  return at === undefined ? undefined : Number(at);
}

function characterOf(bytes: Uint8Array, at: number): ByteRange {
  const [first, last] = characterRange(bytes, at);
  return { from: first, to: last + 1 };
}
