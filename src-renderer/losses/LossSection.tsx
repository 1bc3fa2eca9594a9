import { useTranslation } from 'react-i18next';
import type { SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { Facts, Section } from '../inspector/fields/Section';
import { causesIn, lossesOfFlow, lossesOfSocket, useHealth } from '../stores/health';
import { countText } from '../ui/numbers';
import { QueueList } from './QueueList';

/** The inspector's part about what did not arrive and what waits, of a socket or of one cable. */
export function LossSection({ of }: { readonly of: { readonly socket: SocketKey } | { readonly flow: FlowId } }) {
  const { t } = useTranslation('losses');
  const text = useHealth((health) =>
    'socket' in of ? lossesOfSocket(health, of.socket) : lossesOfFlow(health, of.flow),
  );
  const causes = causesIn(text);
  return (
    <>
      <QueueList of={of} />
      {causes.length > 0 && (
        <Section title={t('section.title')} testId="losses-section">
          <Facts
            facts={causes.map(({ cause, count }) => [t(`cause.${cause}.name`), countText(count), true] as const)}
          />
        </Section>
      )}
    </>
  );
}
