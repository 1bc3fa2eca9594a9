import { useCallback, useMemo, useState } from 'react';
import type { ByteRange } from '../byte-range';

/** Where bytes were marked: the others show it and move to it. */
export type MarkedBy = 'hex' | 'tree' | 'text' | 'search';

export interface Marking {
  readonly marked: { readonly range: ByteRange; readonly by: MarkedBy } | undefined;
  readonly mark: (range: ByteRange | undefined, by: MarkedBy) => void;
}

/** The marked bytes of one frame, which its hexadecimal, its text and its tree share. */
export function useMarking(): Marking {
  const [marked, setMarked] = useState<Marking['marked']>();
  const mark = useCallback<Marking['mark']>((range, by) => setMarked(range && { range, by }), []);
  return useMemo(() => ({ marked, mark }), [marked, mark]);
}
