import { create } from 'zustand';
import { showPanel } from './settings';
import { select, selectPeer, showBottom } from './view';

interface WireState {
  /** `selection`: connections of what is selected on the canvas, every one where nothing is. */
  readonly source: 'all' | 'selection';
  /** The connection whose ladder is shown; the newest one in the list where none was chosen. */
  readonly chosen: number | undefined;
  /** The step of that ladder whose bytes are explained. */
  readonly step: number | undefined;
}

/** What the view of the wire shows. */
export const useWire = create<WireState>()(() => ({ source: 'selection', chosen: undefined, step: undefined }));

export function chooseConnection(chosen: number | undefined): void {
  if (useWire.getState().chosen !== chosen) useWire.setState({ chosen, step: undefined });
}

export function chooseStep(step: number | undefined): void {
  useWire.setState({ step });
}

export function setWireSource(source: WireState['source']): void {
  useWire.setState({ source });
}

/** Shows the connections of a link, peer or node on the wire, or one of them. */
export function showOnWire(
  what: { readonly link: string } | { readonly peer: string } | { readonly node: string } | { readonly id: number },
): void {
  if ('link' in what) select([], [what.link]);
  else if ('peer' in what) selectPeer(what.peer);
  else if ('node' in what) select([what.node]);
  useWire.setState({
    source: 'id' in what ? 'all' : 'selection',
    chosen: 'id' in what ? what.id : undefined,
    step: undefined,
  });
  showBottom('wire');
  showPanel('messages');
}
