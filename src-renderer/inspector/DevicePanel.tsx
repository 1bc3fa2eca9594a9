import { useTranslation } from 'react-i18next';
import { withField } from '../../shared/topology/behavior-fields';
import { changeNode } from '../../shared/topology/edits-nodes';
import { DEVICE_SIDES, DEVICE_SOCKETS, type DeviceNode, type DeviceSide } from '../../shared/topology/topology';
import { tryEdit } from '../stores/document';
import { DeskSection } from '../desk/DeskSection';
import { LossSection } from '../losses/LossSection';
import { SecurityEditor } from '../security/SecurityEditor';
import { useSocketStatus } from '../stores/runtime';
import { PollSection } from '../turns/PollSection';
import { ShareSection } from '../turns/ShareSection';
import { DeviceBadge, TypeBadge } from '../ui/TypeBadge';
import { EndpointsEditor } from './EndpointsEditor';
import { DurationField } from './fields/NumberFields';
import { ProblemList } from './fields/ProblemList';
import { Section } from './fields/Section';
import fieldClasses from './fields/Fields.module.css';
import classes from './Inspector.module.css';
import { LifeStrip } from './LifeStrip';
import { LinksList } from './LinksList';
import { SocketCounts } from './LiveCounts';
import { NodeHead } from './NodeHead';
import { OptionsEditor } from './OptionsEditor';
import { PeersList } from './PeersList';
import { PlugHint } from './PlugHint';
import { Subscriptions } from './Subscriptions';
import { MessagesButton } from './SocketPanel';

/** A device: what it does with messages, and both of its sockets. */
export function DevicePanel({ node }: { readonly node: DeviceNode }) {
  const { t } = useTranslation(['inspector', 'security']);
  return (
    <>
      <NodeHead node={node} badge={<DeviceBadge device={node.device} />} title={t(`device.${node.device}.title`)}>
        <p className={classes['about']}>{t(`device.${node.device}.does`)}</p>
        <p className={classes['about']}>{t(`device.${node.device}.envelope`)}</p>
      </NodeHead>
      <Section title={t('device.work')} action={<MessagesButton node={node.id} />}>
        <DurationField
          label={t('device.delay')}
          value={node.delay}
          placeholder={t('behavior.none')}
          onChange={(delay) =>
            tryEdit((topology) =>
              changeNode(topology, node.id, (old) => (old.kind === 'device' ? withField(old, 'delay', delay) : old)),
            )
          }
          testId="device-delay"
        />
      </Section>
      <PollSection node={node} />
      {DEVICE_SIDES.map((side) => (
        <ShareSection key={side} socket={`${node.id}.${side}`} type={DEVICE_SOCKETS[node.device][side]} side={side} />
      ))}
      {DEVICE_SIDES.map((side) => (
        <Side key={side} node={node} side={side} />
      ))}
      {DEVICE_SIDES.map((side) => (
        <DeskSection key={side} socket={`${node.id}.${side}`} />
      ))}
      {DEVICE_SIDES.map((side) => (
        <LossSection key={side} of={{ socket: `${node.id}.${side}` }} side={side} />
      ))}
      {DEVICE_SIDES.map((side) => (
        <SecurityEditor
          key={side}
          socket={`${node.id}.${side}`}
          title={t('security:titleOf', { side: t(`device.${side}`) })}
        />
      ))}
      <LinksList node={node.id} />
      <PeersList node={node.id} sockets={DEVICE_SIDES.map((side) => `${node.id}.${side}`)} />
      {DEVICE_SIDES.map((side) => (
        <Subscriptions key={side} socket={`${node.id}.${side}`} side={side} />
      ))}
    </>
  );
}

function Side({ node, side }: { readonly node: DeviceNode; readonly side: DeviceSide }) {
  const { t } = useTranslation('inspector');
  const key = `${node.id}.${side}`;
  const type = DEVICE_SOCKETS[node.device][side];
  const status = useSocketStatus(key);
  return (
    <Section title={t(`device.${side}`)} action={<TypeBadge type={type} />} testId={`side-${side}`}>
      <p className={fieldClasses['note']}>{t(`type.${type}`)}</p>
      <LifeStrip socket={key} />
      {status && status.problems.length > 0 && <ProblemList problems={status.problems} />}
      {status && <SocketCounts index={status.index} type={type} />}
      <EndpointsEditor socket={key} use="bind" title={t('endpoints.bind')} hint={t('endpoints.bindHint')} />
      <EndpointsEditor socket={key} use="connect" title={t('endpoints.connect')} hint={t('endpoints.connectHint')} />
      <PlugHint type={type} endpoint={node[side]?.bind?.[0]} security={node[side]?.security} />
      <OptionsEditor socket={key} type={type} />
    </Section>
  );
}
