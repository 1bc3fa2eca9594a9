import i18next from 'i18next';
import type { PeerStatus } from '../../shared/traffic/status';

/** What a program outside is called: its identity where it gave one, else the number it got when it came. */
export function peerLabel({ identity, id }: Pick<PeerStatus, 'identity' | 'id'>): string {
  return identity === '' ? i18next.t('canvas:peer.name', { number: id.replace(/\D/g, '') }) : identity;
}
