import { endpointKey, type Step } from '../../shared/plan';
import type { StepOutcome } from './life-book';
import type { Run } from './run';

/** What became of a step that was just taken. */
export function outcomeOf(
  { sockets, endpoints, links }: Pick<Run, 'sockets' | 'endpoints' | 'links'>,
  step: Step,
): StepOutcome {
  switch (step.type) {
    case 'socket:open': {
      const socket = sockets.get(step.socket.key);
      return socket?.state === 'failed' ? { problem: socket.problems.at(-1)?.message } : {};
    }
    case 'endpoint:open': {
      const endpoint = endpoints.get(endpointKey(step.endpoint))?.status();
      return { endpoint: endpoint?.actual || undefined, problem: endpoint?.problem?.message };
    }
    case 'link:open': {
      const link = links.get(step.link.id)?.status();
      return {
        endpoint: link?.endpoint || undefined,
        problem: link?.state === 'failed' ? link.problem?.message : undefined,
      };
    }
    default:
      return {};
  }
}
