import type { NodeProps } from 'reactflow';
import { useTranslation } from 'react-i18next';
import {
  DEVICE_SOCKETS,
  labelOf,
  type DeviceNode as DeviceData,
  type DeviceSide,
} from '../../shared/topology/topology';
import { FindingMark } from '../doctor/FindingMark';
import { useSocketStatus } from '../stores/runtime';
import { DeviceBadge, TypeBadge } from '../ui/TypeBadge';
import type { DeviceFlowNode } from './flow-types';
import { Jack } from './Jack';
import classes from './Node.module.css';
import { Counts, EndpointLines, hasFailed, Lamp, Problems, problemsOf } from './NodeParts';
import { NodeTitle } from './NodeTitle';
import { useWiringRole } from './wiring';

/** A broker: two sockets and the loop that moves messages between them. Each side takes cables of its own. */
export function DeviceNode({ data: { node }, selected }: NodeProps<DeviceFlowNode>) {
  const { t } = useTranslation('canvas');
  const frontend = useSocketStatus(`${node.id}.frontend`);
  const backend = useSocketStatus(`${node.id}.backend`);
  const failed = hasFailed(frontend) || hasFailed(backend);
  const problems = [...problemsOf(frontend), ...problemsOf(backend)];
  const state = frontend?.state === backend?.state ? (frontend?.state ?? 'idle') : 'opening';
  return (
    <div
      className={`${classes['node']} ${classes['device']}`}
      data-testid={`node-${node.id}`}
      data-pattern="device"
      data-selected={selected}
      data-state={state}
    >
      <Jack id="frontend" side="left" name={`${labelOf(node)} ${t('device.frontend')}`} />
      <Jack id="backend" side="right" name={`${labelOf(node)} ${t('device.backend')}`} />
      <div className={classes['head']}>
        <DeviceBadge device={node.device} />
        <NodeTitle node={node} />
        <FindingMark of={{ node: node.id }} />
        <Lamp state={failed ? 'failed' : state} />
      </div>
      <div className={classes['sides']}>
        <Side node={node} side="frontend" />
        <Side node={node} side="backend" />
      </div>
      <Problems problems={problems} tone={failed ? 'failed' : 'past'} />
    </div>
  );
}

function Side({ node, side }: { readonly node: DeviceData; readonly side: DeviceSide }) {
  const { t } = useTranslation('canvas');
  const key = `${node.id}.${side}`;
  const type = DEVICE_SOCKETS[node.device][side];
  const status = useSocketStatus(key);
  const wiring = useWiringRole(key);
  return (
    <div
      className={classes['side']}
      data-socket={key}
      data-testid={`socket-${key}`}
      data-side={side}
      data-wiring={wiring}
    >
      <div className={classes['sideName']}>{t(`device.${side}`)}</div>
      <TypeBadge type={type} />
      <EndpointLines
        bind={node[side]?.bind}
        connect={node[side]?.connect}
        security={node[side]?.security}
        statuses={status?.endpoints ?? []}
        short
      />
      <Counts status={status} type={type} />
    </div>
  );
}
