import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesGroup } from '../../shared/traffic/series';
import { countText, rateText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { dragged, gripAt, nudged, type Grip } from './brush';
import type { TimeSpan } from './chart-range';
import classes from './Timeline.module.css';
import { paintTimeline, timelineBars, TIMELINE_KINDS } from './timeline-bars';
import { useColors } from './use-colors';
import { useSeries } from './use-series';

/** Milliseconds between two looks at the run. */
const LOOK_MS = 500;
const NEAR_PIXELS = 5;
const EVERY_SOCKET: readonly SeriesGroup[] = [{ flows: [], sockets: 'all' }];
const wholeRun = (): TimeSpan => ({ from: 0, to: Number.MAX_VALUE });

interface TimelineProps {
  /** The part of the run that is chosen; undefined for all of it. */
  readonly span: TimeSpan | undefined;
  readonly onSpan: (span: TimeSpan | undefined) => void;
  /** What a chosen part does. */
  readonly hint: string;
}

/** The whole run in a strip: how much passed when, by kind, and where something was dropped; a part of it is chosen by dragging. */
export function Timeline({ span, onSpan, hint }: TimelineProps) {
  const { t } = useTranslation('charts');
  const root = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useColors(root);
  const [width, setWidth] = useState(0);
  const [grip, setGrip] = useState<Grip>();
  const [drawn, setDrawn] = useState<TimeSpan>();
  const [pointed, setPointed] = useState<number>();
  const answer = useSeries(wholeRun, LOOK_MS, EVERY_SOCKET);
  const { end } = answer;
  const bars = useMemo(() => timelineBars(answer, width), [answer, width]);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !colors || width === 0) return;
    const scale = window.devicePixelRatio;
    const height = element.clientHeight;
    element.width = Math.round(width * scale);
    element.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const { kinds, lost, gone } = colors;
    paintTimeline(context, bars, { width, height, end, keptFrom: answer.keptFrom, colors: { kinds, lost, gone } });
  }, [bars, answer, colors, width, end]);

  const timeOf = (event: React.PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return ((event.clientX - box.left) / Math.max(box.width, 1)) * end;
  };
  const near = (NEAR_PIXELS / Math.max(width, 1)) * end;
  const onPointerDown = (event: React.PointerEvent) => {
    if (event.button !== 0 || end === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip(gripAt(timeOf(event), span, near));
  };
  const onPointerMove = (event: React.PointerEvent) => {
    const at = timeOf(event);
    setPointed(at);
    if (grip) setDrawn(dragged(grip, at, end));
  };
  const onPointerUp = () => {
    // A click is no span, and leaves the one that there is.
    if (drawn && drawn.to - drawn.from > near / 2) onSpan(drawn);
    setGrip(undefined);
    setDrawn(undefined);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!span) return;
    if (event.key === 'Escape') onSpan(undefined);
    else if (event.key === 'ArrowLeft') onSpan(nudged(span, -0.25, end));
    else if (event.key === 'ArrowRight') onSpan(nudged(span, 0.25, end));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = drawn ?? span;
  const percent = (at: number) => `${end > 0 ? (Math.min(Math.max(at, 0), end) / end) * 100 : 0}%`;
  const bin = pointed === undefined ? -1 : bars.edges.findLastIndex((edge) => edge <= pointed);
  return (
    <div
      ref={root}
      className={classes['timeline']}
      role="group"
      tabIndex={0}
      aria-label={
        shown ? t('timeline.chosen', { from: timeText(shown.from, 1), to: timeText(shown.to, 1) }) : t('timeline.label')
      }
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={() => setPointed(undefined)}
      onDoubleClick={() => onSpan(undefined)}
      onKeyDown={onKeyDown}
      data-testid="timeline"
      data-end={end}
    >
      <canvas ref={canvas} aria-hidden />
      {shown && (
        <div
          className={classes['brush']}
          style={{ left: percent(shown.from), right: `calc(100% - ${percent(shown.to)})` }}
          data-testid="timeline-brush"
        />
      )}
      {pointed !== undefined && end > 0 && (
        <div
          className={classes['said']}
          data-side={pointed > end / 2 ? 'left' : 'right'}
          style={{ left: percent(pointed) }}
        >
          <b>{timeText(Math.max(0, pointed), 1)}</b>
          {bin >= 0 && bin < bars.lost.length && (
            <>
              {TIMELINE_KINDS.map((kind, index) =>
                kind === 'message' || bars.kinds[index]![bin]! > 0 ? (
                  <span key={kind} data-kind={kind}>
                    {t(`timeline.${kind}`, { rate: rateText(bars.kinds[index]![bin]!) })}
                  </span>
                ) : undefined,
              )}
              {bars.lost[bin]! > 0 && (
                <span data-kind="lost">{t('timeline.lost', { lost: countText(bars.lost[bin]!) })}</span>
              )}
            </>
          )}
          {answer.keptFrom !== undefined && pointed < answer.keptFrom && <span>{t('timeline.gone')}</span>}
          {!shown && <em>{hint}</em>}
        </div>
      )}
    </div>
  );
}
