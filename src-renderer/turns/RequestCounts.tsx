import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { latencyText } from '../ui/latency-text';
import { countText } from '../ui/numbers';
import classes from './Turns.module.css';

/** A request that is older than this is worth a word, in seconds. */
const LONG = 1;

interface RequestCountsProps {
  readonly answered: number;
  readonly waiting: number;
  readonly abandoned: number;
  /** Seconds since the run began at which the oldest that waits was seen. */
  readonly waitingSince: number | undefined;
}

/** Requests in one sentence, and since when the oldest waits. */
export function RequestCounts({ answered, waiting, abandoned, waitingSince }: RequestCountsProps) {
  const { t } = useTranslation('turns');
  return (
    <p className={classes['muted']}>
      {t('requests', { answered: countText(answered), waiting: countText(waiting), abandoned: countText(abandoned) })}
      {waitingSince !== undefined && waiting > 0 && <Since since={waitingSince} />}
    </p>
  );
}

function Since({ since }: { readonly since: number }) {
  const { t } = useTranslation('turns');
  const read = useCallback(() => {
    const seconds = feed.header('t') - since;
    return seconds < LONG ? '' : ` ${t('since', { time: latencyText(Math.floor(seconds)) })}`;
  }, [since, t]);
  return <LiveText read={read} className={classes['long']} />;
}
