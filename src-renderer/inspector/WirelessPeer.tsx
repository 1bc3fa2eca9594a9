import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeIdOf } from '../../shared/topology/topology';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import type { FlowName } from '../../shared/traffic/flow-names';
import type { LinkStatus } from '../../shared/traffic/status';
import { feed } from '../traffic/feed';
import { LiveText } from '../traffic/LiveText';
import { countText } from '../ui/numbers';
import { patternOf } from '../wire-view/ConnectionList';
import { Facts } from './fields/Section';
import classes from './Peers.module.css';

interface WirelessPeerProps {
  readonly node: string;
  readonly link: LinkStatus;
  readonly name: FlowName | undefined;
}

/** The other end of a link that has no wire: who it is, and what was counted at the app's own sockets. */
export function WirelessPeer({ node, link, name }: WirelessPeerProps) {
  const { t } = useTranslation('peers');
  const { id, endpoint, state, flow, counted } = link;
  const connects = name?.sockets.connecting !== undefined && nodeIdOf(name.sockets.connecting) === node;
  const other = connects ? name?.binding : name?.connecting;
  const [out, into] = connects ? [FORWARD, BACKWARD] : [BACKWARD, FORWARD];
  const read = useCallback(
    () => t('counts', { to: countText(feed.flowMessages(flow, out)), from: countText(feed.flowMessages(flow, into)) }),
    [t, flow, out, into],
  );
  return (
    <li className={classes['peer']} data-testid={`wireless-peer-${id}`}>
      <div className={classes['head']}>
        <span className={classes['phase']} data-phase={state === 'connected' ? 'ready' : 'handshake'} />
        <span className={classes['name']}>{other?.name || endpoint || id}</span>
        {other?.socket && (
          <span className={classes['type']} data-pattern={patternOf(other.socket)} translate="no">
            {other.socket}
          </span>
        )}
      </div>
      <Facts
        facts={[
          [t('fact.endpoint'), endpoint, true],
          [
            t('fact.counts'),
            <span key="counts" title={t('countsHint')}>
              {counted === 'inferred' && '≈ '}
              <LiveText read={read} />
            </span>,
          ],
        ]}
      />
      <p className={classes['note']}>{t('noWire')}</p>
    </li>
  );
}
