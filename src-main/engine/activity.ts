import type { WantedActivity } from '../../shared/plan';
import type { Behavior } from '../../shared/topology/topology';
import type { BehaviorContext, RunBehavior } from './behaviors/behavior';
import { generate } from './behaviors/generate';
import { join } from './behaviors/join';
import { manual } from './behaviors/manual';
import { reply } from './behaviors/reply';
import { request } from './behaviors/request';
import { sink } from './behaviors/sink';
import { subscribe } from './behaviors/subscribe';
import { BOTH_WAYS, runDevice } from './device';
import type { LiveSocket } from './live-socket';
import { StopSignal } from './stop-signal';
import type { Tracing } from './tracing';

const BEHAVIORS: { readonly [Type in Behavior['type']]: RunBehavior<Type> } = {
  manual,
  generate,
  request,
  reply,
  sink,
  subscribe,
  join,
};

/** Runs what a node does, from now until `stop`. */
export class Activity {
  private readonly signal = new StopSignal();
  private readonly done: Promise<void>;

  constructor(wanted: WantedActivity, socketOf: (key: string) => LiveSocket | undefined, tracing: Tracing) {
    this.done = this.run(wanted, socketOf, tracing);
  }

  /**
   * Tells it to end, and waits until it does nothing more on its own account. A send or receive that ZeroMQ has not
   * finished cannot be taken back; it is not waited for.
   * @param closing its sockets are closed next
   */
  async stop(closing: boolean): Promise<void> {
    this.signal.stop(closing);
    const soon = new Promise<void>((resolve) => setImmediate(resolve));
    await Promise.race([this.done, soon]);
  }

  private async run(
    wanted: WantedActivity,
    socketOf: (key: string) => LiveSocket | undefined,
    tracing: Tracing,
  ): Promise<void> {
    const { signal: stop } = this;
    if (wanted.type === 'device') {
      const frontend = socketOf(`${wanted.node}.frontend`);
      const backend = socketOf(`${wanted.node}.backend`);
      if (!frontend || !backend) return;
      const { node, device, delayMs } = wanted;
      await runDevice({
        device,
        frontend,
        backend,
        delayMs,
        stop,
        forward: tracing.recorder(node, device, 'forward'),
        backward: tracing.recorder(node, device, 'backward'),
        poll: tracing.poll(node, BOTH_WAYS[device] ? ['frontend', 'backend'] : ['frontend']),
      });
      return;
    }
    const socket = socketOf(wanted.key);
    if (socket) await runBehavior({ socket, behavior: wanted.behavior, label: wanted.label, stop });
  }
}

function runBehavior<Type extends Behavior['type']>(context: BehaviorContext<Type>): Promise<void> {
  const type: Type = context.behavior.type as Type;
  const run: RunBehavior<Type> = BEHAVIORS[type];
  return run(context);
}
