import { useTranslation } from 'react-i18next';
import type { DeviceSide, SocketKey } from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import { Facts, Section } from '../inspector/fields/Section';
import { causesIn, lossesOfFlow, lossesOfSocket, useHealth } from '../stores/health';
import { countText } from '../ui/numbers';
import { QueueList } from './QueueList';

interface LossSectionProps {
  readonly of: { readonly socket: SocketKey } | { readonly flow: FlowId };
  /** Of a device: which of its sockets it is. */
  readonly side?: DeviceSide;
}

/** The inspector's part about what did not arrive and what waits, of a socket or of one cable. */
export function LossSection({ of, side }: LossSectionProps) {
  const { t } = useTranslation('losses');
  const title = t('section.title');
  const text = useHealth((health) =>
    'socket' in of ? lossesOfSocket(health, of.socket) : lossesOfFlow(health, of.flow),
  );
  const causes = causesIn(text);
  return (
    <>
      <QueueList of={of} {...(side ? { side } : {})} />
      {causes.length > 0 && (
        <Section title={side ? `${title} · ${t(`inspector:device.${side}`)}` : title} testId="losses-section">
          <Facts
            facts={causes.map(({ cause, count }) => [t(`cause.${cause}.name`), countText(count), true] as const)}
          />
        </Section>
      )}
    </>
  );
}
