import type { Behavior } from '../../../shared/topology/topology';
import type { LiveSocket } from '../live-socket';
import type { StopSignal } from '../stop-signal';

/** What a behavior works with. */
export interface BehaviorContext<Type extends Behavior['type'] = Behavior['type']> {
  readonly socket: LiveSocket;
  readonly behavior: Extract<Behavior, { type: Type }>;
  /** Label of the node, for `{{node}}`. */
  readonly label: string;
  readonly stop: StopSignal;
}

/** Runs until it is done or told to stop. Problems are reported at the socket; a rejection is a bug. */
export type RunBehavior<Type extends Behavior['type']> = (context: BehaviorContext<Type>) => Promise<void>;
