import { Button } from '@mantine/core';
import { IconList, IconPlugConnected, IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { nodeIdOf } from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import { select, showMessagesOf } from '../stores/view';
import { showPanel } from '../stores/settings';
import { useSocketName } from '../stores/socket-name';
import { timeText } from '../ui/time-text';
import { peerLabel } from '../ui/peer-label';
import { Facts, Section } from './fields/Section';
import { ProblemList } from './fields/ProblemList';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { FlowCounts } from './LiveCounts';
import { WireButton } from './WireButton';

/** Who is connected by an endpoint given by hand, or was: all that the connection says of a program outside, or of a socket. */
export function PeerPanel({ peer }: { readonly peer: PeerStatus }) {
  const { t } = useTranslation('inspector');
  const { meets } = peer;
  const name = useSocketName(peer.socket);
  const other = useSocketName(meets ?? '');
  const toProgram = meets === undefined ? t('peer.toProgram') : t('peer.toNode', { name: other });
  const toNode = t('peer.toNode', { name });
  const inbound = peer.way === 'inbound';
  const about = meets !== undefined ? 'peer.meets' : inbound ? 'peer.inbound' : 'peer.outbound';
  return (
    <>
      <header className={classes['head']}>
        <div className={classes['title']}>
          {meets === undefined ? <IconTerminal2 size={18} aria-hidden /> : <IconPlugConnected size={18} aria-hidden />}
          <h2>{meets === undefined ? peerLabel(peer) : `${name} → ${other}`}</h2>
          <span className={classes['id']}>{peer.id}</span>
        </div>
        <p className={classes['about']}>{t(about, { name, other, endpoint: peer.endpoint })}</p>
        {!peer.connected && <p className={classes['about']}>{t(meets === undefined ? 'peer.left' : 'peer.parted')}</p>}
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
          {meets !== undefined && (
            <Button variant="default" onClick={() => select([nodeIdOf(meets)])}>
              {t('peer.goTo', { name: other })}
            </Button>
          )}
        </div>
      </Section>
      <Section title={t('peer.facts')}>
        <PeerFacts peer={peer} />
      </Section>
      {meets === undefined && (
        <Section title={t('plug.title')}>
          <p className={fieldClasses['note']}>{t('peer.plug')}</p>
        </Section>
      )}
    </>
  );
}

function PeerFacts({ peer }: { readonly peer: PeerStatus }) {
  const { t } = useTranslation('inspector');
  const outside = peer.meets === undefined;
  return (
    <Facts
      facts={[
        // Of a socket of the topology, its node says these.
        [t('peer.socketType'), outside ? peer.socketType : undefined, true],
        [
          t('peer.identity'),
          outside ? peer.identity || t('peer.noIdentity') : undefined,
          outside && peer.identity !== '',
        ],
        [t('peer.remote'), peer.remote, true],
        [t('peer.endpoint'), peer.endpoint, true],
        [t('peer.mechanism'), peer.mechanism, true],
        [t('peer.version'), peer.version, true],
        [t('peer.since'), t('peer.sinceValue', { time: timeText(peer.since) })],
      ]}
    />
  );
}
