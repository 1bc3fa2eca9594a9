import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { runCommand } from '../actions/actions';
import classes from './EmptyHint.module.css';

/** On a canvas without nodes: what to do. */
export function EmptyHint() {
  const { t } = useTranslation('canvas');
  return (
    <div className={classes['hint']}>
      <svg width="196" height="56" viewBox="0 0 196 56" className={classes['drawing']} aria-hidden>
        <rect x="1" y="8" width="64" height="40" rx="8" />
        <rect x="131" y="8" width="64" height="40" rx="8" />
        <path d="M65,28 C90,28 106,28 131,28" />
        <circle cx="65" cy="28" r="4.5" />
        <circle cx="131" cy="28" r="4.5" data-filled />
        <text x="33" y="33">
          REQ
        </text>
        <text x="163" y="33">
          REP
        </text>
      </svg>
      <h2>{t('empty.title')}</h2>
      <ol>
        <li>{t('empty.drag')}</li>
        <li>{t('empty.wire')}</li>
        <li>{t('empty.run')}</li>
      </ol>
      <Button variant="default" onClick={() => runCommand('file.gallery')}>
        {t('empty.gallery')}
      </Button>
    </div>
  );
}
