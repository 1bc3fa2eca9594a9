import { Tooltip } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { linkMechanism } from '../../shared/security/secure-link';
import { transportOf, type Link } from '../../shared/topology/topology';
import { canBeSecured } from '../../shared/zmq/transports';
import { useTopology } from '../stores/document';

/** Closed where a program outside has agreed on a mechanism; without one there is none. */
export function PeerLock({ mechanism }: { readonly mechanism: string }) {
  const { t } = useTranslation('security');
  if (mechanism !== 'CURVE' && mechanism !== 'PLAIN') return undefined;
  const label = t('lock.closed', { mechanism });
  return (
    <Tooltip label={label}>
      <IconLock size={12} stroke={1.75} aria-label={label} />
    </Tooltip>
  );
}

/** Closed where both ends have agreed on a mechanism on the wire, open where it is only set. */
export function LinkLock({ link, agreed }: { readonly link: Link; readonly agreed: string }) {
  const { t } = useTranslation('security');
  const set = useTopology((topology) => linkMechanism(topology, link.from, link.to));
  const closed = agreed === 'CURVE' || agreed === 'PLAIN';
  if (!closed && (set === undefined || set === 'NULL' || !canBeSecured(transportOf(link)))) return undefined;
  const label = closed ? t('lock.closed', { mechanism: agreed }) : t('lock.open', { mechanism: set });
  const Icon = closed ? IconLock : IconLockOpen;
  return (
    <Tooltip label={label}>
      <Icon size={12} stroke={1.75} aria-label={label} data-testid={`lock-${link.id}`} data-closed={closed} />
    </Tooltip>
  );
}
