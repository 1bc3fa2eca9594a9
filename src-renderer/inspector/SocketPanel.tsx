import { Button } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SocketNode } from '../../shared/topology/topology';
import { socketFacts } from '../../shared/zmq/socket-types';
import { DeskSection } from '../desk/DeskSection';
import { SecurityEditor } from '../security/SecurityEditor';
import { useSocketStatus } from '../stores/runtime';
import { LossSection } from '../losses/LossSection';
import { showPanel } from '../stores/settings';
import { showMessagesOf } from '../stores/view';
import { ShareSection } from '../turns/ShareSection';
import { TurnSection } from '../turns/TurnSection';
import { TypeBadge } from '../ui/TypeBadge';
import { BehaviorEditor } from './BehaviorEditor';
import { Composer } from './Composer';
import { EndpointsEditor } from './EndpointsEditor';
import { ProblemList } from './fields/ProblemList';
import { Section } from './fields/Section';
import classes from './Inspector.module.css';
import { LifeStrip } from './LifeStrip';
import { LinksList } from './LinksList';
import { SocketCounts } from './LiveCounts';
import { NodeHead, TypeFacts } from './NodeHead';
import { OptionsEditor } from './OptionsEditor';
import { PeersList } from './PeersList';
import { PlugHint } from './PlugHint';
import { Subscriptions } from './Subscriptions';

/** A socket node: what it is, how it fares, what it does by itself, where it is reached, its options, links and peers. */
export function SocketPanel({ node }: { readonly node: SocketNode }) {
  const { t } = useTranslation('inspector');
  const status = useSocketStatus(node.id);
  const manual = (node.behavior?.type ?? 'manual') === 'manual';
  return (
    <>
      <NodeHead node={node} badge={<TypeBadge type={node.socket} />} title={t('node.socket', { type: node.socket })}>
        <TypeFacts type={node.socket} />
        <LifeStrip socket={node.id} />
      </NodeHead>
      {status && status.problems.length > 0 && (
        <div className={classes['problems']}>
          <ProblemList problems={status.problems} />
        </div>
      )}
      <DeskSection socket={node.id} />
      {status && (
        <Section title={t('counts.title')} action={<MessagesButton node={node.id} />}>
          <SocketCounts index={status.index} type={node.socket} />
        </Section>
      )}
      {status && <TurnSection node={node} />}
      {status && <ShareSection socket={node.id} type={node.socket} />}
      {status && <LossSection of={{ socket: node.id }} />}
      {manual && socketFacts(node.socket).sends && <Composer node={node} />}
      <BehaviorEditor node={node} />
      {!manual && status && socketFacts(node.socket).sends && <Composer node={node} />}
      <LinksList node={node.id} />
      <PeersList node={node.id} sockets={[node.id]} />
      <Subscriptions socket={node.id} />
      <Section title={t('endpoints.title')} testId="endpoints">
        <EndpointsEditor socket={node.id} use="bind" title={t('endpoints.bind')} hint={t('endpoints.bindHint')} />
        <EndpointsEditor
          socket={node.id}
          use="connect"
          title={t('endpoints.connect')}
          hint={t('endpoints.connectHint')}
        />
        <PlugHint
          type={node.socket}
          endpoint={node.bind?.[0]}
          security={node.security}
          behavior={node.behavior?.type}
        />
      </Section>
      <SecurityEditor socket={node.id} />
      <Section title={t('options.title')} testId="options">
        <OptionsEditor socket={node.id} type={node.socket} />
      </Section>
    </>
  );
}

/** Shows a node's messages in the list. */
export function MessagesButton({ node }: { readonly node: string }) {
  const { t } = useTranslation('inspector');
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<IconList size={13} />}
      onClick={() => {
        showMessagesOf({ node });
        showPanel('messages');
      }}
      data-testid="show-messages"
    >
      {t('link.messages')}
    </Button>
  );
}
