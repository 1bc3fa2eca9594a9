import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconEar, IconPlug } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { EdgeProps } from 'reactflow';
import { observationOf } from '../../shared/topology/observation';
import { transportOf } from '../../shared/topology/topology';
import { BACKWARD, FORWARD, type FlowId } from '../../shared/traffic/flow';
import { problemText } from '../i18n/problem-text';
import { FindingMark } from '../doctor/FindingMark';
import { CableMark } from '../losses/LossMark';
import { topologyNow } from '../stores/document';
import { LinkLock, PeerLock } from '../security/LinkLock';
import { useLinkStatus, usePeerStatus, useRuntime } from '../stores/runtime';
import { select, selectPeer } from '../stores/view';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { rateText, shortCountText } from '../ui/numbers';
import { Cable } from './Cable';
import classes from './Cable.module.css';
import type { LinkEdge, PeerEdge } from './flow-types';
import { useCablePath } from './use-cable-path';

/** Length of a cable, in pixels, on which counts and a rate have room. */
const ROOMY = 175;

/** A link of the document. */
export function LinkCable({ id, source, target, data, selected }: EdgeProps<LinkEdge>) {
  const { t } = useTranslation('canvas');
  const status = useLinkStatus(id);
  const stopped = useRuntime((runtime) => runtime.status.state === 'stopped');
  const path = useCablePath({
    id,
    source,
    target,
    sourceSide: data?.sourceSide,
    targetSide: data?.targetSide,
    lane: data?.lane ?? 0,
  });
  if (!data) return undefined;
  const { link, pattern } = data;
  // After a run its last counts stay, and what failed in it; nothing waits any more.
  const state = status === undefined || (stopped && status.state !== 'failed') ? 'idle' : status.state;
  const observe = status?.observe ?? observationOf(topologyNow(), link);
  const tip = status?.problem
    ? problemText(status.problem)
    : t(`link.${state}`, { endpoint: status?.endpoint ?? '', observed: t(`observe.${observe}`) });
  return (
    <Cable
      id={id}
      path={path}
      pattern={pattern}
      state={state}
      selected={selected ?? false}
      troubled={status?.problem !== undefined}
      connects={t('link.connects')}
      binds={t('link.binds')}
    >
      <Tooltip label={tip}>
        <span
          className={classes['transport']}
          data-testid={`link-${id}`}
          data-state={state}
          onClick={() => select([], [id])}
        >
          {transportOf(link)}
        </span>
      </Tooltip>
      {status?.problem && <IconAlertTriangle size={12} stroke={1.75} aria-label={t('link.failedMark')} />}
      <LinkLock link={link} agreed={status?.state === 'connected' ? status.mechanism : ''} />
      {observe === 'socket' && (
        <Tooltip label={t('observe.socket')}>
          <IconEar size={12} stroke={1.75} aria-label={t('observe.socket')} />
        </Tooltip>
      )}
      {status && (
        <FlowNumbers
          flow={status.flow}
          rightward={path.to.x >= path.from.x}
          estimated={status.counted === 'inferred'}
          roomy={path.length > ROOMY}
        />
      )}
      <FindingMark of={{ link: id }} />
      {status && <CableMark flow={status.flow} id={id} onShow={() => select([], [id])} />}
    </Cable>
  );
}

/** The connection of a program outside that came by itself, or of two nodes that meet at an endpoint given by hand. */
export function PeerCable({ id, source, target, data, selected }: EdgeProps<PeerEdge>) {
  const { t } = useTranslation('canvas');
  const peer = usePeerStatus(data?.peer ?? '');
  const path = useCablePath({
    id,
    source,
    target,
    sourceSide: data?.sourceSide,
    targetSide: data?.targetSide,
    lane: data?.lane ?? 0,
  });
  if (!data || !peer) return undefined;
  const byHand = peer.meets !== undefined;
  const tip = peer.problem
    ? problemText(peer.problem)
    : byHand
      ? t('link.byHand', { endpoint: peer.endpoint })
      : undefined;
  return (
    <Cable
      id={id}
      path={path}
      pattern={data.pattern}
      state={peer.connected ? 'connected' : peer.refused === undefined ? 'waiting' : 'failed'}
      selected={selected ?? false}
      connects={t('link.connects')}
      binds={t('link.binds')}
    >
      <Tooltip label={tip} disabled={tip === undefined} multiline maw={360}>
        <span className={classes['transport']} data-testid={`cable-${peer.id}`} onClick={() => selectPeer(peer.id)}>
          {peer.endpoint.split('://')[0]}
        </span>
      </Tooltip>
      {byHand && <IconPlug size={12} stroke={1.75} aria-label={t('link.byHand', { endpoint: peer.endpoint })} />}
      {peer.problem && <IconAlertTriangle size={12} stroke={1.75} aria-label={t('link.failedMark')} />}
      {peer.connected && <PeerLock mechanism={peer.mechanism} />}
      <FlowNumbers
        flow={peer.flow}
        rightward={path.to.x >= path.from.x}
        estimated={false}
        roomy={path.length > ROOMY}
      />
      <FindingMark of={{ peer: peer.id }} />
      <CableMark flow={peer.flow} id={peer.id} onShow={() => selectPeer(peer.id)} />
    </Cable>
  );
}

interface FlowNumbersProps {
  readonly flow: FlowId;
  /** True where the cable leads from left to right, so that arrows point the way that messages are seen to go. */
  readonly rightward: boolean;
  readonly estimated: boolean;
  /** False where the cable is too short for the rate as well; the nodes say it too. */
  readonly roomy: boolean;
}

function FlowNumbers({ flow, rightward, estimated, roomy }: FlowNumbersProps) {
  const counts = useCallback(() => {
    const mark = estimated ? '≈' : '';
    const one = (direction: number) => {
      const messages = feed.flowMessages(flow, direction);
      if (messages === 0) return [];
      const toRight = (direction === FORWARD) === rightward;
      return [`${toRight ? '→' : '←'} ${mark}${shortCountText(messages)}`];
    };
    return [...one(FORWARD), ...one(BACKWARD)].join('  ');
  }, [flow, rightward, estimated]);
  const rate = useCallback(() => {
    const perSecond = feed.flowRate(flow, FORWARD) + feed.flowRate(flow, BACKWARD);
    return perSecond < 0.05 ? '' : rateText(perSecond);
  }, [flow]);
  return (
    <>
      <LiveText read={counts} className={classes['numbers']} />
      {roomy && <LiveText read={rate} className={classes['rate']} />}
    </>
  );
}
