import type { Problem } from '../shared/result';

/** The worker ended before it answered. */
export class EngineGone extends Error {}

/** What is said then. */
export function goneProblem(): Problem {
  return { code: 'engine-gone', message: 'The engine ended before it could do this; run the topology again.' };
}

/** The worker met a bug of its own. */
export function crashProblem(detail: string, wasRunning: boolean): Problem {
  const next = wasRunning ? 'Run the topology again; nothing of it is lost.' : 'Nothing of the topology is lost.';
  return {
    code: 'engine-crash',
    message: `The engine ended by a fault of its own (${detail}). ${next}`,
    values: { detail },
  };
}
