import type { NodeProps } from 'reactflow';
import { useTranslation } from 'react-i18next';
import { labelOf } from '../../shared/topology/topology';
import { socketFacts } from '../../shared/zmq/socket-types';
import { DeskMark } from '../desk/DeskMark';
import { FindingMark } from '../doctor/FindingMark';
import { useSocketStatus } from '../stores/runtime';
import { TurnLamp } from '../turns/TurnLamp';
import { TypeBadge } from '../ui/TypeBadge';
import { behaviorText } from './behavior-text';
import type { SocketFlowNode } from './flow-types';
import { Jack } from './Jack';
import classes from './Node.module.css';
import { Counts, EndpointLines, hasFailed, Lamp, Problems, problemsOf } from './NodeParts';
import { NodeTitle } from './NodeTitle';
import { useWiringRole } from './wiring';

/** One ZeroMQ socket. */
export function SocketNode({ data: { node }, selected }: NodeProps<SocketFlowNode>) {
  const { t } = useTranslation('canvas');
  const status = useSocketStatus(node.id);
  const wiring = useWiringRole(node.id);
  const problems = problemsOf(status);
  const failed = hasFailed(status);
  const summary = behaviorText(t, node.behavior);
  return (
    <div
      className={classes['node']}
      data-testid={`node-${node.id}`}
      data-socket={node.id}
      data-pattern={socketFacts(node.socket).pattern}
      data-selected={selected}
      data-wiring={wiring}
      data-state={status?.state ?? 'idle'}
    >
      <Jack id="left" side="left" name={labelOf(node)} />
      <Jack id="right" side="right" name={labelOf(node)} />
      <div className={classes['head']}>
        <TypeBadge type={node.socket} />
        <NodeTitle node={node} />
        <FindingMark of={{ node: node.id }} />
        <Lamp state={failed ? 'failed' : (status?.state ?? 'idle')} />
      </div>
      <div className={classes['line']}>
        <div className={classes['summary']} title={summary}>
          {summary}
        </div>
        {(node.socket === 'REQ' || node.socket === 'REP') && <TurnLamp socket={node.id} />}
        {node.socket === 'XPUB' && <DeskMark socket={node.id} />}
      </div>
      <EndpointLines
        bind={node.bind}
        connect={node.connect}
        security={node.security}
        statuses={status?.endpoints ?? []}
      />
      <Counts status={status} type={node.socket} />
      <Problems problems={problems} tone={failed ? 'failed' : 'past'} />
    </div>
  );
}
