import { hex } from '../../shared/bytes';
import type { Run } from './run';
import { connectionsOf, ladderOf } from './wire-questions';

/** Connections in one section of a file. */
const AT_ONCE = 100;

/** The connections of a run with their ladders, in parts that a section of a capture file each takes. */
export function* savedWire(run: Run): Iterable<readonly unknown[]> {
  let part: unknown[] = [];
  for (const facts of connectionsOf(run, undefined).connections) {
    const saved = savedLadder(run, facts.id);
    if (!saved) continue;
    part.push({ facts, ...saved });
    if (part.length < AT_ONCE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function savedLadder(run: Run, id: number) {
  const steps: unknown[] = [];
  for (let from = 0; ;) {
    const answer = ladderOf(run, id, from);
    if (!answer) return undefined;
    const { keptFirst, keptFrom } = answer;
    const last = answer.steps.at(-1);
    if (!last) return { steps, keptFirst, keptFrom };
    steps.push(...answer.steps.map((step) => ({ ...step, bytes: hex(step.bytes) })));
    from = last.index + 1;
  }
}
