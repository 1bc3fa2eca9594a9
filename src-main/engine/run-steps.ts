import { endpointKey, type Step } from '../../shared/plan';
import type { LiveSocket } from './live-socket';
import type { Run } from './run';
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

/** The sockets that wait for a reply over what these steps unplug. */
export function awaitingOver({ links, endpoints, sockets }: Run, steps: readonly Step[]): LiveSocket[] {
  const keys = steps.flatMap((step) => {
    if (step.type === 'link:close') return links.get(step.link)?.awaiting ?? [];
    if (step.type !== 'endpoint:close') return [];
    return endpoints.get(endpointKey(step.endpoint))?.awaiting === true ? [step.endpoint.key] : [];
  });
  return [...new Set(keys)].flatMap((key) => sockets.get(key) ?? []);
}
