import { IconTerminal2 } from '@tabler/icons-react';
import type { NodeProps } from 'reactflow';
import { useTranslation } from 'react-i18next';
import { labelOf, nodeIdOf } from '../../shared/topology/topology';
import { socketFacts } from '../../shared/zmq/socket-types';
import { useTopology } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { TypeBadge } from '../ui/TypeBadge';
import type { ExternalFlowNode } from './flow-types';
import { Jack } from './Jack';
import classes from './Node.module.css';
import { EndpointLines, Lamp } from './NodeParts';
import { NodeTitle } from './NodeTitle';
import { useWiringRole } from './wiring';

/** A program outside the app that the document knows of. */
export function ExternalNode({ data: { node }, selected }: NodeProps<ExternalFlowNode>) {
  const { t } = useTranslation('canvas');
  const wiring = useWiringRole(node.id);
  const state = useConnection(node.id);
  const listens = (node.bind ?? []).length > 0;
  return (
    <div
      className={`${classes['node']} ${classes['external']}`}
      data-testid={`node-${node.id}`}
      data-socket={node.id}
      data-pattern={socketFacts(node.socket).pattern}
      data-selected={selected}
      data-wiring={wiring}
      data-state={state}
    >
      <Jack id="left" side="left" name={labelOf(node)} />
      <Jack id="right" side="right" name={labelOf(node)} />
      <div className={classes['head']}>
        <IconTerminal2 size={16} stroke={1.75} className={classes['programIcon']} aria-hidden />
        <TypeBadge type={node.socket} />
        <NodeTitle node={node} />
        <Lamp state={state} />
      </div>
      <div className={classes['summary']}>{t(listens ? 'external.listens' : 'external.connects')}</div>
      <EndpointLines bind={node.bind} connect={undefined} statuses={[]} />
    </div>
  );
}

/** Whether the program is there, as its links show. */
function useConnection(id: string): 'idle' | 'open' | 'opening' {
  const links = useTopology((topology) => topology.links);
  return useRuntime((state) => {
    const own = links.filter(({ from, to }) => nodeIdOf(from) === id || nodeIdOf(to) === id);
    const states = own.map((link) => state.links.get(link.id)?.state);
    if (states.includes('connected')) return 'open';
    return states.some((known) => known !== undefined) ? 'opening' : 'idle';
  });
}
