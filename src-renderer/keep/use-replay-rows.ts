import { useCallback, useEffect, useState } from 'react';
import { rangesFrom } from '../../shared/ranges';
import type { CaptureRow } from '../../shared/traffic/capture';
import { request } from '../bridge';
import type { ReplayChoice } from './replay';

/** Rows fetched at once. */
const PAGE = 64;

export interface ReplayRows {
  /** The row at a place of those that were chosen; `undefined` while it is fetched, or once it has left the capture. */
  readonly row: (place: number) => CaptureRow | undefined;
  /** Fetches those that are in sight. */
  readonly show: (from: number, to: number) => void;
}

/** The rows of the messages that were chosen, as far as they are looked at. */
export function useReplayRows(items: ReplayChoice): ReplayRows {
  const [pages, setPages] = useState<ReadonlyMap<number, readonly CaptureRow[]>>(new Map());
  const [wanted, setWanted] = useState({ from: 0, to: 1 });
  useEffect(() => {
    for (let page = wanted.from; page < wanted.to; page++) {
      if (pages.has(page)) continue;
      pageOf(items, page).then(
        (rows) => setPages((before) => new Map(before).set(page, rows)),
        (error: unknown) => console.error('the chosen messages could not be read', error),
      );
    }
  }, [items, wanted]);
  const show = useCallback((from: number, to: number) => {
    const next = { from: Math.floor(from / PAGE), to: Math.ceil(to / PAGE) };
    setWanted((before) => (before.from === next.from && before.to === next.to ? before : next));
  }, []);
  return { row: (place) => pages.get(Math.floor(place / PAGE))?.[place % PAGE], show };
}

async function pageOf(items: ReplayChoice, page: number): Promise<CaptureRow[]> {
  const rows: CaptureRow[] = [];
  if (items.type === 'items') {
    for (const seq of items.seqs.slice(page * PAGE, (page + 1) * PAGE)) {
      const detail = await request('capture:item', { seq });
      if (detail) rows.push(detail.item.row);
    }
    return rows;
  }
  for (const [from, to] of rangesFrom(items.ranges, page * PAGE, PAGE)) {
    rows.push(...(await request('capture:rows', { view: items.view, from, count: to - from })).rows);
  }
  return rows;
}
