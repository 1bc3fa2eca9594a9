import type { KeyboardEvent } from 'react';
import { nudgeNodes } from '../../shared/topology/edits-nodes';
import { edit, gesture } from '../stores/document';
import { clearSelection, select, selectPeer, useView } from '../stores/view';
import { peerOfId } from './flow-types';

const STEP = 4;
const LONG_STEP = 32;
/** Arrow keys that follow each other within this time are one step of undo. */
const NUDGE_PAUSE_MS = 700;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

let pause: ReturnType<typeof setTimeout> | undefined;

/** The canvas' own keys: arrows move what is selected, Enter selects what has the focus, Escape selects nothing. */
export function handleCanvasKey(event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : undefined;
  // React lets keys pressed in the canvas' menus come by here as well, though they are elsewhere in the page.
  if (!event.currentTarget.contains(target ?? null) || target?.closest('input, textarea')) return;
  const arrow = ARROWS[event.key];
  if (arrow && useView.getState().selection.nodes.size > 0 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    nudge(arrow, event.shiftKey ? LONG_STEP : STEP);
  } else if (event.key === 'Escape') clearSelection();
  else if ((event.key === 'Enter' || event.key === ' ') && target && selectFocused(target, event.shiftKey))
    event.preventDefault();
}

function nudge([x, y]: readonly [number, number], step: number): void {
  gesture.begin();
  edit((topology) => nudgeNodes(topology, useView.getState().selection.nodes, { x: x * step, y: y * step }));
  clearTimeout(pause);
  pause = setTimeout(gesture.commit, NUDGE_PAUSE_MS);
}

function selectFocused(target: Element, add: boolean): boolean {
  const id = target.getAttribute('data-id');
  if (id === null) return false;
  const peer = peerOfId(id);
  const { nodes, links } = useView.getState().selection;
  if (peer !== undefined) selectPeer(peer);
  else if (target.classList.contains('react-flow__node')) select(add ? [...nodes, id] : [id], add ? links : []);
  else if (target.classList.contains('react-flow__edge')) select(add ? nodes : [], add ? [...links, id] : [id]);
  else return false;
  return true;
}
