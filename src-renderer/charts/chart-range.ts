import { create } from 'zustand';

/** A part of a run, in seconds since it began. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** How much of the run's newest part is followed, in seconds. */
export const FOLLOWED = [10, 60, 300, 'all'] as const;
export type Followed = (typeof FOLLOWED)[number];

export interface ChartRange {
  readonly followed: Followed;
  /** The part that is held still: paused or zoomed to; undefined while the newest part is followed. */
  readonly held: TimeSpan | undefined;
  /** Curves that are switched off in the legend. */
  readonly hidden: ReadonlySet<string>;
  /** Where in the JSON of messages the number is that is charted; '' for none. */
  readonly path: string;
}

/** What the charts show of a run. It stays while another view is looked at. */
export const useChartRange = create<ChartRange>()(() => ({
  followed: 60,
  held: undefined,
  hidden: new Set(),
  path: '',
}));

/** The least that can be zoomed to: the finest step of a run's series. */
const LEAST_SPAN = 0.2;

export function follow(followed?: Followed): void {
  useChartRange.setState(followed === undefined ? { held: undefined } : { held: undefined, followed });
}

export function hold(held: TimeSpan): void {
  const middle = (held.from + held.to) / 2;
  const half = Math.max(held.to - held.from, LEAST_SPAN) / 2;
  useChartRange.setState({ held: { from: Math.max(0, middle - half), to: Math.max(middle, half) + half } });
}

/** Makes what is held larger or smaller around a moment, and never larger than the run. */
export function zoom(shown: TimeSpan, around: number, factor: number, end: number): void {
  hold({
    from: Math.max(0, around - (around - shown.from) * factor),
    to: Math.min(end, around + (shown.to - around) * factor),
  });
}

/** Charts the number at a place in the JSON of messages, or none. */
export function setChartedPath(path: string): void {
  useChartRange.setState({ path });
}

export function toggleCurve(id: string): void {
  useChartRange.setState(({ hidden }) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    return { hidden: next };
  });
}
