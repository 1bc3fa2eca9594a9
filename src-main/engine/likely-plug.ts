import type { FlowId } from '../../shared/traffic/flow';
import type { Plug } from './plugs';

/** A cable end, and how to ask what may have come in by it so far. */
export interface Inlet {
  readonly plug: Plug;
  /** Messages that may have come in by the plug so far. */
  readonly arrived: () => number;
}

/** Which of several cables a received message came in by, where ZeroMQ does not say: the one over which most is still to come. */
export class LikelyPlug<In extends Inlet> {
  private readonly byFlow = new Map<FlowId, In>();

  /** @param before what was asked until now, of the same socket: where nothing was, what has come so far is settled */
  constructor(
    private readonly inlets: readonly In[],
    before?: LikelyPlug<In>,
  ) {
    for (const { plug, arrived } of before?.inlets.length === 0 ? inlets : []) {
      plug.attributed = Math.max(plug.attributed, arrived());
    }
    for (const inlet of inlets) if (inlet.plug.flow) this.byFlow.set(inlet.plug.flow.id, inlet);
  }

  /**
   * Chooses for one message, and counts it there; `undefined` where there is no plug.
   * @param flow the cable of the peer that a ROUTER names, if it is known or guessed: believed while that may have sent it
   */
  take(flow: FlowId | undefined): In | undefined {
    const named = flow === undefined ? undefined : this.byFlow.get(flow);
    const inlet = named && pendingAt(named) > 0 ? named : this.fullest();
    if (inlet) inlet.plug.attributed++;
    return inlet;
  }

  private fullest(): In | undefined {
    const { inlets } = this;
    let likely: In | undefined;
    let most = -Infinity;
    for (let index = 0; index < inlets.length; index++) {
      const inlet = inlets[index]!;
      const pending = pendingAt(inlet);
      if (pending <= most) continue;
      most = pending;
      likely = inlet;
    }
    return likely;
  }
}

function pendingAt({ plug, arrived }: Inlet): number {
  return arrived() - plug.attributed;
}
