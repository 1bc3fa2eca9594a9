import { Tooltip } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linksOf } from '../../shared/topology/edits-links';
import { findSocket } from '../../shared/topology/topology';
import { settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey, Topology } from '../../shared/topology/topology';
import { lifeOf, LIFE_STEPS, stepTimes } from '../../shared/traffic/socket-life';
import { plannedCalls, type LifeCall } from '../../shared/zmq/life-calls';
import type { ToldSocket } from '../../shared/zmq/life-program';
import { useDocument, useTopology } from '../stores/document';
import { useRuntime, useSocketStatus } from '../stores/runtime';
import { feed } from '../traffic/feed';
import { timeText } from '../ui/time-text';
import classes from './LifeStrip.module.css';
import { LifeStripCalls } from './LifeStripCalls';
import { useLife } from './use-life';

/** Where a socket is in its life, as the ZeroMQ guide teaches it: context, created, options, bound or connected, traffic, closed. */
export function LifeStrip({ socket }: { readonly socket: SocketKey }) {
  const { t } = useTranslation('inspector');
  const status = useSocketStatus(socket);
  const runState = useRuntime((state) => state.status.state);
  const options = useTopology((topology) => settingsOf(topology, socket).options);
  const links = useTopology((topology) =>
    linksOf(topology, socket)
      .map(({ id }) => id)
      .join(' '),
  );
  const attached = useRuntime((state) =>
    links.split(' ').some((id) => {
      const link = state.links.get(id)?.state;
      return link === 'waiting' || link === 'connected';
    }),
  );
  const moved = useMoved(status?.index);
  const set = Object.keys(options ?? {}).length;
  const life = useLife(socket, moved);
  const topology = useDocument((state) => state.history.present);
  const place = findSocket(topology, socket);
  const type = status?.type ?? place?.type;
  const planned = useMemo(() => plannedCalls(topology, socket), [topology, socket]);
  const proxied = useProxied(topology, planned, moved);
  const times = useMemo(() => stepTimes(life.events), [life]);
  const steps = lifeOf({ runState, status, attached, moved, times });
  return (
    <>
      <ol className={classes['strip']} aria-label={t('life.title')} data-testid="life">
        {LIFE_STEPS.map((step) => (
          <Tooltip key={step} label={t(`lifeHint.${step}`, { count: set })}>
            <li data-state={steps[step]} aria-current={steps[step] === 'now' ? 'step' : undefined} tabIndex={0}>
              <i aria-hidden />
              <span>{t(`life.${step}`)}</span>
              <time>{times[step] === undefined ? '' : timeText(times[step], 2)}</time>
            </li>
          </Tooltip>
        ))}
      </ol>
      {type && (
        <LifeStripCalls
          socket={socket}
          type={type}
          events={life.events}
          left={life.left}
          planned={planned}
          inDevice={place?.node.kind === 'device'}
          proxied={proxied}
        />
      )}
    </>
  );
}

/** The other socket that a proxy among the calls needs, with what was or will be done with it. */
function useProxied(topology: Topology, planned: readonly LifeCall[], moved: boolean): ToldSocket | undefined {
  const proxy = planned.find((call) => call.type === 'proxy');
  const other = proxy?.type === 'proxy' ? proxy.other : undefined;
  const { events } = useLife(other, moved);
  return useMemo(() => {
    const type = other === undefined ? undefined : findSocket(topology, other)?.type;
    if (other === undefined || type === undefined) return undefined;
    const calls = events.length === 0 ? plannedCalls(topology, other).map((call) => ({ call })) : events;
    return { key: other, type, calls };
  }, [topology, other, events]);
}

/** True once a socket has sent or received. */
function useMoved(index: number | undefined): boolean {
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const look = () =>
      setMoved(index !== undefined && feed.socketCount(index, 'sent') + feed.socketCount(index, 'received') > 0);
    look();
    return feed.subscribeTick(look);
  }, [index]);
  return moved;
}
