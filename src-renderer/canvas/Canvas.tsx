import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useEffect, useRef, useState, type DragEvent, type MouseEvent as ReactMouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Background,
  BackgroundVariant,
  ConnectionMode,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type OnConnectStart,
} from 'reactflow';
import type { NodeRecipe } from '../../shared/topology/defaults';
import { useDocument } from '../stores/document';
import { clearSelection, select, selectPeer, useView } from '../stores/view';
import { useCanvasView } from '../stores/canvas-view';
import { addAt, RECIPE_MIME } from './add-node';
import { CanvasControls } from './CanvasControls';
import { ContextMenu, type MenuTarget } from './ContextMenu';
import { EmptyHint } from './EmptyHint';
import { edgeTypes, nodeTypes } from './flow-parts';
import { peerOfId, type FlowEdge, type FlowNode } from './flow-types';
import { handleCanvasKey } from './keys';
import { TrafficOverlay } from './TrafficOverlay';
import { useFlowItems } from './use-flow-items';
import { usePeersInView } from './use-peers-in-view';
import { useViewport } from './use-viewport';
import { beginWiring, cancelWiring, endWiring } from './wiring';
import { WiringHint } from './WiringHint';
import classes from './Canvas.module.css';

const GRID = 16;
/** Below this zoom small print is left out: it could not be read, and costs time with many nodes. */
const FAR_ZOOM = 0.42;
/** Above so many nodes only those in view are kept in the page. */
const MANY_NODES = 120;

/** The canvas: the document's nodes and links, what is connected from outside, and the messages that travel. */
export function Canvas() {
  const { t } = useTranslation('canvas');
  const scheme = useComputedColorScheme('light');
  const items = useFlowItems();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const frame = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuTarget | undefined>();
  const snap = useView((state) => state.settings.snap);
  const far = useCanvasView((state) => state.zoom < FAR_ZOOM);
  const readOnly = useDocument((state) => state.readOnly);
  const empty = useDocument((state) => state.history.present.nodes.length === 0);
  useViewport(frame);
  usePeersInView(items.nodes);

  const onConnectStart: OnConnectStart = useCallback((_event, { nodeId, handleId }) => {
    if (nodeId === null) return;
    beginWiring(handleId === 'frontend' || handleId === 'backend' ? `${nodeId}.${handleId}` : nodeId);
  }, []);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent) => {
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
      const loose = endWiring(clientX, clientY);
      const onCanvas = document.elementFromPoint(clientX, clientY)?.closest('.react-flow__pane') !== null;
      if (loose === undefined || !onCanvas) return;
      setMenu({
        type: 'plug',
        x: clientX,
        y: clientY,
        from: loose,
        at: flow.screenToFlowPosition({ x: clientX, y: clientY }),
      });
    },
    [flow],
  );
  useEffect(() => cancelWiring, []);

  const openMenu = (event: ReactMouseEvent | MouseEvent, target: (at: { x: number; y: number }) => MenuTarget) => {
    event.preventDefault();
    setMenu(target({ x: event.clientX, y: event.clientY }));
  };
  const onDrop = (event: DragEvent) => {
    const text = event.dataTransfer.getData(RECIPE_MIME);
    if (text === '') return;
    event.preventDefault();
    addAt(JSON.parse(text) as NodeRecipe, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    frame.current?.focus();
  };

  return (
    <div
      ref={frame}
      className={classes['canvas']}
      tabIndex={-1}
      data-testid="canvas"
      data-far={far}
      aria-label={t('canvas')}
      role="region"
      onKeyDown={handleCanvasKey}
    >
      <ReactFlow<FlowNode, FlowEdge>
        {...items}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={28}
        autoPanSpeed={5}
        onConnectStart={onConnectStart}
        onConnectEnd={onConnectEnd}
        connectOnClick={false}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={[1, 2]}
        panOnScroll
        zoomOnDoubleClick={false}
        panActivationKeyCode="Space"
        multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
        selectionKeyCode={null}
        deleteKeyCode={null}
        disableKeyboardA11y
        snapToGrid={snap}
        snapGrid={[GRID, GRID]}
        minZoom={0.15}
        maxZoom={2.5}
        elevateNodesOnSelect
        onlyRenderVisibleElements={items.nodes.length > MANY_NODES}
        proOptions={{ hideAttribution: true }}
        onPaneClick={clearSelection}
        onMoveStart={(event) => event && useCanvasView.setState({ byHand: true })}
        onMove={(_event, { zoom }) => useCanvasView.setState({ zoom })}
        onNodeContextMenu={(event, node) =>
          openMenu(event, (at) => {
            const peer = peerOfId(node.id);
            if (peer !== undefined) {
              selectPeer(peer);
              return { type: 'peer', ...at, id: peer };
            }
            if (!useView.getState().selection.nodes.has(node.id)) select([node.id]);
            return { type: 'node', ...at, id: node.id };
          })
        }
        onSelectionContextMenu={(event, nodes) =>
          openMenu(event, (at) => ({ type: 'node', ...at, id: nodes[0]?.id ?? '' }))
        }
        onEdgeContextMenu={(event, edge) =>
          openMenu(event, (at) => {
            const peer = peerOfId(edge.id);
            if (peer !== undefined) {
              selectPeer(peer);
              return { type: 'peer', ...at, id: peer };
            }
            if (!useView.getState().selection.links.has(edge.id)) select([], [edge.id]);
            return { type: 'link', ...at, id: edge.id };
          })
        }
        onPaneContextMenu={(event) =>
          openMenu(event, (at) => ({ type: 'canvas', ...at, at: flow.screenToFlowPosition(at) }))
        }
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(RECIPE_MIME)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={onDrop}
        ariaLabelConfig={{ 'handle.ariaLabel': t('node.jackShort') }}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={GRID}
          size={1.2}
          color="var(--canvas-dots)"
          bgColor="var(--canvas)"
        />
        <TrafficOverlay />
        <CanvasControls />
      </ReactFlow>
      {empty && <EmptyHint />}
      <WiringHint />
      <ContextMenu target={menu} onClose={() => setMenu(undefined)} />
    </div>
  );
}
