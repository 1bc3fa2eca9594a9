import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronRight, IconHeartFilled, IconTimeline } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { selectedFlows } from '../../shared/traffic/flow-choice';
import { inprocPeers, type InprocPeer as Met } from '../../shared/topology/inproc-peers';
import { findSocket, labelOf, nodeIdOf } from '../../shared/topology/topology';
import type { ConnectionFacts, WireSideFacts } from '../../shared/wire/ladder';
import { useFlowNames } from '../messages/use-flow-names';
import { useDocument } from '../stores/document';
import { isRunning, useRuntime } from '../stores/runtime';
import { showOnWire } from '../stores/wire';
import { countText } from '../ui/numbers';
import { timeText } from '../ui/time-text';
import { patternOf } from '../wire-view/ConnectionList';
import { useConnections, useSame } from '../wire-view/use-connections';
import { protocolText } from '../wire-view/wire-text';
import { Facts, Section } from './fields/Section';
import { heartbeatText } from './heartbeat-text';
import { InprocPeer } from './InprocPeer';
import classes from './Peers.module.css';
import { PeerHistory } from './PeerHistory';
import { seenFrom, type SeenPeer } from './seen-from';
import { WirelessPeer } from './WirelessPeer';

/** Peers drawn at once; of a socket with more the Wire tab has them all. */
const MOST_PEERS = 40;
/** More than these are a line each, which a click unfolds: so many cards would hide what is below them. */
const MOST_UNFOLDED = 4;

/** Everybody that a node's sockets are connected with, and what happened to its connections. */
export function PeersList({ node, sockets }: { readonly node: string; readonly sockets: readonly string[] }) {
  const { t } = useTranslation('peers');
  const flows = useFlowsOf(node);
  const answer = useConnections(useSame({ flows, nodes: [node] }));
  const wireless = useRuntime(
    useShallow((state) =>
      state.status.links.filter(({ observe, flow }) => observe === 'socket' && flows.includes(flow)),
    ),
  );
  const names = useFlowNames();
  const met = useInprocPeers(sockets);
  const ran = useRuntime((state) => state.status.sockets.some(({ key }) => nodeIdOf(key) === node));
  if (!ran) return undefined;
  const connections = answer?.connections ?? [];
  const peers = connections.filter(({ closedAt }) => closedAt === undefined).flatMap((one) => seenFrom(one, node));
  const count = peers.length + wireless.length + met.length;
  return (
    <>
      <Section title={count === 0 ? t('title') : t('titleCount', { count })} testId="peers">
        {count === 0 && <p className={classes['note']}>{t('none')}</p>}
        <ul className={classes['peers']}>
          {peers.slice(0, MOST_PEERS).map((peer) => (
            <Peer key={`${peer.connection.id} ${peer.way}`} peer={peer} folds={count > MOST_UNFOLDED} />
          ))}
          {wireless.map((link) => (
            <WirelessPeer key={link.id} node={node} link={link} name={names.get(link.flow)} />
          ))}
          {met.slice(0, MOST_PEERS).map(({ name, ...peer }) => (
            <InprocPeer key={`${peer.endpoint} ${peer.key}`} peer={peer} name={name} />
          ))}
        </ul>
        {peers.length > MOST_PEERS && (
          <p className={classes['note']}>{t('more', { count: peers.length - MOST_PEERS })}</p>
        )}
      </Section>
      <PeerHistory node={node} sockets={sockets} connections={connections} />
    </>
  );
}

/** Whom the sockets meet at names of inproc, while something runs. */
function useInprocPeers(keys: readonly string[]): readonly (Met & { readonly name: string })[] {
  const topology = useDocument((state) => state.history.present);
  const sockets = useRuntime((state) => (isRunning(state) ? state.status.sockets : undefined));
  return inprocPeers(sockets ?? [], keys).map((peer) => {
    const place = findSocket(topology, peer.key);
    return { ...peer, name: place ? labelOf(place.node) : peer.key };
  });
}

/** Numbers of the flows of a node's links and programs outside. */
function useFlowsOf(node: string): readonly number[] {
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  const selected = { nodes: new Set([node]), links: new Set<string>(), peer: undefined };
  const key = selectedFlows(selected, topology, status)?.join(' ') ?? '';
  return useMemo(() => key.split(' ').filter(Boolean).map(Number), [key]);
}

