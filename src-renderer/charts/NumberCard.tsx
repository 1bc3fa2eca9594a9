import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumbersAnswer } from '../../shared/traffic/series';
import { briefCountText, countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { CardHead } from './CardHead';
import { follow, hold, zoom, type TimeSpan } from './chart-range';
import classes from './Charts.module.css';
import { NumberSearch } from './NumberSearch';
import { Plot } from './Plot';
import type { ChartColors } from './use-colors';

interface NumberCardProps {
  readonly path: string;
  readonly numbers: NumbersAnswer;
  /** Looking for more of them was stopped. */
  readonly halted: boolean;
  readonly onHalt: (halt: boolean) => void;
  readonly shown: TimeSpan;
  readonly end: number;
  readonly colors: ChartColors;
}

/** The numbers at one place in the JSON of what is charted, and how many messages have none there. */
export function NumberCard({ path, numbers, halted, onHalt, shown, end, colors }: NumberCardProps) {
  const { t } = useTranslation('charts');
  const [hovered, setHovered] = useState<number>();
  const { times, low, high, last } = numbers;
  const color = colors.curves[4] ?? '';
  // Points that had to be put together are drawn from their lowest to their highest number.
  const lines = useMemo(
    () => [
      { id: 'low', color, values: low },
      { id: 'high', color, values: high },
    ],
    [low, high, color],
  );
  const point = Math.min(hovered ?? times.length - 1, times.length - 1);
  const [least, most] = [low[point] ?? 0, high[point] ?? 0];
  // Where nothing is pointed at, it is the newest of all.
  const text = hovered === undefined ? String(last[point]) : least === most ? String(least) : `${least} … ${most}`;
  return (
    <article className={classes['card']} data-testid="chart-number" data-numbers={numbers.numbers}>
      <CardHead
        title={path}
        hint={t('number.hint')}
        time={hovered === undefined || point < 0 ? undefined : timeText(times[point] ?? 0)}
        values={[
          ...(point < 0 ? [] : [{ id: 'value', name: path, color, text }]),
          {
            id: 'counts',
            name: t('number.counts', {
              numbers: countText(numbers.numbers),
              others: countText(numbers.others),
              absent: countText(numbers.absent),
              gaveWay: countText(numbers.gaveWay),
            }),
            color: 'transparent',
            text: t('number.without', {
              count: numbers.others + numbers.absent,
              shown: briefCountText(numbers.others + numbers.absent),
            }),
          },
        ]}
      />
      <NumberSearch numbers={numbers} halted={halted} onHalt={onHalt} />
      {times.length === 0 ? (
        <p className={classes['noLines']}>
          {t(numbers.complete ? 'number.none' : halted ? 'number.noneYet' : 'number.looking')}
        </p>
      ) : (
        <Plot
          label={t('number.label', { path })}
          times={times}
          lines={lines}
          shown={shown}
          text={colors.text}
          grid={colors.grid}
          format={(value) => String(Number(value.toPrecision(6)))}
          scale="free"
          onHover={setHovered}
          onZoom={hold}
          onWheel={(at, out) => zoom(shown, at, out ? 1.25 : 0.8, end)}
          onReset={() => follow()}
        />
      )}
    </article>
  );
}
