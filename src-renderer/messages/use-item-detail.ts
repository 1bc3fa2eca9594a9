import { useEffect, useMemo, useState } from 'react';
import type { ItemDetail } from '../../shared/traffic/detail';
import { request } from '../bridge';
import { useMarks } from '../stores/marks';
import { feed } from '../traffic/feed';
import { usePeerNames, withPeerNames } from './peer-names';
import { rowSource } from './row-source';

/** The opened item: nothing, one that was never there to be read, or its parts; `gone` once the capture dropped it. */
export type OpenedItem =
  | { readonly type: 'none' }
  | { readonly type: 'missing'; readonly seq: number }
  | { readonly type: 'loaded'; readonly detail: ItemDetail; readonly gone: boolean };

/** So long until a request that waits is asked for again. */
const AGAIN_MS = 500;

/** Reads the item `seq` from the capture. The item before it is shown until the answer is there, so that nothing flickers. */
export function useItemDetail(seq: number | undefined): OpenedItem {
  const [opened, setOpened] = useState<OpenedItem>({ type: 'none' });
  useEffect(() => {
    if (seq === undefined) {
      setOpened({ type: 'none' });
      return undefined;
    }
    let current = true;
    let timer: number | undefined;
    let before: ItemDetail['pair'];
    const kept = () => useMarks.getState().kept.get(seq);
    const read = () => {
      request('capture:item', { seq }).then(
        (detail) => {
          if (!current) return;
          const waits = detail?.pair?.type === 'waiting';
          if (waits) timer = window.setTimeout(read, AGAIN_MS);
          // Shown once is enough as long as it waits.
          if (waits && before?.type === 'waiting') return;
          before = detail?.pair;
          // What the capture dropped is still there where it was bookmarked.
          const found = detail ?? kept();
          setOpened(found ? { type: 'loaded', detail: found, gone: detail === undefined } : { type: 'missing', seq });
        },
        (error: unknown) => console.error('capture:item failed', error),
      );
    };
    read();
    const stop = rowSource.subscribe(() => {
      const gone = feed.header('firstSeq') > seq;
      setOpened((before) =>
        before.type === 'loaded' && before.detail.item.row.seq === seq && before.gone !== gone
          ? { ...before, gone }
          : before,
      );
    });
    return () => {
      current = false;
      window.clearTimeout(timer);
      stop();
    };
  }, [seq]);
  const called = usePeerNames();
  const wanted = seq !== undefined;
  return useMemo(() => {
    if (!wanted) return NONE;
    return opened.type === 'loaded' ? { ...opened, detail: withPeerNames(opened.detail, called) } : opened;
  }, [wanted, opened, called]);
}

const NONE: OpenedItem = { type: 'none' };
