import { HexView } from '../HexView';
import { DecodedView } from './DecodedView';
import type { PayloadProps } from './payload-props';
import { SelectionFacts } from './SelectionFacts';

/** A payload as a decoder reads it, above its bytes; what is marked in one is marked in the other. */
export function FramePayload(props: PayloadProps) {
  const { bytes, size, marking, hits, sealed = false } = props;
  return (
    <>
      {!sealed && <DecodedView {...props} Payload={FramePayload} />}
      <HexView bytes={bytes} size={size} marking={marking} hits={hits} />
      {marking.marked && <SelectionFacts bytes={bytes} marked={marking.marked.range} />}
    </>
  );
}
