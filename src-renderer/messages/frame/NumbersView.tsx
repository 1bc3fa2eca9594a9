import { NativeSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ELEMENTS,
  elementSize,
  likelyElement,
  numberReadings,
  numberText,
  type Element,
} from '../../../shared/decode/numbers';
import { countText } from '../../ui/numbers';
import classes from './DecodedView.module.css';
import type { Marking } from './marking';

/** So many numbers of a long frame are listed. */
const MOST_LISTED = 512;

/** A frame as one number in every way that it can be one, or as a run of numbers of one kind. */
export function NumbersView({ bytes, marking }: { readonly bytes: Uint8Array; readonly marking: Marking }) {
  const { t } = useTranslation('frames');
  const readings = numberReadings(bytes);
  if (readings.length === 0) return <NumberRun bytes={bytes} marking={marking} />;
  return (
    <table className={classes['table']} data-testid="numbers">
      <thead>
        <tr>
          <th />
          <th>{t('selection.big')}</th>
          <th>{t('selection.little')}</th>
        </tr>
      </thead>
      <tbody>
        {readings.map(({ name, little, big }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{big ?? little}</td>
            <td>{big === undefined ? '' : little}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NumberRun({ bytes, marking }: { readonly bytes: Uint8Array; readonly marking: Marking }) {
  const { t } = useTranslation('frames');
  const likely = useMemo(() => likelyElement(bytes), [bytes]);
  const [element, setElement] = useState(likely.element);
  const [endian, setEndian] = useState(likely.endian);
  const size = elementSize(element);
  const count = Math.floor(bytes.length / size);
  const numbers = Array.from({ length: Math.min(count, MOST_LISTED) }, (_, index) => index * size);
  return (
    <div className={classes['run']} data-testid="numbers">
      <div className={classes['runHead']}>
        <NativeSelect
          size="xs"
          aria-label={t('numbers.element')}
          value={element}
          data={[...ELEMENTS]}
          onChange={(event) => setElement(event.currentTarget.value as Element)}
        />
        <NativeSelect
          size="xs"
          aria-label={t('numbers.endian')}
          value={endian}
          data={[
            { value: 'little', label: t('selection.little') },
            { value: 'big', label: t('selection.big') },
          ]}
          onChange={(event) => setEndian(event.currentTarget.value === 'big' ? 'big' : 'little')}
        />
        <span>{t('numbers.count', { count, number: countText(count) })}</span>
      </div>
      <div className={classes['numbers']}>
        {numbers.map((at) => (
          <span
            key={at}
            data-marked={marking.marked?.range.from === at || undefined}
            onPointerDown={() => marking.mark({ from: at, to: at + size }, 'tree')}
          >
            {numberText(bytes.subarray(at, at + size), element, endian)}
          </span>
        ))}
        {count > MOST_LISTED && <span>…</span>}
      </div>
    </div>
  );
}
