import { IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { peersOf, useRuntime } from '../stores/runtime';
import { selectPeer } from '../stores/view';
import { peerLabel } from '../ui/peer-label';
import { Section } from './fields/Section';
import classes from './Inspector.module.css';
import { PeerFacts } from './PeerPanel';

/** The programs outside that are connected with a node now. */
export function PeersList({ node }: { readonly node: string }) {
  const { t } = useTranslation('inspector');
  const peers = useRuntime(useShallow((state) => peersOf(state, node).filter(({ connected }) => connected)));
  if (peers.length === 0) return undefined;
  return (
    <Section title={t('peers.title', { count: peers.length })} testId="peers">
      <ul className={classes['list']}>
        {peers.map((peer) => (
          <li key={peer.id}>
            <button
              type="button"
              className={classes['item']}
              onClick={() => selectPeer(peer.id)}
              data-testid={`peer-item-${peer.id}`}
            >
              <IconTerminal2 size={15} aria-hidden />
              <span className={classes['name']}>{peerLabel(peer)}</span>
              <span className={classes['meta']}>{peer.socketType}</span>
            </button>
            <div className={classes['under']}>
              <PeerFacts peer={peer} brief />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
