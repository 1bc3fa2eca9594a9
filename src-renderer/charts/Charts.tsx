import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { selectedFlows } from '../../shared/traffic/flow-choice';
import { useDocument } from '../stores/document';
import { useHealth } from '../stores/health';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { useFlowNames } from '../messages/use-flow-names';
import { ChartCard } from './ChartCard';
import { curveValues, groupsOf, shownBins, stepOf } from './chart-data';
import { follow, hold, useChartRange, type TimeSpan } from './chart-range';
import classes from './Charts.module.css';
import { ChartToolbar } from './ChartToolbar';
import { curvesOf, MOST_CURVES, type Metric } from './curves';
import { LatencyCard } from './LatencyCard';
import { NumberCard } from './NumberCard';
import { Timeline } from './Timeline';
import { HUES, useColors } from './use-colors';
import { useSeries } from './use-series';

/** Milliseconds between two looks at the series. */
const LOOK_MS = 250;
/** Seconds asked for beyond what is followed, so that nothing is missing at its edge while it moves on. */
const MARGIN = 2;

const CARDS = ['messages', 'bytes', 'latency', 'waiting', 'unread', 'lost'] as const;

/** The bottom panel's charts: what is selected on the canvas, or everything, over the newest part of the run or a held one. */
export function Charts() {
  const { t } = useTranslation('charts');
  const root = useRef<HTMLElement>(null);
  const colors = useColors(root);
  const selection = useView((state) => state.selection);
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  const running = status.state !== 'stopped';
  const names = useFlowNames();
  const pipes = useHealth((health) => health.losses.pipes);
  const { followed, held, hidden, path } = useChartRange();

  const all = useMemo(
    () => curvesOf(selection, topology, status, names, pipes),
    [selection, topology, status, names, pipes],
  );
  // Compared as text: a status that changes no curve asks for nothing anew.
  const text = JSON.stringify(all.slice(0, MOST_CURVES));
  const curves = useMemo(() => JSON.parse(text) as typeof all, [text]);
  const groups = useMemo(() => groupsOf(curves), [curves]);
  const spanOf = useMemo(
    () => (end: number) => {
      if (held) return held;
      return { from: followed === 'all' ? 0 : Math.max(0, end - followed - MARGIN), to: Number.MAX_VALUE };
    },
    [followed, held],
  );
  const flows = useMemo(() => selectedFlows(selection, topology, status)?.join(' '), [selection, topology, status]);
  const [step, setStep] = useState(1);
  // Of another run, path or choice it is looked for anew.
  const search = `${status.startedAt} ${path} ${flows}`;
  const [haltedSearch, setHaltedSearch] = useState<string>();
  const halted = haltedSearch === search;
  const more = useMemo(() => {
    const wanted = flows === undefined ? ('all' as const) : flows.split(' ').filter(Boolean).map(Number);
    const numbers = { path, flows: wanted, ...(halted ? { halted } : {}) };
    return { latency: { flows: wanted, step }, ...(path === '' ? {} : { numbers }) };
  }, [flows, step, path, halted]);
  const answer = useSeries(spanOf, LOOK_MS, groups, more);
  const shown = held ?? followedSpan(followed, answer.end);
  // A run that has only begun is drawn in the steps that it will be followed in.
  const span = held || followed === 'all' ? shown.to - shown.from : followed;
  useEffect(() => setStep(stepOf(span)), [span]);
  const bins = useMemo(() => shownBins(answer, span, running && !held), [answer, span, running, held]);
  // Only where requests are answered is there a latency to be seen.
  const answered = answer.latency?.values.count.some((count) => count > 0) === true;

  const linesOf = (metric: Metric) =>
    curves.flatMap((curve, index) => {
      const values = hidden.has(curve.id) ? undefined : curveValues(curve, metric, bins, answer, groups);
      return values ? [{ curve, color: colors?.curves[index % HUES] ?? '', values }] : [];
    });

  return (
    <section ref={root} className={classes['charts']} aria-label={t('title')} data-testid="charts">
      <ChartToolbar curves={curves} left={all.length - curves.length} shown={shown} ended={!running} />
      <Timeline span={held} onSpan={(span) => (span ? hold(span) : follow())} hint={t('timeline.hintCharts')} />
      {colors && curves.length > 0 && (
        <div className={classes['cards']}>
          {/* What was asked for is in sight in a low panel as well. */}
          {path !== '' && answer.numbers && (
            <NumberCard
              path={path}
              numbers={answer.numbers}
              halted={halted}
              onHalt={(halt) => setHaltedSearch(halt ? search : undefined)}
              shown={shown}
              end={answer.end}
              colors={colors}
            />
          )}
          {CARDS.map((metric) => {
            if (metric === 'latency')
              return answered && <LatencyCard key={metric} answer={answer} shown={shown} colors={colors} />;
            const lines = linesOf(metric);
            // What only receives has nothing to send, and the other way round: a card of nothing takes room.
            const other = metric === 'waiting' ? 'unread' : 'waiting';
            const queues = metric === 'waiting' || metric === 'unread';
            if (queues && lines.length === 0 && (metric === 'unread' || linesOf(other).length > 0)) return undefined;
            return (
              <ChartCard
                key={metric}
                metric={metric}
                lines={lines}
                bins={bins}
                shown={shown}
                end={answer.end}
                colors={colors}
              />
            );
          })}
        </div>
      )}
      {curves.length === 0 && (
        <p className={classes['nothing']} role="status">
          {t(running ? 'nothingCharted' : 'nothingYet')}
        </p>
      )}
    </section>
  );
}

/** The newest part of a run; a run that has only begun is seen against as much room as it will need. */
function followedSpan(followed: number | 'all', end: number): TimeSpan {
  if (followed === 'all') return { from: 0, to: Math.max(end, 10) };
  return { from: Math.max(0, end - followed), to: Math.max(end, Math.min(followed, 10)) };
}
