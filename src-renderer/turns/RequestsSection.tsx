import { useTranslation } from 'react-i18next';
import type { FlowId } from '../../shared/traffic/flow';
import { useTurns } from '../stores/turns';
import { latencyText } from '../ui/latency-text';
import { RequestCounts } from './RequestCounts';
import classes from './Turns.module.css';

/** The requests over one cable: how many were answered, how quickly, and how many wait. */
export function RequestsSection({ flow }: { readonly flow: FlowId }) {
  const { t } = useTranslation('turns');
  const counts = useTurns(({ requests }) => requests.get(flow));
  if (!counts) return undefined;
  return (
    <section className={classes['section']} aria-label={t('link.title')} data-testid="requests">
      <div className={classes['heading']}>
        <h3>{t('link.title')}</h3>
        {counts.latency !== undefined && <span className={classes['muted']}>≈ {latencyText(counts.latency)}</span>}
      </div>
      <RequestCounts {...counts} />
    </section>
  );
}
