import { useEffect, useMemo, useRef } from 'react';
import { parseFilter } from '../../shared/filter/parse';
import { termsIn } from '../../shared/filter/terms-in';
import type { CaptureFilter, Rank } from '../../shared/traffic/capture';
import { selectedFlows } from '../../shared/traffic/flow-choice';
import { ITEM_KINDS, type ItemKind } from '../../shared/traffic/flow';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { rowSource } from './row-source';

/** Milliseconds after the last key before the capture is searched. */
const TYPING_MS = 150;

/** True where the filter itself says which kinds of items it is about: the buttons for them do not count then. */
export function asksForKinds(text: string): boolean {
  const parsed = parseFilter(text);
  return parsed.ok && parsed.value !== undefined && termsIn(parsed.value).some(({ type }) => type === 'kind');
}

/** What the engine is asked for: the window's filter with what is selected on the canvas as numbers of flows. */
export function captureFilter(
  text: string,
  kinds: readonly ItemKind[],
  flows: readonly number[] | undefined,
  rank: Rank | undefined,
): CaptureFilter {
  return {
    ...(flows ? { flows } : {}),
    ...(kinds.length === ITEM_KINDS.length || asksForKinds(text) ? {} : { kinds }),
    ...(text === '' ? {} : { query: text }),
    ...(rank === undefined ? {} : { rank }),
  };
}

/** Keeps the capture's view after the filter, the selection and the links that there are. */
export function useCaptureFilter(): void {
  const filter = useView((state) => state.filter);
  const selection = useView((state) => state.selection);
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  /** While what is typed is no filter, the one that was looked through last is shown. */
  const applied = useRef('');
  // Compared as text: a status that changes no flow of the selection leaves the rows where they are.
  const wanted = useMemo(() => {
    const flows = filter.source === 'selection' ? selectedFlows(selection, topology, status) : undefined;
    const text = parseFilter(filter.text).ok ? filter.text.trim() : applied.current;
    return JSON.stringify([captureFilter(text, filter.kinds, flows, filter.rank), filter.rankedAt]);
  }, [filter, selection, topology, status]);

  useEffect(() => rowSource.start(), []);
  useEffect(() => {
    const timer = setTimeout(() => {
      const [next] = JSON.parse(wanted) as [CaptureFilter, number];
      applied.current = next.query ?? '';
      rowSource.apply(next);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
}
