import { useTranslation } from 'react-i18next';
import { printableText } from '../../../shared/bytes';
import { numberReadings } from '../../../shared/decode/numbers';
import { countText } from '../../ui/numbers';
import type { ByteRange } from '../byte-range';
import classes from './SelectionFacts.module.css';

/** So many marked bytes are shown as text. */
const MOST_TEXT = 60;

interface SelectionFactsProps {
  readonly bytes: Uint8Array;
  readonly marked: ByteRange;
}

/** Where the marked bytes are, how many, and what they are as numbers and as text. */
export function SelectionFacts({ bytes, marked }: SelectionFactsProps) {
  const { t } = useTranslation('frames');
  const chosen = bytes.subarray(marked.from, marked.to);
  const text = printableText(chosen.subarray(0, MOST_TEXT));
  return (
    <p className={classes['facts']} role="status" data-testid="selection-facts">
      <span className={classes['place']}>
        {t('selection.place', { at: marked.from, hex: marked.from.toString(16).padStart(4, '0') })}
      </span>
      <span className={classes['place']}>
        {t('selection.length', { count: chosen.length, number: countText(chosen.length) })}
      </span>
      {numberReadings(chosen).map(({ name, little, big }) => (
        <span key={name} className={classes['reading']}>
          <b>{name}</b>
          {big === undefined || big === little ? (
            <code>{little}</code>
          ) : (
            <>
              <i title={t('selection.little')}>LE</i>
              <code>{little}</code>
              <i title={t('selection.big')}>BE</i>
              <code>{big}</code>
            </>
          )}
        </span>
      ))}
      {text !== undefined && chosen.length > 1 && <code className={classes['text']}>{text}</code>}
    </p>
  );
}
