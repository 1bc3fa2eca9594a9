import i18next from 'i18next';
import { copyItems, pasteClip, readClip } from '../../shared/topology/edits-clipboard';
import { flipLink } from '../../shared/topology/edits-links';
import { removeItems } from '../../shared/topology/edits-nodes';
import type { Position, Topology } from '../../shared/topology/topology';
import { edit, topologyNow } from '../stores/document';
import { clearSelection, select, useView } from '../stores/view';
import { notify } from '../ui/notify';

/** How far a copy lies from what it is a copy of, in pixels. */
const COPY_OFFSET = 32;

// Where the system's clipboard refuses (no focus, say), what was copied can still be pasted in this window.
let ownClip: string | undefined;
let lastPasted: { text: string; times: number } | undefined;

export function deleteSelection(): void {
  const { selection } = useView.getState();
  if (edit((topology) => removeItems(topology, selection))) clearSelection();
}

/** Copies the selected nodes with the links among them, as the text of a topology file. */
export async function copySelection(): Promise<void> {
  const text = copyItems(topologyNow(), useView.getState().selection.nodes);
  if (text === undefined) return;
  ownClip = text;
  lastPasted = undefined;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The copy within the window stands.
  }
}

export async function cutSelection(): Promise<void> {
  await copySelection();
  deleteSelection();
}

/** Pastes nodes below and to the right of where they were copied, each time further; or at `at`. */
export async function paste(at?: Position): Promise<void> {
  const text = await clipboardText();
  const clip = readClip(text);
  if (!clip.ok) {
    notify(i18next.t('canvas:paste.refused'), 'error', 'paste');
    return;
  }
  const times = lastPasted?.text === text ? lastPasted.times + 1 : 1;
  lastPasted = { text, times };
  const origin = topLeft(clip.value);
  insert(
    clip.value,
    at ? { x: at.x - origin.x, y: at.y - origin.y } : { x: COPY_OFFSET * times, y: COPY_OFFSET * times },
  );
}

export function duplicateSelection(): void {
  const text = copyItems(topologyNow(), useView.getState().selection.nodes);
  if (text === undefined) return;
  const clip = readClip(text);
  if (clip.ok) insert(clip.value, { x: COPY_OFFSET, y: COPY_OFFSET });
}

export function selectEverything(): void {
  const { nodes, links } = topologyNow();
  select(
    nodes.map(({ id }) => id),
    links.map(({ id }) => id),
  );
}

/** Swaps which side binds, of each selected link. */
export function flipSelection(): void {
  const { links } = useView.getState().selection;
  edit((topology) => [...links].reduce(flipLink, topology));
}

export function renameSelection(): void {
  const [only] = useView.getState().selection.nodes;
  useView.setState({ renaming: only });
}

function insert(clip: Topology, by: Position): void {
  let pasted: ReturnType<typeof pasteClip>['pasted'] | undefined;
  const done = edit((topology) => {
    const result = pasteClip(topology, clip, by);
    pasted = result.pasted;
    return result.topology;
  });
  if (done && pasted) select(pasted.nodes, pasted.links);
}

async function clipboardText(): Promise<string> {
  try {
    const text = await navigator.clipboard.readText();
    return text === '' ? (ownClip ?? '') : text;
  } catch {
    return ownClip ?? '';
  }
}

function topLeft({ nodes }: Topology): Position {
  return {
    x: Math.min(...nodes.map(({ position }) => position.x)),
    y: Math.min(...nodes.map(({ position }) => position.y)),
  };
}
