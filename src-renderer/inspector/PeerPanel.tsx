import { Button } from '@mantine/core';
import { IconList, IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { findSocket, labelOf, nodeIdOf } from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import { useDocument } from '../stores/document';
import { select, showMessagesOf } from '../stores/view';
import { showPanel } from '../stores/settings';
import { timeText } from '../ui/time-text';
import { peerLabel } from '../ui/peer-label';
import { Facts, Section } from './fields/Section';
import { ProblemList } from './fields/ProblemList';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { FlowCounts } from './LiveCounts';
import { WireButton } from './WireButton';

/** A program outside that is connected, or was: all that its connection says of it. */
export function PeerPanel({ peer }: { readonly peer: PeerStatus }) {
  const { t } = useTranslation('inspector');
  const topology = useDocument((state) => state.history.present);
  const place = findSocket(topology, peer.socket);
  const name = place ? labelOf(place.node) : peer.node;
  const toProgram = t('peer.toProgram');
  const toNode = t('peer.toNode', { name });
  const inbound = peer.way === 'inbound';
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['title']}>
          <IconTerminal2 size={18} aria-hidden />
          <h2>{peerLabel(peer)}</h2>
          <span className={classes['id']}>{peer.id}</span>
        </div>
        <p className={classes['about']}>
          {t(inbound ? 'peer.inbound' : 'peer.outbound', { name, endpoint: peer.endpoint })}
        </p>
        {!peer.connected && <p className={classes['about']}>{t('peer.left')}</p>}
      </header>
      {peer.problem && (
        <div className={classes['problems']}>
          <ProblemList problems={[peer.problem]} />
        </div>
      )}
      <Section title={t('counts.title')}>
        <FlowCounts flow={peer.flow} forward={inbound ? toNode : toProgram} backward={inbound ? toProgram : toNode} />
        <div className={classes['actions']}>
          <Button
            variant="default"
            leftSection={<IconList size={14} />}
            onClick={() => {
              showMessagesOf({ peer: peer.id });
              showPanel('messages');
            }}
          >
            {t('link.messages')}
          </Button>
          <WireButton of={{ peer: peer.id }} />
          <Button variant="default" onClick={() => select([nodeIdOf(peer.socket)])}>
            {t('peer.goTo', { name })}
          </Button>
        </div>
      </Section>
      <Section title={t('peer.facts')}>
        <PeerFacts peer={peer} />
      </Section>
      <Section title={t('plug.title')}>
        <p className={fieldClasses['note']}>{t('peer.plug')}</p>
      </Section>
    </>
  );
}

function PeerFacts({ peer }: { readonly peer: PeerStatus }) {
  const { t } = useTranslation('inspector');
  return (
    <Facts
      facts={[
        [t('peer.socketType'), peer.socketType, true],
        [t('peer.identity'), peer.identity === '' ? t('peer.noIdentity') : peer.identity, peer.identity !== ''],
        [t('peer.remote'), peer.remote, true],
        [t('peer.endpoint'), peer.endpoint, true],
        [t('peer.mechanism'), peer.mechanism, true],
        [t('peer.version'), peer.version, true],
        [t('peer.since'), t('peer.sinceValue', { time: timeText(peer.since) })],
      ]}
    />
  );
}
