import { placeKey } from '../../../shared/decode/choices';
import type { CaptureRow } from '../../../shared/traffic/capture';
import { useDocument } from '../../stores/document';
import { useFlowNames } from '../use-flow-names';

/** Names the places of an item's frames, where choices for them are remembered. */
export function useFramePlaces({ flow, direction }: CaptureRow): (frame: number) => string {
  const name = useFlowNames().get(flow);
  const document = useDocument((state) => state.path ?? state.history.present.name);
  // Programs outside come and go: what holds is the socket that they connect to.
  const ours = name?.connecting.socket === undefined ? name?.binding : name.connecting;
  const link = name?.kind === 'peer' ? `${ours?.name} ${ours?.side ?? ''}` : (name?.id ?? '');
  return (frame) => placeKey({ document, link, direction, frame });
}
