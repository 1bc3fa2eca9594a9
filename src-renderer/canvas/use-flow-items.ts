import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { applyNodeChanges, type EdgeChange, type NodeChange, type OnNodeDrag } from 'reactflow';
import { moveNodes } from '../../shared/topology/edits-nodes';
import type { Position } from '../../shared/topology/topology';
import { edit, useTopology } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useView } from '../stores/view';
import { flowEdges, flowNodes } from './flow-items';
import { peerOfId, type FlowEdge, type FlowNode } from './flow-types';

/**
 * What React Flow shows, made of the document, the peers and the selection, and its changes brought back to them. While
 * nodes are dragged only this copy moves; letting go is one edit, so one step of undo.
 */
export function useFlowItems() {
  const topology = useTopology((whole) => whole);
  const peerMap = useRuntime((state) => state.peers);
  const selection = useView((state) => state.selection);
  // One that left stays in the status, so that its messages keep a name; the canvas shows who is there or is turned away.
  const peers = useMemo(
    () => [...peerMap.values()].filter(({ connected, refused }) => connected || refused !== undefined),
    [peerMap],
  );
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const edgesBefore = useRef<FlowEdge[]>([]);

  useEffect(() => setNodes((before) => flowNodes(topology, peers, selection, before)), [topology, peers, selection]);
  const edges = useMemo(() => {
    edgesBefore.current = flowEdges(topology, peers, selection, edgesBefore.current);
    return edgesBefore.current;
  }, [topology, peers, selection]);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    takeSelection('nodes', changes);
    // What is selected is the view's to say, and nodes are removed by edits of the document only.
    const own = changes.filter(({ type }) => type === 'position' || type === 'dimensions');
    if (own.length > 0) setNodes((before) => applyNodeChanges(own, before));
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => takeSelection('links', changes), []);
  const onNodeDragStop: OnNodeDrag<FlowNode> = useCallback((_event, _node, dragged) => drop(dragged), []);
  const onSelectionDragStop = useCallback((_event: unknown, dragged: FlowNode[]) => drop(dragged), []);

  return { nodes, edges, onNodesChange, onEdgesChange, onNodeDragStop, onSelectionDragStop };
}

function drop(dragged: readonly FlowNode[]): void {
  const positions = new Map<string, Position>(dragged.map(({ id, position }) => [id, position]));
  edit((topology) => moveNodes(topology, positions));
}

function takeSelection(
  part: 'nodes' | 'links',
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): void {
  const chosen = changes.flatMap((change) => (change.type === 'select' ? [change] : []));
  if (chosen.length === 0) return;
  useView.setState(({ selection }) => {
    const ids = new Set(selection[part]);
    let { peer } = selection;
    for (const { id, selected } of chosen) {
      const ofPeer = peerOfId(id);
      if (ofPeer !== undefined) {
        if (selected) peer = ofPeer;
        else if (peer === ofPeer) peer = undefined;
      } else if (selected) ids.add(id);
      else ids.delete(id);
    }
    const somethingElse = chosen.some(({ id, selected }) => selected && peerOfId(id) === undefined);
    return { selection: { ...selection, [part]: ids, peer: somethingElse ? undefined : peer } };
  });
}
