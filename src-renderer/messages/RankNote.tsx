import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_RANKED, type Rank } from '../../shared/traffic/capture';
import { setRank, useView } from '../stores/view';
import { countText } from '../ui/numbers';
import classes from './ListNote.module.css';
import { rowSource } from './row-source';

/** Says that a ranked list is of one moment and how far it goes, and leads back. */
export function RankNote() {
  const rank = useView((state) => state.filter.rank);
  return rank === undefined ? undefined : <Note rank={rank} />;
}

function Note({ rank }: { readonly rank: Rank }) {
  const { t, i18n } = useTranslation('list');
  const { view, count, complete } = useSyncExternalStore(rowSource.subscribe, rowSource.snapshot);
  // Each view is of the moment at which it was made: another filter ranks anew.
  const [at, setAt] = useState(0);
  useEffect(() => setAt(Date.now()), [view]);
  const time = new Date(at).toLocaleTimeString(i18n.language);
  const number = countText(count);
  return (
    <p className={classes['note']} role="status" data-testid="rank-note">
      <span>
        {complete
          ? t(count >= MOST_RANKED ? `rank.first.${rank}` : `rank.all.${rank}`, { number, time })
          : t('rank.searching')}
      </span>
      <button type="button" onClick={() => setRank(rank)} data-testid="rank-again">
        {t('rank.again')}
      </button>
      <button type="button" onClick={() => setRank(undefined)} data-testid="rank-back">
        {t('rank.back')}
      </button>
    </p>
  );
}
