import { SegmentedControl, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerTrackNext } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FOLLOWED, follow, hold, toggleCurve, useChartRange, type TimeSpan } from './chart-range';
import classes from './Charts.module.css';
import { curveText } from './curve-text';
import type { Curve } from './curves';
import { PathField } from './PathField';
import { HUES } from './use-colors';

interface ChartToolbarProps {
  readonly curves: readonly Curve[];
  /** Curves of the selection that are not drawn. */
  readonly left: number;
  readonly shown: TimeSpan;
  /** True where nothing runs: there is nothing to follow. */
  readonly ended: boolean;
}

/** What part of the run is charted, whether it moves on, and the curves with their switches. */
export function ChartToolbar({ curves, left, shown, ended }: ChartToolbarProps) {
  const { t } = useTranslation('charts');
  const { followed, held, hidden } = useChartRange();
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('toolbar')}>
      <SegmentedControl
        value={held ? '' : String(followed)}
        onChange={(value) => follow(FOLLOWED.find((span) => String(span) === value))}
        data={FOLLOWED.map((span) => ({ value: String(span), label: t(`followed.${span}`) }))}
        aria-label={t('followed.label')}
        data-testid="chart-span"
      />
      <Tooltip label={t(held ? 'followHint' : 'pauseHint')}>
        <button
          type="button"
          className={classes['hold']}
          aria-pressed={held !== undefined}
          onClick={() => (held ? follow() : hold(shown))}
          data-testid="chart-hold"
        >
          {held ? <IconPlayerTrackNext size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
          {t(held ? (ended ? 'reset' : 'follow') : 'pause')}
        </button>
      </Tooltip>
      <PathField />
      <ul className={classes['legend']} aria-label={t('legend')}>
        {curves.map((curve, index) => (
          <li key={curve.id}>
            <button
              type="button"
              aria-pressed={!hidden.has(curve.id)}
              onClick={() => toggleCurve(curve.id)}
              title={t('legendHint')}
              data-testid="chart-curve"
            >
              <i style={{ background: `var(--curve-${(index % HUES) + 1})` }} aria-hidden />
              <span>{curveText(curve.name)}</span>
            </button>
          </li>
        ))}
        {left > 0 && <li className={classes['left']}>{t('left', { count: left })}</li>}
      </ul>
    </div>
  );
}
