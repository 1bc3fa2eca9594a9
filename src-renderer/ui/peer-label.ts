import i18next from 'i18next';
import type { PeerStatus } from '../../shared/traffic/status';

/** Digits shown of an identity that is no text. */
const SHOWN = 8;

/** What a program outside is called: its identity where that is text, else the number it got when it came. */
export function peerLabel({ identity, id }: Pick<PeerStatus, 'identity' | 'id'>): string {
  if (identity !== '' && !identity.startsWith('0x')) return identity;
  const name = i18next.t('canvas:peer.name', { number: id.replace(/\D/g, '') });
  const digits = identity.slice(2);
  return digits === '' ? name : `${name} · 0x${digits.slice(0, SHOWN)}${digits.length > SHOWN ? '…' : ''}`;
}
