import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail, PairDetail } from '../../shared/traffic/detail';
import { request } from '../bridge';
import { openItem } from '../stores/view';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { latencyText } from '../ui/latency-text';
import { countText, durationText } from '../ui/numbers';
import classes from './Journey.module.css';

/** How often a request that waits is asked after, in milliseconds. */
const AGAIN_MS = 500;

/** Of an opened request its reply, of a reply its request, a click away; of one that waits, since when. */
export function PairFact({ detail }: { readonly detail: ItemDetail }) {
  const { t } = useTranslation('journey');
  const pair = usePair(detail);
  if (pair?.type === 'waiting') return <Waiting since={pair.since} />;
  if (pair?.type === 'abandoned') return <span className={classes['waiting']}>{t('fact.abandoned')}</span>;
  if (pair?.type !== 'answered') return undefined;
  const time = latencyText(pair.latency);
  const inferred = pair.known === 'inferred';
  const { seq } = pair;
  if (seq === undefined) return <span>{t(`fact.gone.${pair.role}`, { time })}</span>;
  return (
    <button
      type="button"
      className={classes['pair']}
      data-gives-way
      onClick={() => openItem(seq)}
      title={t(inferred ? 'fact.inferred' : 'fact.exact')}
      data-testid="pair"
    >
      {inferred ? '≈ ' : ''}
      {t(`fact.${pair.role}`, { seq: countText(seq), time })}
    </button>
  );
}

function Waiting({ since }: { readonly since: number }) {
  const { t } = useTranslation('journey');
  const read = useCallback(() => {
    const seconds = Math.max(0, Math.floor(feed.header('t') - since));
    return t('fact.waiting', { time: durationText(seconds * 1000) });
  }, [since, t]);
  return (
    <span title={feed.header('lateLost') > 0 ? t('notNoted') : undefined}>
      <LiveText read={read} className={classes['waiting']} testId="pair-waiting" />
    </span>
  );
}

function usePair({ pair, item }: ItemDetail): PairDetail | undefined {
  const [newest, setNewest] = useState<{ readonly seq: number; readonly pair: PairDetail | undefined }>();
  const { seq } = item.row;
  const now = newest?.seq === seq ? newest.pair : pair;
  const waits = now?.type === 'waiting';
  useEffect(() => {
    if (!waits) return undefined;
    const timer = window.setInterval(() => {
      request('capture:item', { seq }).then(
        (detail) => detail && setNewest({ seq, pair: detail.pair }),
        (error: unknown) => console.error('capture:item failed', error),
      );
    }, AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [waits, seq]);
  return now;
}
