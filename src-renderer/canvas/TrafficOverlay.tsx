import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useStoreApi } from 'reactflow';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { feed } from '../traffic/feed';
import { onFrame, wake } from '../traffic/frame';
import { flowCables } from './flow-cables';
import type { PaintView } from './overlay-region';
import { PulsePainter } from './pulse-painter';
import classes from './TrafficOverlay.module.css';

/** The one canvas over the cables, on which messages are seen to travel. It draws nothing, and costs nothing, while none do. */
export function TrafficOverlay() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    const painter = new PulsePainter(
      context,
      feed,
      scheme,
      window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    );
    const takeFlows = () => {
      const { links, peers } = useRuntime.getState();
      painter.setFlows(flowCables(useDocument.getState().history.present, links, peers));
      wake();
    };
    const view = (): PaintView => {
      const { transform, width, height, nodeLookup } = flow.getState();
      const boxes = [...nodeLookup.values()].map(({ internals, measured }) => ({
        x: internals.positionAbsolute.x,
        y: internals.positionAbsolute.y,
        width: measured.width ?? 0,
        height: measured.height ?? 0,
      }));
      return { x: transform[0], y: transform[1], zoom: transform[2], width, height, boxes };
    };
    takeFlows();
    const stops = [
      useRuntime.subscribe((state, before) => {
        if (state.links !== before.links || state.peers !== before.peers) takeFlows();
        if (state.status.startedAt !== before.status.startedAt) painter.clear();
      }),
      useDocument.subscribe((state, before) => {
        if (state.history.present !== before.history.present) takeFlows();
      }),
      feed.subscribeTick(() => {
        if (painter.takeRates()) wake();
      }),
      // The canvas is drawn again when one pans or zooms while pulses stand on it.
      flow.subscribe((state, before) => {
        if (state.transform !== before.transform) wake();
      }),
      onFrame((now) => painter.paint(now, view)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [flow, scheme]);

  return <canvas ref={canvas} className={classes['overlay']} aria-hidden data-testid="traffic" />;
}
