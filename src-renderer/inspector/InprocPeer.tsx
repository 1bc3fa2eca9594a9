import { useTranslation } from 'react-i18next';
import type { InprocPeer as Peer } from '../../shared/topology/inproc-peers';
import { nodeIdOf } from '../../shared/topology/topology';
import { patternOf } from '../wire-view/ConnectionList';
import { select } from '../stores/view';
import { Facts } from './fields/Section';
import classes from './Peers.module.css';

/** Another socket of the run that is met at a name of inproc. */
export function InprocPeer({ peer, name }: { readonly peer: Peer; readonly name: string }) {
  const { t } = useTranslation('peers');
  return (
    <li className={classes['peer']} data-testid={`inproc-peer-${peer.key}`}>
      <div className={classes['head']}>
        <span className={classes['phase']} data-phase="ready" />
        <button type="button" className={classes['link']} onClick={() => select([nodeIdOf(peer.key)])}>
          {name}
        </button>
        <span className={classes['type']} data-pattern={patternOf(peer.type)} translate="no">
          {peer.type}
        </span>
      </div>
      <Facts facts={[[t('fact.endpoint'), peer.endpoint, true]]} />
      <p className={classes['note']}>{t('inproc')}</p>
    </li>
  );
}
