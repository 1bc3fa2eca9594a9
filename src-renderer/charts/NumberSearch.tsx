import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumbersAnswer } from '../../shared/traffic/series';
import classes from './NumberSearch.module.css';

/** Milliseconds: what is found sooner needs no word. */
const SOON_MS = 400;

interface NumberSearchProps {
  readonly numbers: NumbersAnswer;
  readonly halted: boolean;
  readonly onHalt: (halt: boolean) => void;
}

/** How much of the capture was looked at for numbers, while that lasts; it can be stopped, and gone on with. */
export function NumberSearch({ numbers: { complete, searched }, halted, onHalt }: NumberSearchProps) {
  const { t } = useTranslation('charts');
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (complete) return undefined;
    const timer = setTimeout(() => setLasting(true), SOON_MS);
    return () => clearTimeout(timer);
  }, [complete]);
  if (complete || !(lasting || halted)) return undefined;
  const percent = Math.floor(searched * 100);
  return (
    <div className={classes['search']} data-testid="number-search" data-searched={percent}>
      <p role="status" title={t(halted ? 'number.stoppedHint' : 'number.readingHint')}>
        {t(halted ? 'number.stopped' : 'number.reading', { percent })}
      </p>
      <button type="button" onClick={() => onHalt(!halted)} data-testid="number-search-action">
        {t(halted ? 'number.readOn' : 'number.stop')}
      </button>
      <i className={classes['line']} style={{ width: `${percent}%` }} data-halted={halted || undefined} aria-hidden />
    </div>
  );
}
