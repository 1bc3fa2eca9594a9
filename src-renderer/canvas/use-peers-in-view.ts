import { useEffect, useRef } from 'react';
import { useReactFlow, useStoreApi } from 'reactflow';
import { onFrame } from '../traffic/frame';
import { useCanvasView } from '../stores/canvas-view';
import { viewport } from '../stores/viewport';
import { peerOfId, type FlowNode } from './flow-types';
import { VIEW_PADDING, zoomToSee } from './zoom-to-see';

const SMOOTH_MS = 200;
/** Frames after which a node that has just come is measured. */
const FRAMES = 3;

/**
 * Brings a program that has just plugged in into view, if it would come to lie outside. A canvas that somebody has moved
 * stays where it is, and so does one on which something is being dragged.
 */
export function usePeersInView(nodes: readonly FlowNode[]): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const known = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const peers = new Set(nodes.flatMap(({ id }) => peerOfId(id) ?? []));
    const news = [...peers].some((id) => !known.current.has(id));
    known.current = peers;
    if (!news || useCanvasView.getState().byHand) return undefined;
    let frames = 0;
    const stop = onFrame(() => {
      if (++frames < FRAMES) return true;
      stop();
      const { connection, nodes: drawn } = store.getState();
      if (connection.inProgress || drawn.some(({ dragging }) => dragging)) return false;
      const zoom = zoomToSee(flow.getNodesBounds(flow.getNodes()), viewport().seen(), flow.getZoom());
      if (zoom !== undefined) void flow.fitView({ padding: VIEW_PADDING, maxZoom: zoom, duration: SMOOTH_MS });
      return false;
    });
    return undefined;
  }, [nodes, flow, store]);
}
