import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { DevicePanel } from './DevicePanel';
import { ExternalPanel } from './ExternalPanel';
import classes from './Inspector.module.css';
import { LinkPanel } from './LinkPanel';
import { PeerPanel } from './PeerPanel';
import { SelectionPanel } from './SelectionPanel';
import { SocketPanel } from './SocketPanel';
import { TopologyPanel } from './TopologyPanel';

/** The right panel: everything about what is selected, or about the topology where nothing is. */
export function Inspector() {
  const { t } = useTranslation('inspector');
  const { kind, panel } = usePanel();
  // Of another thing of the same kind the same part stays in sight; of another kind it begins at the top.
  return (
    <div key={kind} className={classes['inspector']} role="region" aria-label={t('title')} data-testid="inspector">
      {panel}
    </div>
  );
}

function usePanel(): { readonly kind: string; readonly panel: ReactElement } {
  const { nodes, links, peer } = useView((state) => state.selection);
  const generation = useDocument((state) => state.generation);
  const only = nodes.size + links.size === 1 ? ([...nodes][0] ?? [...links][0]) : undefined;
  const node = useDocument(({ history }) => history.present.nodes.find(({ id }) => id === only && nodes.has(id)));
  const link = useDocument(({ history }) => history.present.links.find(({ id }) => id === only && links.has(id)));
  const status = useRuntime((state) => (peer === undefined ? undefined : state.peers.get(peer)));
  // What is typed belongs to one thing of one document.
  const key = `${generation} ${only ?? peer ?? ''}`;
  if (status) return { kind: 'peer', panel: <PeerPanel key={key} peer={status} /> };
  if (nodes.size + links.size > 1) return { kind: 'several', panel: <SelectionPanel nodes={nodes} links={links} /> };
  if (link) return { kind: 'link', panel: <LinkPanel key={key} link={link} /> };
  switch (node?.kind) {
    case undefined:
      return { kind: 'topology', panel: <TopologyPanel key={key} /> };
    case 'socket':
      return { kind: 'socket', panel: <SocketPanel key={key} node={node} /> };
    case 'device':
      return { kind: 'device', panel: <DevicePanel key={key} node={node} /> };
    case 'external':
      return { kind: 'external', panel: <ExternalPanel key={key} node={node} /> };
  }
}
