import { NativeSelect } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeNode } from '../../shared/topology/edits-nodes';
import type { ExternalNode } from '../../shared/topology/topology';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { edit } from '../stores/document';
import { EndpointsEditor } from './EndpointsEditor';
import { Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { LinksList } from './LinksList';
import { NodeHead, TypeFacts } from './NodeHead';
import { MessagesButton } from './SocketPanel';

/** A program outside that the document knows of. */
export function ExternalPanel({ node }: { readonly node: ExternalNode }) {
  const { t } = useTranslation('inspector');
  const setType = (socket: SocketType) =>
    edit((topology) => changeNode(topology, node.id, (old) => (old.kind === 'external' ? { ...old, socket } : old)));
  return (
    <>
      <NodeHead node={node} badge={<IconTerminal2 size={18} aria-hidden />} title={t('external.title')}>
        <p className={classes['about']}>{t('external.about')}</p>
      </NodeHead>
      <Section title={t('external.socket')} action={<MessagesButton node={node.id} />}>
        <NativeSelect
          size="xs"
          value={node.socket}
          onChange={(event) => setType(event.currentTarget.value as SocketType)}
          data={[...SOCKET_TYPES]}
          aria-label={t('external.socket')}
          data-testid="external-type"
        />
        <div>
          <TypeFacts type={node.socket} />
        </div>
      </Section>
      <Section title={t('external.endpoints')} testId="endpoints">
        <EndpointsEditor
          socket={node.id}
          use="bind"
          title={t('external.listens')}
          hint={t('external.listensHint')}
          readAs="connect"
        />
        <p className={fieldClasses['note']}>{t('external.connects')}</p>
      </Section>
      <LinksList node={node.id} />
    </>
  );
}
