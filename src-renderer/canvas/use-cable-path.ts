import { useEffect, useLayoutEffect, useMemo } from 'react';
import { useInternalNode, type InternalNode } from 'reactflow';
import { cableBetween, type CablePath } from './cable-path';
import { removeCable, setCable } from './cables';
import { jacksOf, NODE_WIDTH, type Box } from './layout';

interface CableEnds {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceSide: string | undefined;
  readonly targetSide: string | undefined;
  readonly lane: number;
}

/** The way of a cable between two nodes where they are now, kept where the canvas of pulses finds it. */
export function useCablePath({ id, source, target, sourceSide, targetSide, lane }: CableEnds): CablePath {
  const from = boxOf(useInternalNode(source));
  const to = boxOf(useInternalNode(target));
  const path = useMemo(
    () => cableBetween(jacksOf(from, sourceSide), jacksOf(to, targetSide), lane),
    // The boxes are new objects each time, so their numbers are what it depends on.
    [from.x, from.y, from.width, to.x, to.y, to.width, sourceSide, targetSide, lane],
  );
  useLayoutEffect(() => setCable(id, path), [id, path]);
  useEffect(() => () => removeCable(id), [id]);
  return path;
}

function boxOf(node: InternalNode | undefined): Box {
  if (!node) return { x: 0, y: 0, width: NODE_WIDTH, height: 0 };
  const { x, y } = node.internals.positionAbsolute;
  return { x, y, width: node.measured.width ?? NODE_WIDTH, height: node.measured.height ?? 0 };
}
