import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconTerminal2 } from '@tabler/icons-react';
import { Handle, Position, type NodeProps } from 'reactflow';
import { useTranslation } from 'react-i18next';
import { socketFacts, SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { problemText } from '../i18n/problem-text';
import { usePeerStatus } from '../stores/runtime';
import { peerLabel } from '../ui/peer-label';
import { TypeBadge } from '../ui/TypeBadge';
import type { PeerFlowNode } from './flow-types';
import classes from './Node.module.css';

/** A program outside that is connected now, or turned away. It is not in the document: it came by itself and leaves by itself. */
export function PeerNode({ data, selected }: NodeProps<PeerFlowNode>) {
  const { t } = useTranslation('canvas');
  const peer = usePeerStatus(data.peer);
  if (!peer) return undefined;
  const type = asSocketType(peer.socketType);
  const place = peer.way === 'inbound' ? peer.remote : peer.endpoint;
  const label = peerLabel(peer);
  // Of one that is turned away nothing but its address is known.
  const name = peer.refused === undefined ? label : place || label;
  return (
    <div
      className={`${classes['node']} ${classes['peer']}`}
      data-testid={`peer-${peer.id}`}
      data-pattern={type ? socketFacts(type).pattern : 'device'}
      data-selected={selected}
      data-state={peer.refused === undefined ? (peer.connected ? 'open' : 'opening') : 'refused'}
    >
      <Handle
        id="left"
        type="source"
        position={Position.Left}
        className={classes['hiddenJack'] ?? ''}
        isConnectable={false}
      />
      <Handle
        id="right"
        type="source"
        position={Position.Right}
        className={classes['hiddenJack'] ?? ''}
        isConnectable={false}
      />
      <div className={classes['head']}>
        <IconTerminal2 size={16} stroke={1.75} className={classes['programIcon']} aria-hidden />
        {type && <TypeBadge type={type} />}
        <span className={classes['title']} title={peer.identity || name}>
          {name}
        </span>
      </div>
      {peer.refused === undefined ? (
        <div className={classes['summary']} title={place}>
          {place === '' ? t('peer.outside') : place}
        </div>
      ) : (
        <Tooltip label={peer.problem ? problemText(peer.problem) : undefined} multiline maw={360}>
          <div className={classes['refused']} data-testid={`refused-${peer.id}`}>
            <IconAlertTriangle size={13} stroke={1.75} aria-hidden />
            {t('peer.refusedTimes', { count: peer.refused })}
          </div>
        </Tooltip>
      )}
    </div>
  );
}

function asSocketType(text: string): SocketType | undefined {
  return SOCKET_TYPES.find((type) => type === text);
}
