import { useTranslation } from 'react-i18next';
import type { SocketKey } from '../../shared/topology/topology';
import { socketName } from '../ui/end-name';
import { useDocument } from './document';

/** What a socket is called, for as long as that holds. */
export function useSocketName(key: SocketKey): string {
  useTranslation('canvas');
  return useDocument(({ history }) => socketName(history.present, key));
}
