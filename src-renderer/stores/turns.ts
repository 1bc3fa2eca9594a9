import { create } from 'zustand';
import type { DevicePoll, FlowRequests, Turn, UnheardPeer } from '../../shared/traffic/turns';
import type { FlowId } from '../../shared/traffic/flow';
import { request } from '../bridge';
import { topologyNow } from './document';
import { isRunning, useRuntime } from './runtime';
import { useView } from './view';

/** How often the engine is asked, in milliseconds. */
const ASK_MS = 250;

export interface TurnsState {
  /** Seconds since the run began, when the engine was asked last. */
  readonly t: number;
  readonly turns: ReadonlyMap<string, Turn>;
  readonly requests: ReadonlyMap<FlowId, FlowRequests>;
  readonly connected: ReadonlyMap<FlowId, number>;
  readonly unheard: ReadonlyMap<FlowId, UnheardPeer>;
  /** Of the devices that are selected. */
  readonly polls: ReadonlyMap<string, DevicePoll>;
}

const NONE: TurnsState = {
  t: 0,
  turns: new Map(),
  requests: new Map(),
  connected: new Map(),
  unheard: new Map(),
  polls: new Map(),
};

export const useTurns = create<TurnsState>()(() => NONE);

/** From now on keeps whose turn it is, while something runs and the window is seen. */
export function followTurns(): void {
  let asking = false;
  const ask = () => {
    if (asking || document.hidden) return;
    const runtime = useRuntime.getState();
    if (!isRunning(runtime)) {
      if (useTurns.getState().turns.size > 0) useTurns.setState({ turns: NONE.turns });
      return;
    }
    asking = true;
    request('turns:read', { devices: selectedDevices() })
      .then(
        (answer) => {
          if (!answer) return;
          useTurns.setState({
            t: answer.t,
            turns: new Map(answer.turns.map(({ key, turn }) => [key, turn])),
            requests: new Map(answer.requests.map((counts) => [counts.flow, counts])),
            connected: new Map(answer.connected),
            unheard: new Map(answer.unheard.map((peer) => [peer.flow, peer])),
            polls: new Map(answer.polls.map((poll) => [poll.node, poll])),
          });
        },
        (error: unknown) => console.error('turns:read failed', error),
      )
      .finally(() => {
        asking = false;
      });
  };
  window.setInterval(ask, ASK_MS);
}

function selectedDevices(): string[] {
  const { nodes } = useView.getState().selection;
  const devices = topologyNow().nodes.filter(({ id, kind }) => kind === 'device' && nodes.has(id));
  return devices.slice(0, 100).map(({ id }) => id);
}
