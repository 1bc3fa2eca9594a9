import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linksOf } from '../../shared/topology/edits-links';
import { settingsOf } from '../../shared/topology/socket-settings';
import type { SocketKey } from '../../shared/topology/topology';
import { lifeOf, LIFE_STEPS } from '../../shared/traffic/socket-life';
import { useTopology } from '../stores/document';
import { useRuntime, useSocketStatus } from '../stores/runtime';
import { feed } from '../traffic/feed';
import classes from './LifeStrip.module.css';

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
  const steps = lifeOf({ runState, status, attached, moved });
  const set = Object.keys(options ?? {}).length;
  return (
    <ol className={classes['strip']} aria-label={t('life.title')} data-testid="life">
      {LIFE_STEPS.map((step) => (
        <Tooltip key={step} label={t(`lifeHint.${step}`, { count: set })}>
          <li data-state={steps[step]} aria-current={steps[step] === 'now' ? 'step' : undefined} tabIndex={0}>
            <i aria-hidden />
            <span>{t(`life.${step}`)}</span>
          </li>
        </Tooltip>
      ))}
    </ol>
  );
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
