import { useEffect, useMemo, useState } from 'react';
import type { Journey } from '../../shared/traffic/journey';
import { request } from '../bridge';
import { usePeerNames, withPeerNames } from '../messages/peer-names';

/** While something is still to come it is asked for again, so often in milliseconds. */
const AGAIN_MS = 400;
/** So long after the last step was seen another may follow, without any that is waited for. */
const SETTLED_TRIES = 3;

/** The journey that was shown last: its other steps show it at once, without a flicker. */
let last: Journey | undefined;

/** The journey of a captured item, and what it becomes while one looks; undefined until it is read. */
export function useJourney(seq: number): Journey | undefined {
  const [journey, setJourney] = useState(() => (last?.steps.some((step) => step.seq === seq) ? last : undefined));
  useEffect(() => {
    let tries = 0;
    let timer: number | undefined;
    let current = true;
    const read = () => {
      request('capture:journey', { seq }).then(
        (answer) => {
          if (!current || !answer) return;
          setJourney((before) => {
            const same = before !== undefined && alike(before, answer);
            if (!same) tries = 0;
            return same ? before : answer;
          });
          last = answer;
          tries++;
          const waits = answer.steps.some(({ detail }) => detail.pair?.type === 'waiting');
          if (waits || tries <= SETTLED_TRIES) timer = window.setTimeout(read, AGAIN_MS);
        },
        (error: unknown) => console.error('capture:journey failed', error),
      );
    };
    read();
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [seq]);
  const called = usePeerNames();
  return useMemo(() => {
    if (!journey) return undefined;
    const steps = journey.steps.map((step) => ({ ...step, detail: withPeerNames(step.detail, called) }));
    const edges = journey.edges.map((edge) => ({ ...edge, name: called(edge.name) }));
    return { ...journey, steps, edges };
  }, [journey, called]);
}

function alike(one: Journey, other: Journey): boolean {
  const facts = ({ steps, edges }: Journey) =>
    JSON.stringify([steps.map(({ seq, detail }) => [seq, detail.pair, detail.names]), edges]);
  return facts(one) === facts(other);
}