interface PeerProps {
  readonly peer: SeenPeer;
  /** It is one of many, and only a line until it is unfolded. */
  readonly folds: boolean;
}

function Peer({ peer, folds }: PeerProps) {
  const { t } = useTranslation('peers');
  const [unfolded, setUnfolded] = useState(false);
  const { connection, side, to, from } = peer;
  const { id } = connection;
  // One that is not heard is told at once.
  const shown = !folds || unfolded || side.holder !== undefined;
  const who = (
    <>
      <span className={classes['phase']} data-phase={connection.phase} title={t(`phase.${livePhase(connection)}`)} />
      <span className={classes['name']}>{side.name || t('outside')}</span>
      {side.socketType !== '' && (
        <span className={classes['type']} data-pattern={patternOf(side.socketType)} translate="no">
          {side.socketType}
        </span>
      )}
    </>
  );
  return (
    <li className={classes['peer']} data-testid={`peer-of-${id}`}>
      <div className={classes['head']}>
        {folds ? (
          <button
            type="button"
            className={classes['fold']}
            aria-expanded={shown}
            onClick={() => setUnfolded(!unfolded)}
            data-testid={`peer-fold-${id}`}
          >
            <IconChevronRight size={12} aria-hidden />
            {who}
            {!shown && (
              <span className={classes['brief']}>
                {t('counts', { to: countText(to.messages), from: countText(from.messages) })}
              </span>
            )}
          </button>
        ) : (
          who
        )}
        <Tooltip label={t('wire')}>
          <ActionIcon
            size={22}
            aria-label={t('wire')}
            onClick={() => showOnWire({ id })}
            data-testid={`peer-wire-${id}`}
          >
            <IconTimeline size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {shown && <PeerFacts {...peer} />}
    </li>
  );
}

function PeerFacts({ connection, side, way, to, from }: SeenPeer) {
  const { t } = useTranslation('peers');
  const { endpoint, remote, openedAt, id, heartbeats } = connection;
  const beats = (heartbeats.connecting?.pongs ?? 0) + (heartbeats.binding?.pongs ?? 0);
  return (
    <Facts
      facts={[
        [t('fact.endpoint'), endpoint, true],
        [t('fact.remote'), way === 'in' ? remote : '', true],
        // Under CURVE it is sealed, and a ROUTER of the app knows it all the same.
        [t('fact.identity'), side.identity || (side.routing?.made === false ? side.routing.id : ''), true],
        [t('fact.clash'), side.holder === undefined ? undefined : <Clash key="clash" holder={side.holder} />],
        [t('fact.routing'), side.routing?.made === true ? <MadeUpId key="routing" {...side.routing} /> : undefined],
        [t('fact.security'), [side.mechanism, protocolText(side.version)].filter(Boolean).join(' · ')],
        [
          t('fact.heartbeat'),
          <span key="beat" title={t('noBeatHint')}>
            {beats > 0 && <IconHeartFilled key={beats} className={classes['heart']} size={11} aria-hidden />}
            {heartbeatText(connection, t)}
          </span>,
        ],
        [t('fact.since'), t('since', { time: timeText(openedAt, 1) })],
        [
          t(side.mechanism === 'CURVE' ? 'fact.frames' : 'fact.counts'),
          <span
            key="counts"
            title={t(side.mechanism === 'CURVE' ? 'framesHint' : 'countsHint')}
            data-testid={`peer-counts-${id}`}
          >
            {t('counts', { to: countText(to.messages), from: countText(from.messages) })}
          </span>,
        ],
      ]}
    />
  );
}

/** It calls itself as another peer of the ROUTER does, and is not heard. */
function Clash({ holder }: { readonly holder: string }) {
  const { t } = useTranslation('peers');
  return (
    <span title={t('clash.hint')} className={classes['clash']} data-testid="clash">
      {t('clash.held', { holder })}
    </span>
  );
}

/** An id that a ROUTER has made up for a peer that has set none. */
function MadeUpId({ id, known }: Pick<NonNullable<WireSideFacts['routing']>, 'id' | 'known'>) {
  const { t } = useTranslation('peers');
  return (
    <span title={t(`routing.${known}`)} data-testid="made-up-id">
      {known === 'exact' ? '' : '≈ '}
      {t('routing.made', { id })}
    </span>
  );
}

function livePhase({ phase }: ConnectionFacts): 'dialing' | 'handshake' | 'ready' {
  return phase === 'dialing' || phase === 'handshake' ? phase : 'ready';
}
