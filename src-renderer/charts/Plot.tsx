import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { timeText } from '../ui/time-text';
import { digitsOf, logLines, logTexts, TIME_STEPS, VALUE_STEPS, WHOLE_STEPS } from './axis-steps';
import type { TimeSpan } from './chart-range';
import classes from './Charts.module.css';

export interface PlotLine {
  readonly id: string;
  readonly color: string;
  /** As uPlot draws steps, one for each of the plot's times. */
  readonly values: Float64Array | (number | null)[];
  readonly dash?: boolean;
}

interface PlotProps {
  readonly label: string;
  readonly times: Float64Array;
  readonly lines: readonly PlotLine[];
  readonly shown: TimeSpan;
  readonly text: string;
  readonly grid: string;
  /** Text of a value at the axis. */
  readonly format: (value: number) => string;
  /** `whole`: there is nothing between two whole numbers; `free`: it need not begin at 0. */
  readonly scale: 'linear' | 'whole' | 'logarithmic' | 'free';
  /** Its texts are counts, which need less room than what has a unit. */
  readonly counts?: boolean;
  /** The bin under the pointer of this plot or one beside it; undefined where it is over none. */
  readonly onHover: (index: number | undefined) => void;
  readonly onZoom: (span: TimeSpan) => void;
  readonly onWheel: (at: number, out: boolean) => void;
  readonly onReset: () => void;
}

/** Pointers of the plots side by side move together. */
const SYNC = 'charts';
const FONT = '11px Inter, system-ui, sans-serif';

/** Lines over time, drawn by uPlot: dragging zooms, the wheel zooms around the pointer, a double click follows again. */
export function Plot(props: PlotProps) {
  const { label, times, lines, shown } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const shape = JSON.stringify([lines.map(({ id, color }) => [id, color]), props.text, props.grid]);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const { clientWidth: width, clientHeight: height } = element;
    const made = new uPlot(optionsOf(latest, width, height), dataOf(latest.current), element);
    plot.current = made;
    const stop = listen(made, latest);
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      stop();
      made.destroy();
      plot.current = undefined;
    };
  }, [shape]);

  useEffect(() => {
    const made = plot.current;
    if (!made) return;
    made.batch(() => {
      made.setData(dataOf(latest.current), false);
      made.setScale('x', { min: shown.from, max: Math.max(shown.to, shown.from + 0.1) });
    });
  }, [times, lines, shown.from, shown.to, shape]);

  return <div ref={host} className={classes['plot']} role="img" aria-label={label} />;
}

function dataOf({ times, lines }: PlotProps): uPlot.AlignedData {
  return [times, ...lines.map(({ values }) => values)];
}

function optionsOf(latest: { readonly current: PlotProps }, width: number, height: number): uPlot.Options {
  const { lines, text, grid, scale } = latest.current;
  const axis = { stroke: text, font: FONT, grid: { stroke: grid, width: 1 }, ticks: { show: false } };
  // A logarithmic axis leaves out most of its lines' texts, as null.
  const decade = (self: uPlot) => Math.abs(self.valToPos(10, 'y') - self.valToPos(1, 'y'));
  const logarithmic: uPlot.Axis = {
    filter: (self, splits) => logTexts(splits, decade(self)),
    grid: { ...axis.grid, filter: (self, splits) => logLines(splits, decade(self)) },
  };
  const axisText = (value: number | null) => (value === null ? '' : latest.current.format(value));
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return {
    width,
    height,
    padding: [8, 18, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: SYNC, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
      // A double click is ours.
      bind: { dblclick: () => null },
    },
    scales: {
      x: { time: false, auto: false },
      y:
        scale === 'logarithmic'
          ? { distr: 3, log: 10 }
          : scale === 'free'
            ? {}
            : { range: (_, __, most) => [0, most > 0 ? most * 1.12 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        gap: 4,
        space: 60,
        incrs: TIME_STEPS,
        values: (_, splits, __, ___, step) => splits.map((t) => timeText(t, digitsOf(step))),
      },
      {
        ...axis,
        size: latest.current.counts === true ? 46 : 66,
        ...(scale === 'logarithmic' ? logarithmic : {}),
        ...(scale === 'whole' ? { incrs: WHOLE_STEPS } : scale === 'linear' ? { incrs: VALUE_STEPS } : {}),
        gap: 6,
        space: 26,
        values: (_, splits) => splits.map(axisText),
      },
    ],
    series: [
      {},
      ...lines.map(({ color, dash }) => ({
        stroke: color,
        width: dash === true ? 1 : 1.5,
        ...(dash === true ? { dash: [3, 3] } : {}),
        ...(lines.length === 1 ? { fill: color.replace(/^rgb\((.*)\)$/, 'rgb($1 / 12%)').replaceAll(',', ' ') } : {}),
        points: { show: false },
        ...(paths ? { paths } : {}),
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor: { idx, left } }) =>
          latest.current.onHover(left !== undefined && left < 0 ? undefined : (idx ?? undefined)),
      ],
      setSelect: [
        (self) => {
          const { left, width: selected } = self.select;
          if (selected < 3) return;
          latest.current.onZoom({ from: self.posToVal(left, 'x'), to: self.posToVal(left + selected, 'x') });
          self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** The wheel and the double click, which uPlot leaves to others. Returns how to stop. */
function listen(plot: uPlot, latest: { readonly current: PlotProps }): () => void {
  const { over } = plot;
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const at = plot.posToVal(event.clientX - over.getBoundingClientRect().left, 'x');
    latest.current.onWheel(at, event.deltaY > 0);
  };
  const onDoubleClick = () => latest.current.onReset();
  over.addEventListener('wheel', onWheel, { passive: false });
  over.addEventListener('dblclick', onDoubleClick);
  return () => {
    over.removeEventListener('wheel', onWheel);
    over.removeEventListener('dblclick', onDoubleClick);
  };
}
