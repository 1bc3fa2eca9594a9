import { SegmentedControl, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { linkMechanism, type Mechanism } from '../../shared/security/secure-link';
import { findSocket, transportOf, type Link } from '../../shared/topology/topology';
import fieldClasses from '../inspector/fields/Fields.module.css';
import { canBeSecured } from '../../shared/zmq/transports';
import { Section } from '../inspector/fields/Section';
import { topologyNow, useTopology } from '../stores/document';
import { secure } from '../stores/keys';
import { notifyProblem } from '../ui/notify';

const MECHANISMS: readonly Mechanism[] = ['NULL', 'PLAIN', 'CURVE'];

/** The mechanism of ZMTP that cannot be chosen, with the reason. */
function Unsupported() {
  const { t } = useTranslation('security');
  return (
    <Tooltip label={t('link.gssapi')} multiline maw={280}>
      <span>GSSAPI</span>
    </Tooltip>
  );
}

/** Secures both ends of a link at once. */
export function LinkSecurity({ link }: { readonly link: Link }) {
  const { t } = useTranslation('security');
  const mechanism = useTopology((topology) => linkMechanism(topology, link.from, link.to));
  const inside = useTopology((topology) =>
    [link.from, link.to].every((key) => {
      const place = findSocket(topology, key);
      return place !== undefined && place.node.kind !== 'external';
    }),
  );
  const transport = transportOf(link);
  if (!canBeSecured(transport)) {
    return (
      <Section title={t('title')} testId="link-security">
        <p className={fieldClasses['note']}>
          {transport === 'inproc' ? t('link.inproc') : t('link.datagrams', { transport })}
        </p>
      </Section>
    );
  }
  if (!inside) {
    return (
      <Section title={t('title')} testId="link-security">
        <p className={fieldClasses['note']}>{t('link.outside')}</p>
      </Section>
    );
  }
  const choose = async (wanted: Mechanism) => {
    const problem = await secure(link.id, wanted);
    if (problem) notifyProblem(problem);
  };
  // The others of its sockets' links are secured with it, or laid open.
  const others = topologyNow().links.filter(
    ({ id, from, to }) => id !== link.id && [from, to].some((key) => key === link.from || key === link.to),
  );
  return (
    <Section title={t('title')} testId="link-security">
      <SegmentedControl
        fullWidth
        value={mechanism ?? ''}
        onChange={(value) => void choose(value as Mechanism)}
        data={[...MECHANISMS, { value: 'GSSAPI', label: <Unsupported />, disabled: true }]}
        aria-label={t('mechanism')}
        data-testid="link-mechanism"
      />
      <p className={fieldClasses['note']}>{t(mechanism === undefined ? 'link.differ' : `link.${mechanism}`)}</p>
      {others.length > 0 && <p className={fieldClasses['note']}>{t('link.others', { count: others.length })}</p>}
    </Section>
  );
}
