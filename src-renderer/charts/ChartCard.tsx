import i18next from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { briefCountText, bytesText, rateText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import type { Bins } from './bins';
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
  const newest = bins.edges.length - 2;
  const bin = Math.min(hovered ?? newest, newest);
  return (
    <article className={classes['card']} data-testid={`chart-${metric}`}>
      <header className={classes['cardHead']}>
        <h3 title={t(`metricHint.${metric}`)}>{t(`metric.${metric}`)}</h3>
        {hovered !== undefined && bin >= 0 && <time>{spanText(bins, bin)}</time>}
        <ul className={classes['values']}>
          {lines.map(({ curve, color, values }) => (
            <li
              key={curve.id}
              title={curveText(curve.name)}
              data-testid={`value-${metric}`}
              data-value={values[bin] ?? 0}
            >
              <i style={{ background: color }} aria-hidden />
              {format(values[bin] ?? 0)}
            </li>
          ))}
        </ul>
      </header>
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
          whole={metric === 'waiting' || metric === 'dropped'}
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
  dropped: briefCountText,
};

function spanText({ edges }: Bins, bin: number): string {
  const from = edges[bin] ?? 0;
  const to = edges[bin + 1] ?? from;
  return `${timeText(from, 1)}–${timeText(to, 1)}`;
}
