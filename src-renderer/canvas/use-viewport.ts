import { useEffect, type RefObject } from 'react';
import { useReactFlow, useStoreApi } from 'reactflow';
import { onFrame } from '../traffic/frame';
import { useCanvasView } from '../stores/canvas-view';
import { useDocument } from '../stores/document';
import { provideViewport } from '../stores/viewport';
import { VIEW_PADDING } from './zoom-to-see';

/** Room at the edges for the controls; a small topology is not blown up. */
const FIT = { padding: VIEW_PADDING, maxZoom: 1 } as const;
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
      useCanvasView.setState({ byHand: false });
      let frames = 0;
      stopWaiting = onFrame(() => {
        frames++;
        // The first frame may still hold the nodes of the document before.
        if (frames < 3 || (!measured() && frames < MOST_FRAMES)) return true;
        stopWaiting?.();
        // React Flow would keep a fit of nothing for the first node that comes, and move it from where it was dropped.
        if (useDocument.getState().history.present.nodes.length > 0) void flow.fitView(FIT);
        else void flow.setViewport({ x: 0, y: 0, zoom: 1 });
        return false;
      });
    };
    const stopProviding = provideViewport({
      fit: () => {
        useCanvasView.setState({ byHand: false });
        if (useDocument.getState().history.present.nodes.length > 0) void flow.fitView({ ...FIT, duration });
      },
      fitSoon,
      zoomIn: () => {
        useCanvasView.setState({ byHand: true });
        void flow.zoomIn({ duration });
      },
      zoomOut: () => {
        useCanvasView.setState({ byHand: true });
        void flow.zoomOut({ duration });
      },
      seen: () => {
        const { transform, width, height } = store.getState();
        const [x, y, zoom] = transform;
        return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      },
      focus: () => frame.current?.focus({ preventScroll: true }),
    });
    fitSoon();
    return () => {
      stopWaiting?.();
      stopProviding();
    };
  }, [flow, frame, store]);
}
