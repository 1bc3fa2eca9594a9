import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ok } from '../../shared/result';
import { renameNode } from '../../shared/topology/edits-nodes';
import type { TopologyNode } from '../../shared/topology/topology';
import { compatiblePeers, type SocketType } from '../../shared/zmq/socket-types';
import { tryEdit } from '../stores/document';
import { TypeBadge } from '../ui/TypeBadge';
import { DraftField } from './fields/DraftField';
import classes from './Inspector.module.css';

interface NodeHeadProps {
  readonly node: TopologyNode;
  readonly badge: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What a node is and what it is called. */
export function NodeHead({ node, badge, title, children }: NodeHeadProps) {
  const { t } = useTranslation('inspector');
  return (
    <header className={classes['head']}>
      <div className={classes['title']}>
        {badge}
        <h2 title={title}>{title}</h2>
        <span className={classes['id']} title={t('node.id', { id: node.id })}>
          {node.id}
        </span>
      </div>
      <DraftField
        value={node.label ?? ''}
        parse={(text) => ok(text.slice(0, 200))}
        apply={(label) => tryEdit((topology) => renameNode(topology, node.id, label))}
        live
        label={t('node.label')}
        placeholder={node.id}
        testId="node-label"
      />
      {children}
    </header>
  );
}

/** A socket type in one sentence, and the types that it talks with. */
export function TypeFacts({ type }: { readonly type: SocketType }) {
  const { t } = useTranslation('inspector');
  return (
    <>
      <p className={classes['about']}>{t(`type.${type}`)}</p>
      <div className={classes['talks']}>
        <span>{t('node.talksWith')}</span>
        {compatiblePeers(type).map((peer) => (
          <TypeBadge key={peer} type={peer} />
        ))}
      </div>
    </>
  );
}
