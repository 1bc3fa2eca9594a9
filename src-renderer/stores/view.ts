import { create } from 'zustand';
import { DEFAULT_SETTINGS, type Language, type Settings } from '../../shared/settings';
import type { AppState } from '../../shared/ipc';
import type { Rank } from '../../shared/traffic/capture';
import type { ItemKind } from '../../shared/traffic/flow';

/** What is selected on the canvas. A peer is a program outside that is not in the document. */
export interface Selection {
  readonly nodes: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly peer: string | undefined;
}

export const NOTHING_SELECTED: Selection = { nodes: new Set(), links: new Set(), peer: undefined };

export type DialogName = 'gallery' | 'shortcuts' | 'about' | 'keys';
export type PanelName = 'palette' | 'inspector' | 'messages';
/** What the bottom panel shows. */
export type BottomView = 'messages' | 'losses' | 'doctor' | 'charts' | 'wire';
/** How the opened item is looked at. */
export type DetailView = 'frames' | 'journey' | 'compare';

/** Which captured items the message list asks for. */
export interface MessageFilter {
  readonly text: string;
  /** `selection`: those of what is selected on the canvas, everything where nothing is. */
  readonly source: 'all' | 'selection';
  readonly kinds: readonly ItemKind[];
  /** The largest or the slowest first; else the order of time. */
  readonly rank: Rank | undefined;
  /** When that was asked for, in milliseconds since 1970: the same may be asked again. */
  readonly rankedAt: number;
}

/** What is looked for in the opened message. */
export interface MessageSearch {
  readonly open: boolean;
  readonly text: string;
  readonly mode: 'text' | 'hex';
  /** Grows each time the field is asked to take the focus. */
  readonly asked: number;
}

export interface ViewState {
  readonly selection: Selection;
  readonly filter: MessageFilter;
  /** True while the message list stays at its newest row. */
  readonly following: boolean;
  /** The captured item that the frame view shows. */
  readonly openedSeq: number | undefined;
  readonly detailView: DetailView;
  /** The item that the opened one is compared with. */
  readonly compareSeq: number | undefined;
  readonly messageSearch: MessageSearch;
  readonly dialog: DialogName | undefined;
  readonly bottom: BottomView;
  /** Grows each time the message list's filter field is asked to take the focus. */
  readonly filterFocus: number;
  /** The node whose name is being typed on the canvas. */
  readonly renaming: string | undefined;
  readonly settings: Settings;
  readonly language: Language;
  readonly versions: AppState['versions'];
  readonly platform: AppState['platform'];
}

export const useView = create<ViewState>()(() => ({
  selection: NOTHING_SELECTED,
  filter: { text: '', source: 'all', kinds: ['message'], rank: undefined, rankedAt: 0 },
  following: true,
  openedSeq: undefined,
  detailView: 'frames',
  compareSeq: undefined,
  messageSearch: { open: false, text: '', mode: 'text', asked: 0 },
  dialog: undefined,
  bottom: 'messages',
  filterFocus: 0,
  renaming: undefined,
  settings: DEFAULT_SETTINGS,
  language: 'en',
  versions: { app: '', electron: '', node: '', libzmq: '' },
  platform: 'linux',
}));

/** Selects nodes and links; the same selection again changes nothing. */
export function select(nodes: Iterable<string>, links: Iterable<string> = []): void {
  const next: Selection = { nodes: new Set(nodes), links: new Set(links), peer: undefined };
  const before = useView.getState().selection;
  if (before.peer === undefined && sameSet(before.nodes, next.nodes) && sameSet(before.links, next.links)) return;
  useView.setState({ selection: next });
}

export function selectPeer(id: string): void {
  useView.setState({ selection: { nodes: new Set(), links: new Set(), peer: id } });
}

export function clearSelection(): void {
  useView.setState({ selection: NOTHING_SELECTED });
}

export function setFilter(change: Partial<MessageFilter>): void {
  useView.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

/** Shows the messages of one link or peer in the list: selects it and follows the selection. */
export function showMessagesOf(
  what: { readonly link: string } | { readonly peer: string } | { readonly node: string },
): void {
  if ('link' in what) select([], [what.link]);
  else if ('node' in what) select([what.node]);
  else selectPeer(what.peer);
  setFilter({ source: 'selection' });
  useView.setState({ following: true });
}

/** Ranks what is captured now, or goes back to the order of time. */
export function setRank(rank: Rank | undefined): void {
  setFilter({ rank, rankedAt: Date.now() });
  useView.setState({ following: rank === undefined });
}

/** To follow is to go back to the order of time. */
export function setFollowing(following: boolean): void {
  if (following && useView.getState().filter.rank !== undefined) setRank(undefined);
  // A list that is scrolled says so in every frame, and each change is told to all who show something of the view.
  else if (following !== useView.getState().following) useView.setState({ following });
}

/** Shows a view in the bottom panel; unfolding the panel is the caller's business. */
export function showBottom(bottom: BottomView): void {
  useView.setState({ bottom });
}

/** Opens a captured item in the frame view. */
export function openItem(seq: number | undefined): void {
  useView.setState({ openedSeq: seq });
}

/** Chooses how the opened item is looked at; an item that this view has nothing to say of shows its frames. */
export function showDetail(detailView: DetailView): void {
  useView.setState({ detailView });
}

/** Compares the opened item, and those that are opened next, with another one; with `undefined` it ends that. */
export function compareWith(seq: number | undefined): void {
  useView.setState({ compareSeq: seq, detailView: seq === undefined ? 'frames' : 'compare' });
}

export function setMessageSearch(change: Partial<MessageSearch>): void {
  useView.setState(({ messageSearch }) => ({ messageSearch: { ...messageSearch, ...change } }));
}

/** Shows the opened message's frames with the field that looks through them. */
export function findInMessage(): void {
  const { messageSearch } = useView.getState();
  useView.setState({
    detailView: 'frames',
    messageSearch: { ...messageSearch, open: true, asked: messageSearch.asked + 1 },
  });
}

export function closeMessageSearch(): void {
  setMessageSearch({ open: false });
}

export function openDialog(dialog: DialogName | undefined): void {
  useView.setState({ dialog });
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
