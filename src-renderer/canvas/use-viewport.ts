import { useEffect, type RefObject } from 'react';
import { useReactFlow, useStoreApi } from 'reactflow';
import { onFrame } from '../traffic/frame';
import { useDocument } from '../stores/document';
import { provideViewport } from '../stores/viewport';

const FIT = { padding: 0.2, maxZoom: 1 } as const;
const SMOOTH_MS = 150;
/** Frames that a document that was just opened is waited for to be measured. */
const MOST_FRAMES = 60;

/** Lets commands fit, zoom and focus the canvas while it is shown. */
export function useViewport(frame: RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    let stopWaiting: (() => void) | undefined;
    const duration = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : SMOOTH_MS;
    const measured = () => {
      const { nodes } = useDocument.getState().history.present;
      const { nodeLookup } = store.getState();
      return nodes.every(({ id }) => nodeLookup.get(id)?.measured.width !== undefined);
    };
    const fitSoon = () => {
      stopWaiting?.();
      let frames = 0;
      stopWaiting = onFrame(() => {
        frames++;
        // The first frame may still hold the nodes of the document before.
        if (frames < 3 || (!measured() && frames < MOST_FRAMES)) return true;
        stopWaiting?.();
        void flow.fitView(FIT);
        return false;
      });
    };
    const stopProviding = provideViewport({
      fit: () => void flow.fitView({ ...FIT, duration }),
      fitSoon,
      zoomIn: () => void flow.zoomIn({ duration }),
      zoomOut: () => void flow.zoomOut({ duration }),
      center: () => {
        const box = frame.current?.getBoundingClientRect();
        return box ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }) : { x: 0, y: 0 };
      },
      focus: () => frame.current?.focus({ preventScroll: true }),
    });
    return () => {
      stopWaiting?.();
      stopProviding();
    };
  }, [flow, frame, store]);
}
