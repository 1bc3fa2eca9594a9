import type { EndNames, FilterWorld, FlowFacts } from '../filter/world';

/** A world without any cable. */
export const NO_FLOWS: FilterWorld = { flow: () => undefined, startedAt: 0, now: () => 0 };

/** A link of a test's world; flow numbers are places in its list. */
export function linkFacts(link: string, connecting: EndNames, binding: EndNames): FlowFacts {
  return { link, peer: [], connecting, binding };
}

export function endNames(socketType: string, ...names: string[]): EndNames {
  return { socketType, names };
}
