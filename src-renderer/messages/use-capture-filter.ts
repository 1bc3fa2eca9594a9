import { useEffect, useMemo } from 'react';
import type { CaptureFilter } from '../../shared/traffic/capture';
import { selectedFlows } from '../../shared/traffic/flow-choice';
import { ITEM_KINDS } from '../../shared/traffic/flow';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView, type MessageFilter } from '../stores/view';
import { rowSource } from './row-source';

/** Milliseconds after the last key before the capture is searched. */
const TYPING_MS = 150;

/** What the engine is asked for: the window's filter with what is selected on the canvas as numbers of flows. */
export function captureFilter({ text, kinds }: MessageFilter, flows: readonly number[] | undefined): CaptureFilter {
  return {
    ...(flows ? { flows } : {}),
    ...(kinds.length === ITEM_KINDS.length ? {} : { kinds }),
    ...(text === '' ? {} : { text }),
  };
}

/** Keeps the capture's view after the filter, the selection and the links that there are. */
export function useCaptureFilter(): void {
  const filter = useView((state) => state.filter);
  const selection = useView((state) => state.selection);
  const topology = useDocument((state) => state.history.present);
  const status = useRuntime((state) => state.status);
  // Compared as text: a status that changes no flow of the selection leaves the rows where they are.
  const wanted = useMemo(() => {
    const flows = filter.source === 'selection' ? selectedFlows(selection, topology, status) : undefined;
    return JSON.stringify(captureFilter(filter, flows));
  }, [filter, selection, topology, status]);

  useEffect(() => rowSource.start(), []);
  useEffect(() => {
    const timer = setTimeout(() => rowSource.apply(JSON.parse(wanted) as CaptureFilter), TYPING_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
}
