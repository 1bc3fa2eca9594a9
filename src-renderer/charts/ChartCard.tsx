import i18next from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { briefCountText, bytesText, rateText } from '../ui/numbers';
import type { Bins } from '../../shared/traffic/bins';
import { binText, CardHead } from './CardHead';
import { steps } from './chart-data';
import { follow, hold, zoom, type TimeSpan } from './chart-range';
import classes from './Charts.module.css';
import { curveText } from './curve-text';
import type { Curve, Metric } from './curves';
import { Plot } from './Plot';
import type { ChartColors } from './use-colors';

interface ChartCardProps {
  readonly metric: Metric;
  /** One number per bin each. */
  readonly lines: readonly { readonly curve: Curve; readonly color: string; readonly values: Float64Array }[];
  readonly bins: Bins;
  readonly shown: TimeSpan;
  /** The end of the run. */
  readonly end: number;
  readonly colors: ChartColors;
}

/** One metric of every curve, with the values at the pointer, or the newest ones, above it. */
export function ChartCard({ metric, lines, bins, shown, end, colors }: ChartCardProps) {
  const { t } = useTranslation('charts');
  const [hovered, setHovered] = useState<number>();
  const plotLines = useMemo(
    () => lines.map(({ curve, color, values }) => ({ id: curve.id, color, values: steps(values) })),
    [lines],
  );
  const format = FORMATS[metric];
  const isCount = metric !== 'messages' && metric !== 'bytes';
  const newest = bins.edges.length - 2;
  const bin = Math.min(hovered ?? newest, newest);
  return (
    <article className={classes['card']} data-narrow={isCount || undefined} data-testid={`chart-${metric}`}>
      <CardHead
        title={t(`metric.${metric}`)}
        hint={t(`metricHint.${metric}`)}
        time={hovered === undefined || bin < 0 ? undefined : binText(bins, bin)}
        values={lines.map(({ curve, color, values }) => ({
          id: curve.id,
          name: curveText(curve.name),
          color,
          text: format(values[bin] ?? 0),
          exact: values[bin] ?? 0,
        }))}
        testId={`value-${metric}`}
      />
      {lines.length === 0 ? (
        <p className={classes['noLines']}>{t(`noLines.${metric}`)}</p>
      ) : (
        <Plot
          label={t(`metric.${metric}`)}
          times={bins.edges}
          lines={plotLines}
          shown={shown}
          text={colors.text}
          grid={colors.grid}
          format={format}
          scale={metric === 'messages' ? 'linear' : 'whole'}
          counts={isCount}
          onHover={setHovered}
          onZoom={hold}
          onWheel={(at, out) => zoom(shown, at, out ? 1.25 : 0.8, end)}
          onReset={() => follow()}
        />
      )}
    </article>
  );
}

const FORMATS: Readonly<Record<Metric, (value: number) => string>> = {
  messages: rateText,
  bytes: (value) => i18next.t('charts:bytesPerSecond', { bytes: bytesText(value) }),
  waiting: briefCountText,
  unread: briefCountText,
  lost: briefCountText,
};
