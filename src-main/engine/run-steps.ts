import type { Step } from '../../shared/plan';
import { stepCalls } from '../../shared/zmq/life-calls';

/** How many of the steps call anything. */
export function called(steps: readonly Step[]): number {
  return steps.filter((step) => stepCalls(step).length > 0).length;
}

/** Steps of one kind can be taken together: none of them depends on another. */
export function groups(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (last?.[0]?.type === step.type) last.push(step);
    else all.push([step]);
  }
  return all;
}
