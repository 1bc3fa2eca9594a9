import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { binsOf } from '../../shared/traffic/bins';
import type { SeriesAnswer } from '../../shared/traffic/series';
import { countText } from '../ui/numbers';
import { binText, CardHead } from './CardHead';
import { latencyText } from '../ui/latency-text';
import { gaps } from './chart-data';
import { follow, hold, zoom, type TimeSpan } from './chart-range';
import classes from './Charts.module.css';
import { Plot } from './Plot';
import type { ChartColors } from './use-colors';

const LINES = ['p50', 'p90', 'p99', 'max'] as const;

interface LatencyCardProps {
  readonly answer: SeriesAnswer;
  readonly shown: TimeSpan;
  readonly colors: ChartColors;
}

/** The time from requests to their replies, of all that is charted put together, as percentiles. */
export function LatencyCard({ answer, shown, colors }: LatencyCardProps) {
  const { t } = useTranslation('charts');
  const [hovered, setHovered] = useState<number>();
  const { latency, times } = answer;
  const drawn = useMemo(() => {
    if (!latency) return undefined;
    const bins = binsOf(times, latency.step);
    const lines = LINES.map((id, index) => ({
      id,
      color: colors.curves[index] ?? '',
      values: gaps(latency.values[id]),
      dash: id === 'max',
    }));
    return { bins, lines, newest: latency.values.count.findLastIndex((count) => count > 0) };
  }, [latency, times, colors]);
  if (!latency || !drawn) return undefined;
  const bin = Math.min(hovered ?? drawn.newest, drawn.bins.edges.length - 2);
  const replies = latency.values.count.reduce((sum, count) => sum + count, 0);
  return (
    <article className={classes['card']} data-testid="chart-latency" data-replies={replies}>
      <CardHead
        title={t('metric.latency')}
        hint={t('metricHint.latency')}
        time={hovered === undefined ? undefined : binText(drawn.bins, bin)}
        values={LINES.map((id, index) => ({
          id,
          name: `${t(`latency.${id}`)} (${t('latency.of', { count: countText(latency.values.count[bin] ?? 0) })})`,
          color: colors.curves[index] ?? '',
          text: `${t(`latency.short.${id}`)} ${latencyText(latency.values[id][bin] ?? NaN)}`,
        }))}
      />
      {replies === 0 ? (
        <p className={classes['noLines']}>{t('noLines.latency')}</p>
      ) : (
        <Plot
          label={t('metric.latency')}
          times={drawn.bins.edges}
          lines={drawn.lines}
          shown={shown}
          text={colors.text}
          grid={colors.grid}
          format={latencyText}
          scale="logarithmic"
          onHover={setHovered}
          onZoom={hold}
          onWheel={(at, out) => zoom(shown, at, out ? 1.25 : 0.8, answer.end)}
          onReset={() => follow()}
        />
      )}
    </article>
  );
}
