import { useTranslation } from 'react-i18next';
import type { LostItem } from '../../shared/traffic/capture';
import { countText } from '../ui/numbers';
import classes from './LossNote.module.css';

/** Why a message, or a number of them, did not arrive. */
export function LossNote({ lost }: { readonly lost: LostItem }) {
  const { t } = useTranslation('losses');
  return (
    <section className={classes['note']} data-testid="loss-note">
      <h3>
        {t(`cause.${lost.cause}.name`)}
        <span className={classes['known']}>{t(`known.${lost.known}`)}</span>
      </h3>
      <p>{t(`cause.${lost.cause}.why`)}</p>
      {lost.count > 1 && <p>{t('row.standsFor', { count: countText(lost.count) })}</p>}
    </section>
  );
}
