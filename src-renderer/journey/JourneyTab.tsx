import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Journey } from '../../shared/traffic/journey';
import { layoutJourney } from '../../shared/traffic/journey-bands';
import type { DetailViewProps } from '../messages/detail-views';
import { feed } from '../traffic/feed';
import { latencyText } from '../ui/latency-text';
import { countText } from '../ui/numbers';
import { JourneyBand } from './JourneyBand';
import classes from './Journey.module.css';
import { useJourney } from './use-journey';

/** The opened message from where it was first seen to where it was last seen, every hop beside the other. */
export function JourneyTab({ detail }: DetailViewProps) {
  const { t } = useTranslation('journey');
  const { seq } = detail.item.row;
  const journey = useJourney(seq);
  if (!journey) return <p className={classes['note']}>{t('reading')}</p>;
  const { wires, bands } = layoutJourney(journey);
  const inferred = journey.edges.some(({ known }) => known === 'inferred');
  return (
    <div className={classes['scroll']} data-selectable data-testid="journey">
      <Summary journey={journey} />
      {journey.steps.some(({ beginsBefore }) => beginsBefore) && <Note text={t('beginsBefore')} />}
      <div className={classes['bands']}>
        {bands.map((band) => (
          <JourneyBand key={band.steps[0]?.seq ?? 0} band={band} wires={wires} edges={journey.edges} opened={seq} />
        ))}
      </div>
      {detail.pair?.type === 'waiting' && <Note text={t('waiting')} />}
      {detail.pair?.type === 'waiting' && feed.header('lateLost') > 0 && <Note text={t('notNoted')} />}
      {detail.pair?.type === 'abandoned' && <Note text={t('abandoned')} />}
      <Note text={t(inferred ? 'inferred' : 'exact')} />
      {journey.more && <Note text={t('more')} />}
      {journey.ahead !== undefined && <Note text={t('ahead', { items: countText(journey.ahead) })} />}
      <p className={classes['legend']}>
        <span data-mark="added">+ {t('legend.added')}</span>
        <span data-mark="removed">− {t('legend.removed')}</span>
      </p>
    </div>
  );
}

/** Where the time went: each device and each program that answered, and the whole. */
function Summary({ journey: { steps, edges } }: { readonly journey: Journey }) {
  const { t } = useTranslation('journey');
  const first = steps[0]?.detail.item.row.t ?? 0;
  const last = steps.at(-1)?.detail.item.row.t ?? 0;
  const parts = edges.filter(({ type }) => type !== 'pair');
  return (
    <p className={classes['summary']} data-testid="journey-summary">
      <b>{steps.length === 1 ? t('oneHop') : t('hops', { number: steps.length, time: latencyText(last - first) })}</b>
      {parts.map((edge) => (
        <span key={`${edge.from} ${edge.to}`}>
          {t(`part.${edge.type}`, { name: edge.name, time: latencyText(edge.seconds) })}
        </span>
      ))}
    </p>
  );
}

function Note({ text }: { readonly text: string }) {
  return (
    <p className={classes['note']}>
      <IconInfoCircle size={14} aria-hidden />
      {text}
    </p>
  );
}
