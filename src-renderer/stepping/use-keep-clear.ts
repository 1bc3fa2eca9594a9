import { useEffect, type RefObject } from 'react';
import { useReactFlow } from 'reactflow';

/** Pixels between what is over the canvas and the uppermost node. */
const GAP = 20;

/** Moves the nodes from under something that has just come to lie over the top of the canvas; never nearer than they were. */
export function useKeepClear(cover: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const covered = cover.current?.getBoundingClientRect();
    if (!covered) return;
    const { x, y } = flow.getNodesBounds(flow.getNodes());
    if (flow.flowToScreenPosition({ x, y }).y >= covered.bottom) return;
    const padding = { top: `${covered.height + 2 * GAP}px`, x: '40px', bottom: '60px' } as const;
    void flow.fitView({ padding, maxZoom: flow.getZoom(), duration: 200 });
  }, [cover, flow]);
}
