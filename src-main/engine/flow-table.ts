import type { FlowId } from '../../shared/traffic/flow';
import { Flow, type FlowOptions } from './flow';

/** Flows of programs outside that are numbered before numbers of long gone ones are given out again. */
const PLENTY = 4096;

/**
 * Numbers the flows of a run. A link keeps its number for the whole run, also when it is taken away and brought back.
 * Programs outside may come and go without end, so beyond `PLENTY` flows a new one takes over the number of the one that
 * was given up first.
 */
export class FlowTable {
  readonly flows: Flow[] = [];
  private readonly byLink = new Map<string, Flow>();
  private readonly free: FlowId[] = [];

  /** The flow of a link; a link whose ends have changed starts a new one. */
  ofLink(id: string, options: FlowOptions): Flow {
    const known = this.byLink.get(id);
    if (known && sameEnds(known.options, options)) return known;
    const flow = this.add(options);
    this.byLink.set(id, flow);
    return flow;
  }

  add(options: FlowOptions): Flow {
    const reused = this.flows.length >= PLENTY ? this.free.shift() : undefined;
    const flow = new Flow(reused ?? this.flows.length, options);
    this.flows[flow.id] = flow;
    return flow;
  }

  /** The flow's program is gone for good: nothing more will be counted. */
  giveUp(flow: Flow): void {
    this.free.push(flow.id);
    if (this.free.length > PLENTY) this.free.shift();
  }

  get(id: FlowId): Flow | undefined {
    return this.flows[id];
  }
}

function sameEnds(one: FlowOptions, other: FlowOptions): boolean {
  return one.observe === other.observe && JSON.stringify([one.from, one.to]) === JSON.stringify([other.from, other.to]);
}
